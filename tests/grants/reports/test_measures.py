"""What the year's grants tell of the plan: "ผลการดำเนินงานตามนิติกรรมสัญญาครบถ้วนทุกแห่ง", counted from the agreements."""

import pytest

from grants.reports.measures import agreements_accounted_for
from people.models import User
from tests import make
from tests.grants.steps import Office
from tests.html import browser_of, flat, own_form, text_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]


def test_agreements_whose_reports_are_all_accepted_are_counted_of_all_grants(
    office: Office, member_6: User, officer_6: User
) -> None:
    programme = office.open_programme("1000.00")
    whole, half, cancelled, nothing = (
        make.allocation(programme, name, "100.00") for name in ("ครบ", "ครึ่งทาง", "ยกเลิกแล้ว", "ยังไม่ทำสัญญา")
    )
    agreement = office.active(whole, "100.00")
    office.accept(office.report(office.pay(agreement, 1)))
    open_ = office.active(half, "60.00", "40.00")
    office.accept(office.report(office.pay(open_, 1)))
    office.pay(open_, 2)  # paid, and no report yet
    make.allocation(make.programme(6, 2568), "ปีหน้า", "100.00")
    make.allocation(make.programme(11, 2567), "เขตอื่น", "100.00")

    plan = make.plan()
    counted = agreements_accounted_for(plan)
    assert (counted.value, counted.whole) == (1, 4)
    assert {each.name: bool(each.address) for each in counted.unmet} == {
        str(half.organisation): True,
        str(cancelled.organisation): False,
        str(nothing.organisation): False,
    }

    outcome = make.plan_line(plan, 1, outcomes="ครบถ้วนทุกแห่ง").outcomes[0]
    desk, new = browser_of(officer_6), f"/plans/outcomes/{outcome.pk}/indicators/"
    said = {"what": "สัญญาครบถ้วน", "kind": "of", "sign": "at_least", "target": "4", "target_of": "4"}
    form = own_form(text_at(desk, new)).data
    assert desk.post(new, {**form, **said, "measure": "agreements_accounted_for"}).status_code == 302
    plan.submit(by=officer_6, seen=plan.shown)
    page = flat(text_at(browser_of(member_6), f"/plans/outcomes/{outcome.pk}/"))
    assert "1 จาก 4 แห่ง" in page
    assert f'href="/agreements/{open_.pk}/"' in page
    assert "งวด 2 ยังไม่มีรายงานที่รับรองแล้ว" in page
