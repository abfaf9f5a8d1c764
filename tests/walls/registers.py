"""A region's registers for the walls: groups, trained people, and an organisation on its way with a paper."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from centres.registers import stepping
from centres.registers.evidence import attach, items_of, note_opening
from centres.registers.models import TrainingCourse
from people.models import User
from tests import make

if TYPE_CHECKING:
    from tests.walls.world import World


def build_registers(world: "World", centre: Any, host: Any) -> None:
    """Make groups of two years with their LINE groups, two trained people, and a way to section 3, all marked."""
    staff, word = world.objects[User][0], world.mark_for
    for year, consent in ((2567, True), (2566, False)):
        world.add(
            make.network_group(
                word(f"group{year}"),
                world.number,
                province=centre.province,
                organisation=centre,
                line_link=f"https://line.me/R/ti/g/{world.mark}LINK{year}",
                line_keeper=word("keeper"),
                line_consent=consent,
                first_year=year,
            )
        )
    course = TrainingCourse.objects.filter(topic=TrainingCourse.Topic.MEDIATION)[0]
    for organisation in (centre, host):
        world.add(make.trained(word("trained"), organisation, course=course, place=word("classroom")))
    readiness = stepping.begin(centre, by=staff, on=date(2023, 10, 2), field=word("field"))
    stepping.prepare(readiness, by=staff, on=date(2023, 10, 3), said=word("prepares"))
    item = items_of(readiness)[0]
    paper = SimpleUploadedFile(f"{world.mark}PAPER.pdf", f"%PDF-1.7 {world.mark}SHOWN".encode())
    evidence = attach(readiness, item, paper, by=staff)
    note_opening(evidence, by=staff)
    make.all_shown(readiness, by=staff, remark=word("remark3"))
    for record in (
        readiness,
        evidence,
        evidence.openings.get(),
        *readiness.steps.all(),
        *readiness.marks.all(),
    ):
        world.add(record)
