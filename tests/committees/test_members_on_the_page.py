"""A committee's page tells of each member how she came: for whom, elected by whom, and who left before the end."""

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext as _

from committees.models import Committee, Seat
from people.models import User
from tests import make
from tests.committees.test_seats import ADD, seated
from tests.html import OpenForm, browser_of, text_at

pytestmark = pytest.mark.django_db

ELECTED = {"elected_by": "ที่ประชุมคณะกรรมการ ครั้งที่ 1/2567", "elected_on": "5 ต.ค. 2566"}


def shown(person: User, committee: Committee, on: str = "1 ก.ค. 2567") -> str:
    page = text_at(browser_of(person), f"/committees/{committee.pk}/?on={on}")
    return " ".join(page.split('id="members"')[1].split("</section>")[0].split())


def test_who_left_early_stands_with_her_day_and_with_who_came_for_the_rest(
    desk: Client, member_6: User
) -> None:
    committee = make.committee(6)
    assert seated(desk, committee, "นางคนแรก").is_taken
    first = Seat.objects.get()
    change = f"/admin/committees/seat/{first.pk}/change/"
    assert OpenForm(desk, change).type(left_on="31 พ.ค. 2567", change_reason="ลาออก").send().is_taken
    assert "31 พ.ค. 2567 (พ้นก่อนครบวาระ)" in shown(member_6, committee, "31 พ.ค. 2567")
    gone = shown(member_6, committee)
    assert "พ้นก่อนครบวาระเมื่อ 31 พ.ค. 2567" in gone
    assert "ยังไม่มีผู้มาแทน" in gone
    form = OpenForm(desk, f"{ADD}?committee={committee.pk}")
    said = {"committee": str(committee.pk), "follows": str(first.pk)}
    assert form.type(name="นางคนต่อ", since="15 มิ.ย. 2567", **said).send().is_taken
    after = shown(member_6, committee)
    assert "แทน นางคนแรก" in after
    assert "นางคนต่อ เข้าดำรงตำแหน่งแทนตามวาระที่เหลือ" in after
    assert "15 มิ.ย. 2567 – 30 ก.ย. 2570" in after  # the rest of four years
    assert "นางคนแรก" not in shown(member_6, committee, "1 ต.ค. 2570")  # that term is over


def test_a_chair_and_vice_chairs_stand_with_who_elected_them_and_when(desk: Client, member_6: User) -> None:
    committee = make.committee(6)
    for name, duty in (("นายประธาน", "chair"), ("นางรอง", "vice_chair")):
        assert seated(desk, committee, name, duty=duty, **ELECTED).is_taken
    told = "เลือกโดย ที่ประชุมคณะกรรมการ ครั้งที่ 1/2567 เมื่อ 5 ต.ค. 2566"
    assert shown(member_6, committee).count(told) == 2


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"duty": "member", **ELECTED}, "กรรมการเลือกเฉพาะประธานและรองประธานที่ไม่ได้เป็นโดยตำแหน่ง"),
        (
            {"duty": "chair", "office": "ผู้ว่าราชการจังหวัดระยอง", **ELECTED},
            "กรรมการเลือกเฉพาะประธานและรองประธานที่ไม่ได้เป็นโดยตำแหน่ง",
        ),
        (
            {"duty": "chair", "elected_by": ELECTED["elected_by"]},
            "ระบุทั้งผู้เลือกและวันที่เลือก หรือเว้นว่างทั้งสองช่อง",
        ),
    ],
)
def test_nobody_is_elected_to_what_nobody_elects(said: dict[str, Any], why: str, desk: Client) -> None:
    refused = seated(desk, make.committee(6), "นายกรรมการ", **said)
    assert why in refused.errors
    assert not Seat.objects.exists()


def test_the_secretariat_stands_as_each_committee_has_it(
    desk: Client, head_office: User, member_6: User
) -> None:
    """Region 13's list of joint secretaries is without the NHSO's office, which region 6's has."""
    offices = {6: ("สช.", "สปสช.", "สสส."), 13: ("สช.", "สำนักอนามัย กรุงเทพมหานคร")}
    for region, names in offices.items():
        committee, browser = make.committee(region), browser_of(head_office)
        change = OpenForm(browser, f"/admin/committees/committee/{committee.pk}/change/")
        rows = {"TOTAL_FORMS": str(len(names))}
        for place, name in enumerate(names):
            rows |= {
                f"{place}-committee": str(committee.pk),
                f"{place}-name": name,
                f"{place}-is_joint": "on",
            }
        assert change.type(**{f"secretariat-{key}": value for key, value in rows.items()}).send().is_taken
        page = text_at(browser, f"/committees/{committee.pk}/")
        chips = page.split(f"<h2>{_('Secretariat')}</h2>")[1].split("</ul>")[0]
        assert [name for name in (*offices[6], offices[13][1]) if name in chips] == list(names)
        assert chips.count(_("joint secretary")) == len(names)
