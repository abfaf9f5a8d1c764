"""The agenda: number, place and type of an item are three things that an office writes; none follows from another."""

import io
import re

import pytest
from django.test import Client
from docx import Document

from committees.models import AgendaItem
from committees.models.agenda import ItemType, tree_of
from tests import make
from tests.html import OpenForm, text_at

pytestmark = pytest.mark.django_db

# Place, number as written, type, what the page calls it: first by place, as no number and no type would order them.
WRITTEN = (
    (1, "5", "inform", "เพื่อทราบ"),
    (2, "๔.๒", "decide", "เพื่อพิจารณา"),
    (3, "1", "other", "อื่น ๆ"),
    (4, "3.3", "minutes", "รับรองรายงาน"),
    (5, "2", "arising", "สืบเนื่อง"),
)


def entered(desk: Client, meeting: int, place: int, number: str, kind: str) -> None:
    form = OpenForm(desk, f"/committees/meetings/{meeting}/items/new/")
    said = {"number": number, "type": kind, "title": f"เรื่องของวาระ {number}", "order": str(place)}
    assert form.type(**said).send().is_taken


def test_items_stand_in_their_places_with_the_numbers_and_types_that_were_written(desk: Client) -> None:
    assert {kind for _place, _number, kind, _words in WRITTEN} == set(ItemType)
    meeting = make.meeting(make.committee(6))
    meeting.items.all().delete()
    for place, number, kind, _words in reversed(WRITTEN):
        entered(desk, meeting.pk, place, number, kind)

    def shown() -> list[str]:
        page = text_at(desk, meeting.get_absolute_url())
        return list(dict.fromkeys(re.findall("เรื่องของวาระ ([\\d๑-๙.]+)", page)))

    assert shown() == ["5", "๔.๒", "1", "3.3", "2"]
    for place, number, kind, words in WRITTEN:
        item = meeting.items.get(number=number)
        assert (item.order, item.type) == (place, kind)
        assert f"· {words}" in text_at(desk, item.get_absolute_url())
    minutes = Document(io.BytesIO(desk.get(f"{meeting.get_absolute_url()}minutes.docx").content))
    heads = [each.text for each in minutes.paragraphs if each.text.startswith("ระเบียบวาระที่")]
    assert [head.split()[1] for head in heads] == ["5", "๔.๒", "1", "3.3", "2"]

    # One of the three changes, and the other two stay as they are.
    item = meeting.items.get(number="1")
    for changed in ({"order": "9"}, {"type": "decide"}, {"number": "๖"}):
        before = {"order": item.order, "type": item.type, "number": item.number}
        assert OpenForm(desk, f"/committees/items/{item.pk}/change/").type(**changed).send().is_taken
        item = AgendaItem.objects.get(pk=item.pk)
        after = {"order": str(item.order), "type": item.type, "number": item.number}
        assert after == {**before, "order": str(before["order"]), **changed}
    assert shown() == ["5", "๔.๒", "3.3", "2", "1"]  # as their titles have it
    assert "๖" in text_at(desk, meeting.get_absolute_url())


def test_an_item_stands_last_under_its_parent_unless_it_takes_a_place_and_moves_the_others_on(
    desk: Client,
) -> None:
    meeting = make.meeting(make.committee(6))
    meeting.items.all().delete()
    new, change = f"/committees/meetings/{meeting.pk}/items/new/", "/committees/items/{}/change/"
    made = {}
    for number, under, place in (
        ("1", "", ""),
        ("2", "", ""),
        ("2.1", "2", ""),
        ("2.2", "2", ""),
        ("ก", "", "2"),
    ):
        form = OpenForm(desk, new)
        assert form.data["order"] in ("", [""])
        parent = str(made[under].pk) if under else ""
        said = {"number": number, "type": "inform", "title": "เรื่อง", "parent": parent, "order": place}
        assert form.type(**said).send().is_taken
        made[number] = meeting.items.get(number=number)

    def standing() -> list[tuple[str, int]]:
        return [(item.number, item.order) for item, _depth, _is_heading in tree_of(list(meeting.items.all()))]

    assert standing() == [("1", 1), ("ก", 2), ("2", 3), ("2.1", 1), ("2.2", 2)]
    down, late = (OpenForm(desk, change.format(made["1"].pk)) for _each in range(2))
    assert down.type(order="3").send().is_taken
    assert standing() == [("ก", 1), ("2", 2), ("2.1", 1), ("2.2", 2), ("1", 3)]
    assert OpenForm(desk, change.format(made["2.2"].pk)).type(title="อื่น").send().is_taken
    assert OpenForm(desk, change.format(made["2.2"].pk)).type(parent="", order="1").send().is_taken
    assert standing() == [("2.2", 1), ("ก", 2), ("2", 3), ("2.1", 1), ("1", 4)]
    assert not late.type(title="ช้าไป").send().is_taken
    refused = OpenForm(desk, change.format(made["1"].pk)).type(order="32767").send()
    assert (refused.is_taken, refused.status) == (False, 422)
    assert "999" in " ".join(refused.errors)
