"""The rows of the worksheet as HTML: what a row's template may decide on, and the texts it shows."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from editing.row_patterns import DrawnRow, draw_rows
from grants.agreements.instalment import Instalment
from grants.budget.allocation import shown_of
from grants.budget.life import AllocationStage
from grants.worksheet.edits import Edit
from grants.worksheet.worksheet import Worksheet, WorksheetRow
from participation.models import OtherSource
from thai.dates import tell_date
from thai.money_words import format_baht


@dataclass(frozen=True, slots=True)
class RowShape:
    """Everything on which the HTML of a row depends but its texts. Rows that are alike share it."""

    stage: AllocationStage
    stage_label: str
    may_edit: bool
    has_place: bool
    due_state: str
    is_late: bool
    sources: tuple[OtherSource, ...] = ()
    refusals: tuple[str, ...] = ()

    @property
    def is_cancelled(self) -> bool:
        return self.stage == AllocationStage.CANCELLED


def rows_as_html(
    worksheet: Worksheet, rows: list[WorksheetRow], edits: dict[int, Edit], *, may_edit: bool
) -> SafeString:
    """Draw the rows; a row that was refused shows what was typed and why it was not saved."""
    shared: dict[str, object] = {"programme": worksheet.programme, "may_edit": may_edit}
    address = reverse("allocation", args=[worksheet.programme.pk, 0]).removesuffix("0/")
    stages = {stage: str(stage.label) for stage in AllocationStage}
    due_states = {str(state): str(state.label) for state in Instalment.State}
    # Said once: to look a sentence up costs more than to draw a row.
    no_day, instalment = gettext("no day set"), gettext("instalment %(number)s · %(amount)s")
    drawn = []
    for row in rows:
        edit, due = edits.get(row.pk), row.next_due
        shape = RowShape(
            row.stage,
            stages[row.stage],
            may_edit and not row.is_cancelled,
            bool(row.province or row.network),
            due_states[due.state] if due else "",
            row.is_late,
            tuple(row.sources),
            tuple(edit.refusals) if edit else (),
        )
        amount = format_baht(row.amount)
        texts = {
            "pk": str(row.pk),
            "order": str(row.order),
            "address": f"{address}{row.pk}/",
            "name": row.name,
            "place": " · ".join(filter(None, (row.province, row.network))),
            "seen": shown_of(row.version, row.amount, row.tier),
            "tier": row.tier,
            "amount": amount,
            "typed_amount": edit.typed_amount if edit else amount,
            "typed_tier": edit.typed_tier if edit else row.tier,
            "counted": format_baht(row.counted),
            "agreed": _or_dash(row.agreed),
            "paid": _or_dash(row.paid),
            "returned": _or_dash(row.returned),
            "left": _or_dash(row.left),
            "due_day": (tell_date(due.due_on) if due.due_on else no_day) if due else "",
            "due": instalment % {"number": due.number, "amount": format_baht(due.amount)} if due else "",
        }
        drawn.append(DrawnRow(shape, texts))
    return draw_rows("grants/worksheet/parts/row.html", drawn, shared)


def _or_dash(amount: Decimal) -> str:
    return format_baht(amount) if amount else "–"
