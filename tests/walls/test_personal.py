"""What a committee member's home and the pages of figures say of persons: nothing. Who keeps the records reads it."""

import pytest
from django.apps import apps

from committees.models import Meeting
from people.models import User
from tests import make
from tests.walls.conftest import all_text, browser_of
from tests.walls.world import World

pytestmark = pytest.mark.django_db

# What is personal in the records that a region's staff read, by model (docs/personal-data.md).
PERSONAL = {
    "grants.Agreement": ("office_signatory", "organisation_signatory"),
    "complaints.ReceivingUnitOfficer": ("name",),
    "registers.TrainedPerson": ("name",),
    "centres.Organisation": ("contact",),
    "committees.Attendance": ("name", "substitute", "why"),
}
WHY = "ลาคลอดบุตร"
# What a member opens from her home, none of which is about one contract, unit or meeting.
FIGURES = (
    "/",
    *("/budget/2567/", "/budget/2567/6/", "/budget/2567/6/money/", "/budget/2567/money/rows/?years=all"),
    *("/budget/2567/6/organisations.json", "/budget/2567/money/rows.csv?years=all", "/plans/2567/6/"),
)


def stays_away(world: World) -> Meeting:
    """A meeting of the world's committee to which a member did not come, with the reason that she gave."""
    meeting = make.meeting(world.objects[Meeting][0].committee, number=9, state="called")
    for attendance in meeting.attendance.all():
        attendance.how, attendance.why = "absent", WHY
        attendance.save()
    assert meeting.attendance.filter(why=WHY).exists()
    return meeting


def test_home_and_figures_name_no_person_of_the_records(
    worlds: tuple[World, World], people: dict[str, User | None]
) -> None:
    world = worlds[0]
    stays_away(world)
    told = {
        (label, name): {
            str(value)
            for value in apps.get_model(label)._default_manager.values_list(name, flat=True)
            if value and len(str(value)) > 3
        }
        for label, names in PERSONAL.items()
        for name in names
    }
    assert [key for key, values in told.items() if not values] == []
    member = browser_of(people["member_6"])
    for address in FIGURES:
        answer = member.get(address)
        assert answer.status_code == 200, address
        text = all_text(answer)
        found = {key: value for key, values in told.items() for value in values if value in text}
        assert found == {}, address
    # What is read where one contract or unit is the subject is read by name, and by who may see the record alone.
    agreement = world.objects[apps.get_model("grants.Agreement")][0]
    assert agreement.office_signatory in all_text(member.get(f"/agreements/{agreement.pk}/"))
    assert browser_of(people["officer_11"]).get(f"/agreements/{agreement.pk}/").status_code == 404


def test_why_somebody_stayed_away_is_read_by_who_sits_there_alone(
    worlds: tuple[World, World], people: dict[str, User | None]
) -> None:
    meeting = stays_away(worlds[0])
    pages = [
        meeting.get_absolute_url(),
        f"{meeting.get_absolute_url()}minutes.docx",
        meeting.committee.get_absolute_url(),
        "/",
    ]
    for name in ("officer_11", "finance_6", "coordinator_6", "mentor_6", "complaints_6"):
        client = browser_of(people[name])
        assert [page for page in pages if WHY in all_text(client.get(page))] == [], name
    staff = browser_of(people["officer_6"])
    assert [page for page in pages if WHY in all_text(staff.get(page))]
