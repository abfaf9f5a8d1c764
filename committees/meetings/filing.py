"""Files of an item of the agenda: attached until the meeting is closed, taken off until the item is decided on.

What was decided on stays as it was shown: after the decision a file may be added beside it, but not to its paper.
"""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Sum

from committees.life import MEETING_LIFE
from committees.meetings.deciding import held_item
from committees.meetings.preparing import require_no_decision
from committees.models import AgendaItem, ItemFile
from committees.models.item_file import sha256_within
from editing.uploads import take_in
from people.models import User
from thai.sentences import gettext

MOST_FILES = 30  # of one item
LARGEST_FIGURE = 1_000_000  # bytes: each paper keeps its pictures four times
MOST_OF_FIGURES = 3_000_000  # bytes of all pictures of one paper


def attach_file(
    item: AgendaItem, upload: UploadedFile, *, is_personal: bool, caption: str = "", by: User
) -> ItemFile:
    """Keep a PDF or picture with an item; a picture with a caption stands on its paper.

    Raises ValidationError for any other file, of a closed meeting, and for such a picture after the decision.
    """
    taken = take_in(upload)
    if caption and taken.size > LARGEST_FIGURE:
        said = gettext("A picture on the paper has at most %(size)d kB. Make it smaller and choose it again.")
        raise ValidationError(said % {"size": LARGEST_FIGURE // 1000}, code="size")
    with MEETING_LIFE.doing("write", item.meeting, by) as meeting:
        held = held_item(item, meeting)
        if caption:
            require_no_decision(held)
        if held.files.count() >= MOST_FILES:
            said = gettext("An item holds at most %(most)d files. Put several pages into one PDF.")
            raise ValidationError(said % {"most": MOST_FILES}, code="too_many")
        if caption:
            _require_room(held, taken.size)
        file = ItemFile(item=held, is_personal=is_personal, caption=caption, sha256=sha256_within(taken.file))
        return file.attach(taken, held, by=by)


def remove_file(file: ItemFile, *, by: User) -> None:
    """Take a file off its item, unless the item was decided on with it; the item's history keeps its name."""
    with MEETING_LIFE.doing("write", file.item.meeting, by) as meeting:
        held = held_item(file.item, meeting)
        if held.decisions.filter(recorded_at__gte=file.at).exists():
            require_no_decision(held)
        file.take_off(held, by=by)


def _require_room(item: AgendaItem, size: int) -> None:
    there = item.files.figures().aggregate(of_all=Sum("size", default=0))["of_all"]
    if there + size > MOST_OF_FIGURES:
        said = gettext("The pictures of one paper have at most %(size)d kB together. Make them smaller.")
        raise ValidationError(said % {"size": MOST_OF_FIGURES // 1000}, code="size")
