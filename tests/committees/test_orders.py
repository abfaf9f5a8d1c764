"""An order is one order however its number is written, and who signed it is entered once, also later."""

from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils.translation import gettext as _

from committees.models import Seat
from deciding.models import Decision
from deciding.order_numbers import order_key
from spreadsheets import batches
from spreadsheets.options import Options
from spreadsheets.resources import Change
from tests import make
from tests.committees.test_members_import import CHAIR, HEAD, preview
from tests.committees.test_seats import seated
from tests.workbooks.writers import write

pytestmark = pytest.mark.django_db

SAME = [
    "12/2567",
    "๑๒/๒๕๖๗",
    "ที่ 12/2567",
    "เลขที่ ๑๒ / ๒๕๖๗",
    "คำสั่งที่ 12/2567",
    "คำสั่ง ที่ ๑๒/๒๕๖๗",
    "คำสั่งเลขที่ 12/2567",
    "(12/2567)",
    "คำสั่งที่ 012/2567",
    "คำสั่งที่ 12/2567 ลงวันที่ 1 กันยายน 2567",
    "12/2567 (ลงวันที่ ๑ ก.ย. ๒๕๖๗)",
    "(ที่ ๐๑๒/๒๕๖๗) ลงวันที่ 1 ก.ย. 2567",
]
OTHERS = [
    *("13/2567", "112/2567", "120/2567", "1/22567", "ประกาศที่ 12/2567", "คำสั่งจังหวัดระยองที่ 12/2567"),
    *("คำสั่งคณะอนุกรรมการ ชุดที่ 1 ที่ 12/2567", "คำสั่งคณะอนุกรรมการ ชุดที่ 11 ที่ 2/2567"),
    *("คำสั่งคณะอนุกรรมการ ชุดที่ 1 เลขที่ 2/2567", "12/2567 (แก้ไข)", "ลงวันที่ 1 ก.ย. 2567"),
]
SIGNED = {"decided_on": "1 ก.ย. 2567", "signed_by": "ผู้ว่าราชการจังหวัดระยอง"}


def test_an_order_is_known_by_its_number_however_it_is_written() -> None:
    assert {order_key(number) for number in SAME} == {order_key("12/2567")}
    assert len({order_key(number) for number in ["12/2567", *OTHERS]}) == 1 + len(OTHERS)


def test_a_key_of_an_earlier_rule_is_renewed_and_two_records_of_one_order_are_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    make.region(6)
    signed = {"region_id": 6, "decided_on": date(2024, 9, 1)}
    Decision.objects.create(order_number="12/2567", order_key="12/2567", **signed)
    Decision.objects.create(order_number="ที่ 13/2567", order_key="ที่13/2567", **signed)
    twice = Decision.objects.create(order_number="(12/2567)", order_key="(12/2567)", **signed)
    with pytest.raises(CommandError, match="2 orders are not found"):
        call_command("audit_papers")
    call_command("renew_name_keys")
    assert list(Decision.objects.order_by("pk").values_list("order_key", flat=True)) == [
        *("12/2567", "13/2567", f"12/2567 ({twice.pk})")
    ]
    assert f"Decision {twice.pk} has the name of another one" in capsys.readouterr().out
    call_command("audit_papers")


def test_what_rests_on_one_order_points_at_one_record_that_keeps_its_number_as_written(desk: Client) -> None:
    committee = make.committee(6)
    for place, number in enumerate([*SAME, "ประกาศที่ 12/2567"]):
        sent = seated(desk, committee, f"คนที่ {place}", order_number=number, **SIGNED)
        assert sent.is_taken, sent.errors
    assert [str(each) for each in Decision.objects.order_by("pk")] == ["12/2567", "ประกาศที่ 12/2567"]
    first, last = Decision.objects.order_by("pk")
    assert (first.seats.count(), last.seats.count()) == (len(SAME), 1)


def test_nobody_signs_what_a_meeting_decided() -> None:
    make.of_meeting()
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.update(signed_by="ผู้ตรวจราชการ")


def test_another_signature_is_refused_also_where_the_number_is_written_otherwise(desk: Client) -> None:
    committee = make.committee(6)
    assert seated(desk, committee, "คนแรก", order_number="12/2567", **SIGNED).is_taken
    refused = seated(
        desk, committee, "คนที่สอง", order_number="ที่ ๑๒/๒๕๖๗", **SIGNED | {"signed_by": "ผู้ตรวจราชการ"}
    )
    said = _("This order is written down already, signed by %(who)s.")
    assert refused.errors == [said % {"who": SIGNED["signed_by"]}]


def test_a_number_of_nothing_but_signs_is_no_number(desk: Client) -> None:
    refused = seated(desk, make.committee(6), "คนแรก", order_number="..", **SIGNED)
    assert _("The number of the order has no letters or digits.") in refused.errors
    assert not Decision.objects.exists()


def of_the_table(number: str) -> Any:
    return preview([*CHAIR[:7], number, *CHAIR[8:]])


def test_a_table_names_no_signature_and_the_form_enters_it_later_once(desk: Client) -> None:
    committee = make.committee(6)
    content = write("xlsx", [[*HEAD, "ลงวันที่"], [*CHAIR[:7], "๑๒/๒๕๖๗", *CHAIR[8:], "1 ก.ย. 2567"]])
    scope = batches.scope_for(None, make.region(6), 2567)
    batch = batches.preview(content, "members.xlsx", "members", scope, Options())
    assert batch.preview["faults"] == []
    batches.confirm(batch, None)
    order = Decision.objects.get()
    assert (order.order_number, order.decided_on, order.signed_by) == ("๑๒/๒๕๖๗", date(2024, 9, 1), "")
    assert seated(desk, committee, "คนที่สอง", order_number="ที่ 12/2567", **SIGNED).is_taken
    order.refresh_from_db()
    assert (order.order_number, order.signed_by) == ("๑๒/๒๕๖๗", SIGNED["signed_by"])
    assert {seat.authority for seat in Seat.objects.all()} == {order}
    for anew in ({"signed_by": "ผู้ตรวจราชการ"}, {"signed_by": ""}, {"order_number": "12/2567"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.update(**anew)


def test_a_table_that_writes_the_number_otherwise_changes_nothing() -> None:
    make.committee(6)
    batches.confirm(of_the_table("12/2566"), None)
    again = of_the_table("คำสั่งที่ ๑๒/๒๕๖๖")
    assert again.preview["faults"] == []
    assert again.preview["counts"][Change.UNCHANGED] == 1
    assert Decision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_orders_of_before_are_known_by_their_numbers_and_what_was_written_down_twice_stays() -> None:
    call_command("migrate", "deciding", "0001", verbosity=0)
    with connection.cursor() as cursor:
        for number in ("12/2567", "ที่ ๑๒/๒๕๖๗", "13/2567"):
            cursor.execute(
                "INSERT INTO deciding_decision (region_id, body, meeting, agenda_item, order_number, signed_by,"
                " decided_on, taken_back, recorded_at)"
                " VALUES (6, '', '', '', %s, '', '2024-09-01', false, '2024-09-02')",
                [number],
            )
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        found = make.order("๑๒/๒๕๖๗", decided_on=date(2024, 9, 1)).kept(6, None)
    assert found.order_number == "12/2567"
    assert Decision.objects.values("order_number").distinct().count() == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.update(order_number="x")
