"""All regions of a year in one table: the figures are those of each region's own page."""

from datetime import date

import pytest

from centres.registers import stepping
from centres.registers.summaries import regions_side_by_side, year_of_registers
from people.models import User
from regions.models import Region
from tests import make
from tests.html import browser_of, read, text_at

pytestmark = pytest.mark.django_db


def test_the_table_of_regions_says_what_each_regions_own_page_says(
    head_office: User, member_6: User, coordinator_6: User
) -> None:
    for number in (6, 11):
        make.network_group(f"กลุ่ม {number}", number, line_link="https://lin.ee/x", line_keeper="ประธาน")
        make.network_group(f"อีกกลุ่ม {number}", number)
        for name in ("ศูนย์ ก", "ศูนย์ ข"):
            make.trained("นางสมมติ หนึ่ง", make.organisation(name, number))
    begun = stepping.begin(make.organisation("ศูนย์ IL"), by=head_office, on=date(2023, 11, 1))
    stepping.prepare(begun, by=head_office, on=date(2023, 11, 2))
    for row in regions_side_by_side(Region.objects.all(), 2567):
        own = year_of_registers(row.region, 2567)
        assert (row.groups, row.on_line) == (own.groups.count, own.groups.on_line)
        assert row.in_mediation == own.trained.in_mediation
        assert (row.on_the_way, row.registered) == (len(own.on_the_way.all), own.on_the_way.registered)
    page = text_at(browser_of(head_office), "/registers/2567/")
    assert page.count("/registers/2567/") >= 13
    theirs = text_at(browser_of(member_6), "/registers/2567/")
    assert "/registers/2567/6/" in theirs
    assert "/registers/2567/11/" not in theirs
    assert browser_of(coordinator_6).get("/registers/2567/").status_code == 403


def test_the_lists_of_staff_open_at_the_year_and_region_of_the_page(head_office: User) -> None:
    for year in (2566, 2567):
        make.network_group(f"กลุ่มปี {year}", first_year=year)
        make.trained(f"นางสมมติ {year}", make.organisation(f"ศูนย์ {year}"), held_on=date(year - 543, 9, 30))
    make.trained("นางสมมติ เขตอื่น", make.organisation("ศูนย์", 11))
    make.network_group("กลุ่มเขตอื่น", 11)
    desk = browser_of(head_office)
    page = read(text_at(desk, "/registers/2567/6/"))
    lists = [link for link in page.links if link.startswith("/admin/registers/") and "?" in link]
    shown = {
        link.split("/")[3]: text_at(desk, link).partition("result_list")[2].partition("</table>")[0]
        for link in lists
        if "/add/" not in link
    }
    assert set(shown) == {"networkgroup", "trainedperson", "readiness"}
    for register, words in (("networkgroup", "กลุ่ม"), ("trainedperson", "นางสมมติ")):
        assert "2567" in shown[register]
        assert "2566" not in shown[register]
        assert f"{words}เขตอื่น" not in shown[register].replace(" ", "")
