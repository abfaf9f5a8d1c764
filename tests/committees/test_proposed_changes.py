"""What an amendment asks a committee to decide stands on the paper of its item, before and after, in every file."""

import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext as _
from docx import Document
from pptx import Presentation

from committees.models import AgendaItem, AgendaThing
from grants.models import Allocation, Programme
from participation.models import FormOfParticipation, ItemKind, Plan, PlanAmendment
from participation.models.amendment_change import digest_of_items
from participation.years import amended
from participation.years.amending import add, forget, reword, start, take_out
from participation.years.amending_lines import Where, add_line, change_line, take_out_line
from participation.years.deciding import decide
from people.models import User
from people.roles import Role
from tests import make
from tests.committees.papers import GRANTS, issued, page
from tests.committees.test_due import due
from tests.html import OpenForm, text_at
from tests.papers import pdf_text, squeezed

pytestmark = pytest.mark.django_db

PAPERS = "?kind=papers"
CONFIRMED = "อบรมสร้างความเข้าใจ"
CHANGES = [
    # the line, the part of it, what stands there, what is to stand there
    ("1", "กิจกรรม", "อบรม", CONFIRMED),
    ("1", "กิจกรรม", "สื่อสาร", "ตัดออก"),
    ("1", "กิจกรรม", "ติดตาม", "ติดตาม\n(ย้ายไปลำดับ 2)"),
    ("1", "ผลลัพธ์", "–", "มีแกนนำทุกอำเภอ"),
    ("2", "รูปแบบการมีส่วนร่วม", "{form_2}", "{form_4}\n(เป็นลำดับแรก)"),
    ("ใหม่", "รูปแบบการมีส่วนร่วม", "–", "{form_5}\n(ต่อจากลำดับ 2)"),
    ("ใหม่", "กิจกรรม", "–", "ประเมินผล"),
    ("3", "ทั้งลำดับ", "{form_3}\nเครือข่ายสตรี\n1.ไกล่เกลี่ย\nมีกลไก", "ตัดออก"),
]
MONEY = [
    (GRANTS[0][0], "215,000.00", "220,000.00", "+5,000.00"),
    (GRANTS[1][0], "45,000.00", "40,000.00", "-5,000.00"),
]
SUM = ("รวมหน่วยงานที่เปลี่ยน", "260,000.00", "260,000.00", "เท่าเดิม")


@pytest.fixture
def decides() -> User:
    return make.user("decides", Role.REGIONAL_STAFF, 6)


@pytest.fixture
def amendment(officer_6: User, decides: User, programme: Programme) -> PlanAmendment:
    """One of everything that an amendment does, over a plan of three lines that was decided on, and of money moved."""
    plan = make.plan()
    make.plan_line(plan, 1, activities="1.อบรม 2.สื่อสาร 3.ติดตาม")
    make.plan_line(plan, 2)
    make.plan_line(plan, 3, targets="เครือข่ายสตรี", activities="1.ไกล่เกลี่ย", outcomes="มีกลไก")
    plan.submit(by=officer_6, seen=plan.shown)
    decide(plan, make.minutes(), by=decides, seen=plan.shown)
    made = start(Plan.objects.get(), by=officer_6, reason="ขยายกลุ่มเป้าหมาย")
    first, second, third = plan.lines.order_by("order")
    trained, told, followed = first.activities
    reword(made, trained, CONFIRMED, base=trained.version, by=officer_6)
    take_out(made, told, base=told.version, by=officer_6)
    reword(made, followed, followed.text, base=followed.version, by=officer_6, line=second)
    add(made, first, ItemKind.OUTCOME, "มีแกนนำทุกอำเภอ", by=officer_6)
    form = FormOfParticipation.objects.get
    change_line(made, second, form(number=4), number="", base=second.version, by=officer_6, where=Where(None))
    new = add_line(made, form(number=5), by=officer_6, where=Where(second))
    add(made, new, ItemKind.ACTIVITY, "ประเมินผล", by=officer_6)
    take_out_line(made, third, base=third.version, seen=digest_of_items(third), by=officer_6)
    for (name, _amount), amount in zip(reversed(GRANTS), ("40000", "220000"), strict=True):
        grant = Allocation.objects.get(organisation__name=name)
        grant.amount = Decimal(amount)
        grant.store(by=None)
    return made


@pytest.fixture
def of_amendment(amendment: PlanAmendment) -> AgendaItem:
    item = make.meeting(make.committee(6), 1, date(2024, 3, 1), state="called").items.get()
    AgendaThing.objects.create(item=item, amendment=amendment)
    return item


def wanted() -> list[tuple[str, ...]]:
    names = {f"form_{form.number}": form.name for form in FormOfParticipation.objects.all()}
    return [tuple(cell.format(**names) for cell in row) for row in CHANGES]


def rows_of(table: Any) -> list[tuple[str, ...]]:
    return [tuple(squeezed(cell.text) for cell in row.cells) for row in table.rows]


def test_a_committee_reads_before_and_after_of_what_it_is_asked_to_decide(
    desk: Client, amendment: PlanAmendment, of_amendment: AgendaItem, officer_6: User, decides: User
) -> None:
    draft = "The amendment is a draft. Submit it first: a committee reads no drafts."
    assert _(draft) in text_at(desk, page(of_amendment))
    amended.submit(amendment, by=officer_6, seen=amendment.shown)
    assert _(draft) not in text_at(desk, page(of_amendment))
    paper = issued(desk, of_amendment)
    pdf, docx, pptx = (
        desk.get(f"{paper.get_absolute_url()}paper.{ending}").content for ending in ("pdf", "docx", "pptx")
    )
    rows = [tuple(map(squeezed, row)) for row in [*wanted(), *MONEY, SUM]]
    word = [row for table in Document(io.BytesIO(docx)).tables for row in rows_of(table)]
    frames = [shape for slide in Presentation(io.BytesIO(pptx)).slides for shape in slide.shapes]
    slides = [row for shape in frames if shape.has_table for row in rows_of(shape.table)]
    for told in (word, slides):
        assert [row for row in told if row in rows] == rows
    for text in (re.sub(r"<[^>]+>", "", text_at(desk, paper.get_absolute_url())), pdf_text(pdf)):
        places = [squeezed(text).find("".join(row)) for row in rows]
        assert -1 not in places
        assert places == sorted(places)
        assert squeezed("เหตุผล: ขยายกลุ่มเป้าหมาย") in squeezed(text)

    without = text_at(desk, f"{page(of_amendment)}?grants=without")
    assert SUM[0] in without
    assert not any(name in without.partition(_("As it would be issued now"))[2] for name, _amount in GRANTS)

    amended.decide_amendment(amendment, make.minutes(), by=decides, seen=amendment.shown)
    assert SUM[0] not in text_at(desk, page(of_amendment))  # the plan reads so now
    stands = squeezed("".join(row[2] for _key, row in issued(desk, of_amendment).content["plan"]))
    assert stands  # and what was to go is gone
    assert "เครือข่ายสตรี" not in stands


def test_an_amendment_that_another_one_overtook_is_not_put_before_a_committee(
    desk: Client, amendment: PlanAmendment, of_amendment: AgendaItem, officer_6: User, decides: User
) -> None:
    amended.submit(amendment, by=officer_6, seen=amendment.shown)
    other = start(amendment.plan, by=decides, reason="ก่อน")
    words = amendment.plan.lines.get(order=1).activities[0]
    reword(other, words, "อบรมแกนนำ", base=words.version, by=decides)
    amended.submit(other, by=decides, seen=other.shown)
    assert _("The paper cannot be issued yet") not in text_at(desk, page(of_amendment))
    by = make.user("decides_other", Role.REGIONAL_STAFF, 6)
    amended.decide_amendment(other, make.minutes(), by=by, seen=other.shown)
    shown = text_at(desk, page(of_amendment))
    assert _("The paper cannot be issued yet") in shown
    said = "%(count)s changes are of what another amendment changed meanwhile. Choose first what is to stand."
    assert _(said) % {"count": 1} in shown


def reworded(amendment: PlanAmendment, by: User) -> None:
    words = amendment.plan.lines.get(order=1).activities[0]
    reword(amendment, words, "อบรมทุกอำเภอ", base=words.version, by=by)


def moved_line(amendment: PlanAmendment, by: User) -> None:
    second = amendment.plan.lines.get(order=2)
    form, where = FormOfParticipation.objects.get(number=4), Where(amendment.plan.lines.get(order=1))
    change_line(amendment, second, form, number="", base=second.version, by=by, where=where)


def added(amendment: PlanAmendment, by: User) -> None:
    add(amendment, amendment.plan.lines.get(order=1), ItemKind.TARGET, "เครือข่ายสตรี", by=by)


def left_out(amendment: PlanAmendment, by: User) -> None:
    forget(amendment, amendment.changes.get(text="มีแกนนำทุกอำเภอ"), by=by)


def nothing(amendment: PlanAmendment, by: User) -> None:
    """It was taken back and handed in as it was."""


@pytest.mark.parametrize("change", [reworded, moved_line, added, left_out, nothing])
def test_a_paper_is_issued_anew_where_its_amendment_wants_something_else(
    change: Callable[[PlanAmendment, User], None],
    desk: Client,
    amendment: PlanAmendment,
    of_amendment: AgendaItem,
    officer_6: User,
) -> None:
    amended.submit(amendment, by=officer_6, seen=amendment.shown)
    issued(desk, of_amendment)
    assert due(officer_6, PAPERS) == []
    amended.return_to_draft(amendment, by=officer_6, reason="แก้")
    change(amendment, officer_6)
    amendment = PlanAmendment.objects.get()
    amended.submit(amendment, by=officer_6, seen=amendment.shown)
    assert len(due(officer_6, PAPERS)) == (change is not nothing)
    assert OpenForm(desk, page(of_amendment)).send().is_taken == (change is not nothing)
    assert due(officer_6, PAPERS) == []
    amended.withdraw(amendment, by=officer_6)
    assert len(due(officer_6, PAPERS)) == 1
    issued(desk, of_amendment)
    assert due(officer_6, PAPERS) == []
