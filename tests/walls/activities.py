"""A region's reports on activities for the walls: one that was returned, with all that belongs to it."""

from datetime import time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from participation.activities.deciding import note_opening, send_back
from participation.activities.writing import attach_names, attach_photo, begin, keep_rows, say_of_photos, send
from participation.models import PlanItem
from people.models import User
from tests.participation.reports import fill_in
from tests.pictures import photograph

if TYPE_CHECKING:
    from tests.walls.world import World


def build_reports(world: "World", activity: PlanItem, organisation: Any, decides: User) -> None:
    """Make a sent report and one that was returned, marked as the region's own."""
    staff, word = world.objects[User][0], world.mark_for
    for is_returned in (False, True):
        stories = {name: word(name) for name in ("done", "output", "outcome", "summary", "place")}
        report = fill_in(begin(activity, organisation, by=staff), **stories, rating_legend=word("legend"))
        keep_rows(
            report,
            {
                "timetable": [{"starts": time(9), "topic": word("topic"), "speaker": word("speaker")}],
                "groups": [{"name": word("group"), "people": 15}],
                "results": [{"what": word("what"), "value": Decimal(1), "unit": word("unit")}],
            },
        )
        photo = attach_photo(report, photograph(f"{world.mark}PHOTO.png"), by=staff)
        say_of_photos(report, [(photo, word("alt"), "given")])
        paper = SimpleUploadedFile(f"{world.mark}NAMES.pdf", f"%PDF-1.7 {world.mark}LISTED".encode())
        names = attach_names(report, paper, by=staff)
        note_opening(names, by=staff)
        send(report, by=staff)
        if is_returned:
            send_back(report, {"done": word("remark")}, by=decides, seen=report.shown)
            world.add(report.remarks.get())
        for part in (report, photo, names, names.openings.get()):
            world.add(part)
        for rows in (report.timetable, report.groups, report.results):
            world.add(rows.get())
