"""A region's committee for the walls, with all that belongs to it: a meeting in each state, decisions, tasks."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from committees.meetings.correcting import CORRECTABLE, RecordSheet, correct_record
from committees.meetings.deciding import Decided, close, correct, record_decision
from committees.meetings.filing import attach_file
from committees.meetings.putting import put_before
from committees.meetings.tasking import set_task
from committees.models import (
    AgendaItem,
    AgendaThing,
    Citation,
    Committee,
    LineBasis,
    Meeting,
    Paper,
    PaperTemplate,
    Seat,
    Secretary,
    YearlyReport,
)
from committees.models.paper import sha256_of_file
from committees.papers.drawing import set_paper
from editing.papers.blocks import Paragraph, Title, kept
from editing.papers.pdf import paper_pdf
from editing.proof.frozen import sha256_of
from grants.models import Programme
from people.models import User
from people.roles import Role
from tests import make

if TYPE_CHECKING:
    from tests.walls.world import World


def build_committees(world: "World") -> None:
    """Make a committee, its members and its meetings, marked as the region's own."""
    word = world.mark_for
    committee = world.add(make.committee(world.number, "อคม.", name=word("committee")))
    world.add(Secretary.objects.create(committee=committee, name=word("secretary")))
    sent = YearlyReport(
        committee=committee, fiscal_year=2566, sent_on=date(2023, 12, 1), document=word("reported")
    )
    sent.save()
    world.add(sent)
    left = make.seat(
        committee, word("formermember"), organisation=word("sentby"), left_on=date(2023, 12, 1), title="นาย"
    )
    seated = make.seat(
        committee,
        word("member"),
        organisation=word("sends"),
        office=word("office"),
        authority=world.add(make.order(word("seatorder")).kept(world.number, None)),
        since=date(2023, 12, 2),
        follows=left,
    )
    world.add(left), world.add(seated)
    called, closed = (_meeting(world, committee, number, seated) for number in (4, 5))
    _put(world, called, closed)
    _end(world, closed)
    world.add(called), world.add(closed)
    _keep_own_file(world)


def _meeting(world: "World", committee: Committee, number: int, seated: Seat) -> Meeting:
    word, day = world.mark_for, date(2023, 12, 22)
    meeting = make.meeting(
        committee,
        number,
        day,
        state="called",
        form="both",
        place=word("room"),
        identification=word("identified"),
        recording=word("recording"),
    )
    came = world.add(meeting.attendance.get())
    came.how, came.substitute, came.name = "substitute", word("substitute"), word("listed")
    came.save()
    item = world.add(meeting.items.get())
    item.title, item.presenter, item.presenter_position = word("title"), word("presenter"), word("presents")
    item.save()
    programme = world.objects[Programme][0]
    world.add(AgendaThing.objects.create(item=item, programme=programme))
    _issue(world, item)
    _attach(world, item)
    said = Decided(
        kind="reserved",
        text=word("decided"),
        reservations=word("remarks"),
        recused=(seated,),
        recused_why=word("recusal"),
    )
    world.add(record_decision(item, said, by=world.objects[User][0], seen=item.shown))
    world.add(item.recusals.get())
    task = set_task(
        item, what=word("task"), owner=word("taskowner"), due_on=date(2024, 1, 31), by=world.objects[User][0]
    )
    world.add(task)
    return meeting


def _keep_own_file(world: "World") -> None:
    """The office's own Word file for its papers."""
    template = PaperTemplate(region_id=world.number)
    template.file.save(f"{world.mark}paper.docx", ContentFile(world.mark_for("wording").encode()))
    world.add(template)


def _issue(world: "World", item: AgendaItem) -> None:
    """Keep a paper of the item as if it had been issued with the region's own words."""
    content = {
        "fiscal_year": 2567,
        "blocks": kept((Title(world.mark_for("papertitle")), Paragraph(world.mark_for("papertext")))),
        "plan": [],
        "budget": [],
        "total": "0",
    }
    pdf = paper_pdf(set_paper(content))
    paper = Paper(
        item=item,
        revision=1,
        content=content,
        sha256=sha256_of(content),
        as_of="ข้อมูล ณ วันที่ 1 ม.ค. 2567 เวลา 09:00 น.",
    )
    paper.pdf, paper.pdf_sha256, paper.issued_by = pdf, sha256_of_file(pdf), world.objects[User][0]
    paper.save()
    world.add(paper)


def _put(world: "World", first: Meeting, second: Meeting) -> None:
    """The paper of the first meeting before the second, too."""
    paper, by = Paper.objects.without_file().get(item__meeting=first), world.objects[User][0]
    item = world.add(make.agenda_item(second, "5.1"))
    world.add(put_before(item, paper, by=by))
    record_decision(item, Decided(kind="postponed"), by=by, seen=item.shown)


def _attach(world: "World", item: AgendaItem) -> None:
    """A file that members open, and one with personal data, which they are not told of."""
    for word, is_personal in (("attached", False), ("attachedofpeople", True)):
        name, content = f"{world.mark_for(word)}.pdf", f"%PDF-1.7 {world.mark_for(word)}".encode()
        upload = SimpleUploadedFile(name, content)
        world.add(attach_file(item, upload, is_personal=is_personal, by=world.objects[User][0]))


def _end(world: "World", meeting: Meeting) -> None:
    """Close it, have a plan decided on in it, and correct what was decided."""
    word = world.mark_for
    item = world.add(make.agenda_item(meeting, "4.1", title=word("plantitle"), type="decide"))
    line = make.plan_line(make.plan(world.number, 2570))
    plan = world.add(line.plan)
    world.add(LineBasis.objects.create(line=line, citation=Citation.objects.all()[0]))
    staff = world.objects[User][0]
    plan.submit(by=staff, seen=plan.shown)
    AgendaThing.objects.create(item=item, plan=plan)
    other = make.user(f"{world.mark}records".lower(), Role.REGIONAL_STAFF, world.number)
    world.add(other), world.add(other.memberships.get())
    decision = record_decision(item, Decided(kind="agreed"), by=other, seen=item.shown)
    world.add(decision.record)
    meeting.refresh_from_db()
    close(meeting, by=other, seen=meeting.shown)
    meeting.refresh_from_db()
    told = {name: getattr(meeting, name) for name in CORRECTABLE} | {"place": word("correctedplace")}
    seen = RecordSheet(meeting).shown
    world.add(correct_record(meeting, told, [], word("whyrecord"), by=other, seen=seen))
    correct(
        item,
        Decided(kind="agreed", text=word("correctedwords")),
        word("whycorrected"),
        by=other,
        seen=item.shown,
    )
