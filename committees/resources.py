"""The members of committees, to and from tables."""

import re
from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from import_export.fields import Field
from import_export.widgets import Widget

from committees.models import Committee, Seat, Sector
from committees.models.seat import SeatDuty, clash_among
from committees.workbooks import MEMBERS
from deciding.models import Decision
from deciding.order_numbers import order_key
from spreadsheets.register_resource import RecordResource
from spreadsheets.resources import Change, Comparison, ImportWriter, RowChange, Scope, Values
from spreadsheets.widgets import Choice, Day, Named, Text
from tables.kinds import Row, Table
from thai.sentences import gettext
from thai.text import match_key

OF_THE_ORDER = {"order_number": "order_number", "order_date": "decided_on"}  # column → of the Decision
DUTIES = {
    "ประธาน": "chair",
    "รองประธาน": "vice_chair",
    "กรรมการ": "member",
    "ประธานกรรมการ": "chair",
    "ประธานอนุกรรมการ": "chair",
    "รองประธานกรรมการ": "vice_chair",
    "รองประธานอนุกรรมการ": "vice_chair",
    "อนุกรรมการ": "member",
    "กรรมการโดยตำแหน่ง": "member",
    # Who is both is a member as the others are, with their vote; of the others _ask_vote asks.
    "กรรมการและเลขานุการ": "member",
    "อนุกรรมการและเลขานุการ": "member",
    "กรรมการและผู้ช่วยเลขานุการ": "member",
    "อนุกรรมการและผู้ช่วยเลขานุการ": "member",
    "ที่ปรึกษา": "member",
    "ที่ปรึกษาคณะกรรมการ": "member",
    "ที่ปรึกษาคณะอนุกรรมการ": "member",
    "เลขานุการ": "member",
    "เลขานุการคณะกรรมการ": "member",
    "เลขานุการคณะอนุกรรมการ": "member",
    "ผู้ช่วยเลขานุการ": "member",
}

VOTES = {"มี": True, "ไม่มี": False, "yes": True, "no": False}
# Not “กรรมการและเลขานุการ”, who is a member as the others are, nor “สำนักงานเลขานุการกรม”.
OFTEN_WITHOUT_VOTE = re.compile(r"\W*(?:ที่ปรึกษา|(?:ผู้ช่วย)?เลขานุการ)")


class CommitteeNamed(Named):
    """A committee of the scope's region, by its name, or by its kind where the region has one of that kind."""

    def __init__(self, scope: Scope):
        super().__init__()
        committees = list(Committee.objects.filter(region=scope.region).select_related("kind"))
        self.know((committee.name, committee) for committee in committees)
        of_kind: dict[str, list[Committee]] = defaultdict(list)
        for committee in committees:
            of_kind[committee.kind.short_name].append(committee)
        self.know((name, found[0]) for name, found in of_kind.items() if len(found) == 1)


class SectorNamed(Named):
    """A sector of the catalogue."""

    def __init__(self) -> None:
        super().__init__()
        self.know((sector.name, sector) for sector in Sector.objects.all())


class DutyNamed(Choice):
    """The place on the committee; who is said to have none is a member."""

    def clean(self, value: str | None, row: object = None, **kwargs: object) -> str:
        return super().clean(value) or SeatDuty.MEMBER


class VoteSaid(Widget):
    """Whether a member has a vote, in the words of the table."""

    def clean(self, value: str, row: object = None, **kwargs: object) -> bool:
        said = VOTES.get(match_key(value))
        if said is None:
            raise ValueError(gettext("Write มี or ไม่มี: whether the member has a vote."))
        return said

    def render(self, value: bool, obj: object = None, **kwargs: object) -> str:
        return "มี" if value else "ไม่มี"


class MemberResource(RecordResource):
    """One row: who sits on which committee of the region, from when until when."""

    kind = MEMBERS
    model = Seat
    written_models = (Seat,)
    # The whole term; the day that the order has; what the seat has, of a new one a vote.
    kept_when_blank = frozenset({"until", "order_date", "has_vote"})

    def make_fields(self) -> dict[str, Field]:
        return {
            "committee": Field("committee", widget=CommitteeNamed(self.scope), readonly=True),
            "name": Field("name", widget=Text(), readonly=True),
            "title": Field("title", widget=Text()),
            "duty": Field("duty", widget=DutyNamed(SeatDuty, synonyms=DUTIES)),
            "sector": Field("sector", widget=SectorNamed()),
            "organisation": Field("organisation", widget=Text()),
            "office": Field("office", widget=Text()),
            "has_vote": Field("has_vote", widget=VoteSaid()),
            "order_number": Field("order_number", widget=Text()),
            "order_date": Field("order_date", widget=Day()),
            "since": Field("since", widget=Day(), readonly=True),
            "until": Field("until", widget=Day()),
            "elected_by": Field("elected_by", widget=Text()),
            "elected_on": Field("elected_on", widget=Day()),
        }

    def records(self) -> dict[str, Seat]:
        rows = Seat.objects.filter(committee__region=self.scope.region)
        rows = rows.select_related("committee", "sector", "authority")
        return {_key(row.committee, row.name, row.since): row for row in rows.order_by("committee", "pk")}

    def key_of(self, row: Row) -> str:
        committee = self.fields["committee"].widget.clean(row.values["committee"])
        return _key(committee, row.values["name"], row.values["since"].value)

    def make(self, values: Values) -> Seat:
        seat = Seat(committee=values["committee"], name=values["name"], since=values["since"])
        for key, value in values.items():
            self.set_value(seat, key, value)
        return seat

    def own_attributes(self) -> list[str]:
        others = ("committee", "name", "since", *OF_THE_ORDER)
        own = [name for name in super().own_attributes() if name not in others]
        return [*own, "authority"]

    def is_same(self, key: str, held: Any, said: Any) -> bool:
        if key == "order_number":
            return order_key(held or "") == order_key(said or "")
        return super().is_same(key, held, said)

    def set_value(self, record: Seat, key: str, value: object) -> None:
        """Number and day of an order are the order's: another number or day is another order."""
        if key not in OF_THE_ORDER:
            super().set_value(record, key, value)
        elif not self.is_same(key, self.fields[key].get_value(record), value):
            now = {name: getattr(record, column) or None for column, name in OF_THE_ORDER.items()}
            said = now | {OF_THE_ORDER[key]: value}
            record.authority = Decision(**said | {"order_number": said["order_number"] or ""})
            if not any(said.values()):
                record.authority = None

    def save(self, new: list[Seat], changed: list[Seat], writer: ImportWriter) -> None:
        for record in (*new, *changed):
            if record.authority is not None and record.authority.pk is None:
                record.authority = record.authority.kept(self.scope.region.pk, writer.user)
        super().save(new, changed, writer)

    def check(self, record: Seat) -> None:
        """As the screen, but for its order and who sits beside it: `compare` asks those, so that both are told."""
        record.clean_fields()
        record.clean_alone()
        record.validate_constraints()

    def compare(self, table: Table) -> Comparison:
        """Beside what each row says, what the rows say together: no two chairs, no third vice-chair.

        Of an adviser or secretary it is asked whether she has a vote: a quorum is counted by it.
        """
        comparison = super().compare(table)
        rows = {row.number: row for row in table.rows}
        touched = [each for each in comparison.changes if each.change in (Change.NEW, Change.CHANGED)]
        seated: dict[int, list[Seat]] = defaultdict(list)
        for each in comparison.changes:
            if each not in touched:
                seated[each.record.committee_id].append(each.record)
        for each in touched:
            self._ask_order(comparison, rows[each.row or 0], each)
            self._ask_vote(comparison, rows[each.row or 0], each)
            self._seat(comparison, rows, each, seated[each.record.committee_id])
        return comparison

    def _ask_order(self, comparison: Comparison, row: Row, new: RowChange) -> None:
        order = new.record.authority
        if order is None or order.pk is not None:
            return
        try:
            _check_order(order)
        except ValidationError as refused:
            for key, sentences in refused.message_dict.items():
                faults = (comparison.fault_at(row, key, said, "refused_by_rule") for said in sentences)
                comparison.faults.extend(faults)

    def _ask_vote(self, comparison: Comparison, row: Row, new: RowChange) -> None:
        if new.change != Change.NEW or "has_vote" in new.values:
            return
        told = (row.values.get("duty") or "", new.record.office, new.record.organisation)
        if any(map(OFTEN_WITHOUT_VOTE.match, told)):
            asked = gettext("Does %(name)s have a vote? Write มี or ไม่มี in a column “สิทธิออกเสียง”.")
            fault = comparison.fault_at(row, "has_vote", asked % {"name": new.record.name}, "refused_by_rule")
            comparison.faults.append(fault)

    def _seat(self, comparison: Comparison, rows: dict[int, Row], new: RowChange, beside: list[Seat]) -> None:
        for key, error in clash_among(new.record, beside).items():
            row = rows[new.row or 0]
            comparison.faults.append(comparison.fault_at(row, key, str(error.message), "refused_by_rule"))
        beside.append(new.record)


def _check_order(order: Decision) -> None:
    """Raises ValidationError at the column of the table."""
    if not order.order_number:
        said = gettext("Write the number of the order beside its day.")
        raise ValidationError({"order_number": said})
    try:
        order.clean_fields(exclude={"region", "recorded_by", *(() if order.decided_on else ("decided_on",))})
    except ValidationError as error:
        column_of = {name: column for column, name in OF_THE_ORDER.items()}
        named = {column_of.get(name, name): said for name, said in error.message_dict.items()}
        raise ValidationError(named) from error


def _key(committee: Committee, name: str, since: object) -> str:
    return f"{committee.pk}/{match_key(name)}/{since}"
