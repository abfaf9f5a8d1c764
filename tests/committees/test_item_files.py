"""Files of an item of the agenda: who opens which, what is kept of them, and that a closed meeting keeps them."""

import hashlib
import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client

from committees.models import AgendaItem, ItemDecision, ItemFile, Meeting
from people.models import User
from tests import make
from tests.html import browser_of, forms_of, text_at

pytestmark = pytest.mark.django_db
SAID = b"%PDF-1.7 report of the working group"


@pytest.fixture
def item(db: None) -> AgendaItem:
    return make.meeting(make.committee(6), state="called").items.get()


def attach(desk: Client, item: AgendaItem, name: str = "รายงานคณะทำงาน.pdf", **said: Any) -> Any:
    page = f"/committees/items/{item.pk}/"
    (form,) = [form for form in forms_of(text_at(desk, page)) if form.action == f"{page}files/"]
    upload = SimpleUploadedFile(name, SAID)
    return desk.post(f"{page}files/", form.data | {"file": upload, "is_personal": "no"} | said)


def test_a_file_is_attached_and_members_open_it_as_it_came(
    desk: Client, item: AgendaItem, member_6: User, officer_11: User
) -> None:
    make.sits(member_6, item.meeting.committee)
    assert attach(desk, item).status_code == 302
    kept = ItemFile.objects.get()
    assert kept.sha256 == hashlib.sha256(SAID).hexdigest()
    shown = text_at(browser_of(member_6), item.get_absolute_url())
    assert kept.get_absolute_url() in shown
    assert kept.sha256 in shown
    assert b"".join(browser_of(member_6).get(kept.get_absolute_url()).streaming_content) == SAID
    assert browser_of(officer_11).get(kept.get_absolute_url()).status_code == 404


def test_whether_it_is_personal_data_is_asked(desk: Client, item: AgendaItem) -> None:
    assert attach(desk, item, is_personal="").status_code == 422
    assert attach(desk, item, name="รายงาน.exe").status_code == 422
    assert not ItemFile.objects.exists()


def test_personal_data_is_for_the_regions_staff_and_stands_in_no_dossier(
    desk: Client, item: AgendaItem, member_6: User, head_office: User
) -> None:
    make.sits(member_6, item.meeting.committee)
    attach(desk, item)
    attach(desk, item, name="รายชื่อผู้ป่วย.pdf", is_personal="yes")
    opened, kept = ItemFile.objects.order_by("pk")
    assert "รายชื่อผู้ป่วย" in text_at(desk, item.get_absolute_url())
    assert desk.get(kept.get_absolute_url()).status_code == 200
    for other in (member_6, head_office):
        shown = text_at(browser_of(other), item.get_absolute_url())
        assert "รายงานคณะทำงาน" in shown
        assert "รายชื่อผู้ป่วย" not in shown
        assert browser_of(other).get(kept.get_absolute_url()).status_code == 404
    answer: Any = desk.get(f"{item.meeting.committee.get_absolute_url()}dossier-2566.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as made:
        (name,) = [name for name in made.namelist() if "แนบวาระ" in name]
        assert made.read(name) == SAID
        assert opened.sha256 in made.read("SHA256SUMS").decode()
        assert not [name for name in made.namelist() if "รายชื่อผู้ป่วย" in name]


def test_a_member_and_another_committee_of_the_region_attach_nothing_and_take_nothing_off(
    desk: Client, item: AgendaItem, member_6: User
) -> None:
    attach(desk, item)
    kept = ItemFile.objects.get()
    member, address = browser_of(member_6), f"{kept.get_absolute_url()}remove/"
    make.sits(member_6, make.committee(6, "อคม.", name="คณะอนุกรรมการอื่นของเขต 6"))
    assert member.get(kept.get_absolute_url()).status_code == 404
    assert member.post(address).status_code == 404
    make.sits(member_6, item.meeting.committee)
    assert member.post(address).status_code == 403
    assert member.post(f"/committees/items/{item.pk}/files/").status_code == 403
    assert ItemFile.objects.get() == kept


def test_a_file_is_taken_off_until_the_meeting_is_closed_and_then_stays(
    desk: Client, item: AgendaItem
) -> None:
    attach(desk, item)
    attach(desk, item, name="ฉบับที่สอง.pdf")
    first, second = ItemFile.objects.order_by("pk")
    desk.post(f"{first.get_absolute_url()}remove/")
    assert ItemFile.objects.get() == second
    assert sum(first.name in str(each.history_change_reason) for each in item.history.all()) == 2
    Meeting.objects.update(state="closed")
    desk.post(f"{second.get_absolute_url()}remove/")
    assert ItemFile.objects.get() == second
    assert f"{item.get_absolute_url()}files/" not in text_at(desk, item.get_absolute_url())
    for act in (
        lambda: ItemFile.objects.update(name="อื่น.pdf"),
        lambda: ItemFile.objects.all().delete(),
        lambda: ItemFile.objects.create(item=item, name="เพิ่ม", is_personal=False, size=1, by=second.by),
    ):
        with pytest.raises(IntegrityError, match="meeting_stays"), transaction.atomic():
            act()


def test_an_item_is_decided_on_with_the_files_that_were_shown(desk: Client, item: AgendaItem) -> None:
    before = item.shown
    attach(desk, item)
    assert AgendaItem.objects.get(pk=item.pk).shown != before
    assert desk.post(f"/committees/items/{item.pk}/remove/").status_code == 302
    assert AgendaItem.objects.filter(pk=item.pk).exists()


def test_what_was_decided_on_stays_and_a_file_may_come_beside_it(
    desk: Client, item: AgendaItem, officer_6: User
) -> None:
    attach(desk, item, is_personal="no")
    kept, page = ItemFile.objects.get(), item.get_absolute_url()
    remove = f"{kept.get_absolute_url()}remove/"
    shown = text_at(desk, page)
    assert [each in shown for each in (remove, 'name="caption"')] == [True, True]
    ItemDecision.objects.create(item=item, kind="noted", recorded_by=officer_6)
    shown = text_at(desk, page)
    assert [each in shown for each in (remove, 'name="caption"')] == [False, False]
    assert "มีมติแล้ว" in desk.post(remove, follow=True).text
    assert attach(desk, item, name="รูป.png", caption="ผลการสำรวจ").status_code == 422
    assert ItemFile.objects.get() == kept
    assert attach(desk, item, name="ใบลงชื่อ.pdf").status_code == 302
    later = ItemFile.objects.exclude(pk=kept.pk).get()
    assert f"{later.get_absolute_url()}remove/" in text_at(desk, page)
    desk.post(f"{later.get_absolute_url()}remove/")
    assert ItemFile.objects.get() == kept


def test_the_audit_names_a_file_that_is_not_what_was_attached(
    desk: Client, item: AgendaItem, capsys: Any
) -> None:
    attach(desk, item)
    call_command("audit_papers")
    kept = ItemFile.objects.get()
    with open(kept.file.path, "wb") as changed:
        changed.write(b"%PDF-1.7 other words")
    with pytest.raises(CommandError):
        call_command("audit_papers")
    assert kept.name in capsys.readouterr().out
