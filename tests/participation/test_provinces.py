"""What was promised for each province beside how often it was held there: จังหวัดละ 2 ครั้ง."""

import re

import pytest

from participation.activities.deciding import accept
from participation.activities.provinces import held_in_every_province
from participation.activities.writing import begin, send
from participation.models import PlanItem
from people.models import User
from people.roles import Role
from regions.models import Province
from tests import make
from tests.html import browser_of, flat, text_at
from tests.participation.reports import fill_in

pytestmark = pytest.mark.django_db


def test_each_province_stands_with_what_is_accepted_of_what_was_promised(
    officer_6: User, member_6: User
) -> None:
    twice, once = make.plan_line(make.plan(), 3, activities="1.ประชุมระดับจังหวัด 2.ประชุมเขต").activities
    make.detail(twice, times=2, per="province")
    make.detail(once, times=1, per="all")
    second = make.user("second", Role.REGIONAL_STAFF, 6)
    provinces = list(Province.objects.filter(region=6))
    full, begun, sent, *others = provinces

    def held(item: PlanItem, province: Province, *, is_accepted: bool = True) -> None:
        report = fill_in(begin(item, None, by=officer_6), province=province)
        send(report, by=officer_6)
        if is_accepted:
            accept(report, by=second, seen=report.shown)

    for _time in range(3):  # one more than promised makes up for no other province
        held(twice, full)
    held(twice, begun)
    held(twice, sent, is_accepted=False)
    held(once, others[0])
    twice.line.plan.submit(by=officer_6, seen=twice.line.plan.shown)

    page = flat(text_at(browser_of(member_6), "/plans/2567/6/provinces/"))
    cells = re.findall(r'data-label="([^"]+)"><(?:span|strong)[^>]*>([^<]+)<', page)
    said = {province: figures.strip() for province, figures in cells}
    assert said == {
        str(full): "3/2",
        str(begun): "1/2",
        str(sent): "0/2 +1",
        **{str(province): "0/2" for province in others},
        "รวม": f"3/{2 * len(provinces)}",
    }
    counted = held_in_every_province(twice.line.plan)
    assert (counted.value, counted.whole) == (3, 2 * len(provinces))
    assert [each.name for each in counted.unmet] == [str(each) for each in provinces if each != full]
