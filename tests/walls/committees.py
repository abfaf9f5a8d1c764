"""A region's committee for the walls, with all that belongs to it."""

from datetime import date
from typing import TYPE_CHECKING

from committees.models import Secretary
from tests import make

if TYPE_CHECKING:
    from tests.walls.world import World


def build_committees(world: "World") -> None:
    """Make a committee and its members, marked as the region's own."""
    word = world.mark_for
    committee = world.add(make.committee(world.number, "อคม.", name=word("committee")))
    world.add(Secretary.objects.create(committee=committee, name=word("secretary")))
    left = make.seat(
        committee, word("formermember"), organisation=word("sentby"), left_on=date(2023, 12, 1), title="นาย"
    )
    seated = make.seat(
        committee,
        word("member"),
        organisation=word("sends"),
        office=word("office"),
        order_number=word("seatorder"),
        since=date(2023, 12, 2),
        follows=left,
    )
    world.add(left), world.add(seated)
