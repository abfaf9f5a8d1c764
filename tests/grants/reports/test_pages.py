"""The coordinator's pages: what she owes and is owed, and the report of an instalment from draft to accepted."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from centres.models import TargetNetwork
from grants.models import Agreement, Evidence, Instalment, Report
from grants.reports.writing import take_back
from people.models import User
from people.roles import Role
from tests import make
from tests.grants.proofs import refused
from tests.grants.steps import Office, accept_as_mentor
from tests.html import browser_of, forms_of, text_at
from tests.pictures import jpeg, png, segment

pytestmark = pytest.mark.django_db

CENTRE = "ศูนย์ประสานงานหลักประกันสุขภาพประชาชน ชลบุรี"
PDF = b"%PDF-1.7 a receipt"


@pytest.fixture
def hers(office: Office, agreement: Agreement) -> Client:
    return browser_of(office.coordinator_of(agreement))


def opened(client: Client, report: Report) -> dict[str, Any]:
    """What the report's form holds when a person opens it."""
    page = client.get(f"/reports/{report.pk}/")
    return next(form for form in forms_of(page.text) if form.action == f"/reports/{report.pk}/").data


def whole(client: Client, report: Report, **changes: Any) -> dict[str, Any]:
    """A form that can be sent: it balances and its people add up."""
    network = TargetNetwork.objects.all()[0]
    return {
        **opened(client, report),
        "done": "อบรมแกนนำ 2 รุ่น",
        "output": "แกนนำ 60 คน",
        "outcome": "ประชาชนรู้สิทธิของตน",
        "unshown": "หลักฐานเก็บที่ศูนย์",
        "participants": "๖๐",
        f"people-{network.pk}": "40",
        "people-others": "20",
        "interest": "12.50",
        "services": "40,000",
        "cash": "512.50",
        "bank": "7,000.-",
        **changes,
    }


def test_a_coordinator_begins_fills_in_and_sends_her_report(hers: Client, paid: Instalment) -> None:
    begin = f"/reports/begin/{paid.pk}/"
    assert f'href="{begin}"' in hers.get("/reports/").text
    blank = next(form for form in forms_of(hers.get(begin).text) if form.action == begin)
    assert not Report.objects.exists()
    hers.post(begin, {**blank.data, "done": "เริ่มแล้ว", "action": "save"})
    report = Report.objects.get()
    assert report.done == "เริ่มแล้ว"
    assert hers.get(begin).headers["Location"] == f"/reports/{report.pk}/"
    begun = text_at(hers, f"/reports/{report.pk}/")
    assert "47,500.00" in begun  # received, from the ledger
    assert 'name="done"' in begun
    sent = hers.post(f"/reports/{report.pk}/", {**whole(hers, report), "action": "send"})
    assert sent.status_code == 302
    report.refresh_from_db()
    assert (report.state, report.received, report.end, report.counted_participants) == (
        "sent",
        Decimal("47500.00"),
        Decimal("7512.50"),
        60,
    )
    page = hers.get(f"/reports/{report.pk}/").text
    assert "7,512.50" in page
    assert 'name="done"' not in page


def test_a_draft_keeps_amounts_that_nobody_can_read(hers: Client, report: Report, office: Office) -> None:
    hers.post(f"/reports/{report.pk}/", whole(hers, report, action="save"))  # services were 40,000 once
    typed = whole(hers, report, services="สี่หมื่น", wages="1,00", participants="หกสิบ")
    assert hers.post(f"/reports/{report.pk}/", {**typed, "action": "save"}).status_code == 302
    again = opened(hers, report)
    assert again["services"] == ["สี่หมื่น"]
    assert again["wages"] == ["1,00"]
    assert again["participants"] == ["หกสิบ"]
    assert again["interest"] == ["12.50"]
    assert again["done"] == ["อบรมแกนนำ 2 รุ่น"]
    page = hers.get(f"/reports/{report.pk}/").text
    assert "“สี่หมื่น” ไม่ใช่จำนวนเงิน" in page
    assert "“สี่หมื่น”" in browser_of(office.mentors).get(f"/reports/{report.pk}/").text
    refused = hers.post(f"/reports/{report.pk}/", {**again, "action": "send"})
    assert refused.status_code == 422
    assert Report.objects.get().services == refused.context["form"].as_typed.spending == Decimal("0.00")
    # Whether the rest adds up nobody can say, so nothing else is held against it.
    faults = [field.html_name for field, _sentence in refused.context["form"].first_faults]
    assert faults == ["participants", "wages", "services"]
    assert Report.objects.get().state == "draft"
    shown = next(form for form in forms_of(refused.text) if form.action == f"/reports/{report.pk}/").data
    assert shown["services"] == ["สี่หมื่น"]
    corrected = {**shown, "services": "40,000", "wages": "", "participants": "60", "action": "send"}
    assert hers.post(f"/reports/{report.pk}/", corrected).status_code == 302
    assert Report.objects.get().state == "sent"


def test_all_that_is_missing_is_named_at_its_field(hers: Client, report: Report) -> None:
    typed = whole(hers, report, outcome="", participants="61", bank="7,000.50", action="send")
    page = hers.post(f"/reports/{report.pk}/", typed)
    assert page.status_code == 422
    faults = {field.html_name for field, _sentence in page.context["form"].first_faults}
    assert faults == {"outcome", "participants", "bank"}
    assert "ต่างกัน 0.50 บาท" in page.text
    assert opened(hers, report)["participants"] == ["61"]  # saved as a draft all the same


def test_the_balance_is_shown_without_scripts(hers: Client, report: Report) -> None:
    hers.post(f"/reports/{report.pk}/", whole(hers, report, bank="6,000", action="save"))
    typed = hers.get(f"/reports/{report.pk}/").context["form"].as_typed
    assert (typed.at_hand, typed.end, typed.difference) == (
        Decimal("7512.50"),
        Decimal("6512.50"),
        Decimal("1000.00"),
    )


def test_the_second_of_two_who_save_sees_both_values_and_keeps_hers(
    hers: Client, report: Report, office: Office
) -> None:
    colleague = browser_of(office.asks)
    first, second = whole(colleague, report), whole(hers, report)
    colleague.post(f"/reports/{report.pk}/", {**first, "output": "แกนนำ 55 คน", "action": "save"})
    typed = {**second, "output": "แกนนำ 58 คน", "wages": "ร้อย", "action": "save"}
    page = hers.post(f"/reports/{report.pk}/", typed)
    assert page.status_code == 409
    assert "แกนนำ 58 คน" in page.text
    assert "แกนนำ 55 คน" in page.text
    assert set(page.context["form"].theirs) == {"output", "wages"}
    assert Report.objects.get().output == "แกนนำ 55 คน"
    shown = next(form for form in forms_of(page.text) if form.action == f"/reports/{report.pk}/").data
    assert shown["wages"] == ["ร้อย"]
    assert hers.post(f"/reports/{report.pk}/", {**shown, "action": "save"}).status_code == 302
    assert Report.objects.get().output == "แกนนำ 58 คน"


def test_what_was_typed_while_a_colleague_sent_the_report_is_shown_to_be_copied(
    hers: Client, report: Report, office: Office
) -> None:
    typed = whole(hers, report, problems="ฝนตกหนักในวันอบรม")
    colleague = browser_of(office.asks)
    colleague.post(f"/reports/{report.pk}/", {**whole(colleague, report), "action": "send"})
    page = hers.post(f"/reports/{report.pk}/", {**typed, "action": "save"})
    assert page.status_code == 409
    assert "ฝนตกหนักในวันอบรม" in page.text
    assert Report.objects.get().problems == ""


def test_fields_that_did_not_come_along_and_bytes_that_no_text_holds_do_no_harm(
    hers: Client, report: Report, office: Office
) -> None:
    hers.post(f"/reports/{report.pk}/", whole(hers, report, done="อบรม\x00 2 รุ่น", action="save"))
    version = Report.objects.get().version
    hers.post(f"/reports/{report.pk}/", {"opened_version": version, "wages": "\x00", "action": "send"})
    report.refresh_from_db()
    assert (report.state, report.done) == ("sent", "อบรม 2 รุ่น")
    comment = {"action": "send_back", "seen": report.shown, "comment-": "แก้\x00ไข"}
    browser_of(office.mentors).post(f"/reports/{report.pk}/decide/", comment)
    assert report.comments.get().text == "แก้ไข"
    assert hers.post(f"/reports/{report.pk}/", {"done": "ไม่บอกรุ่นของแบบ"}).status_code == 409


def test_the_same_button_pressed_twice_does_no_harm(hers: Client, report: Report) -> None:
    typed = {**whole(hers, report), "action": "send"}
    for _press in range(2):
        assert hers.post(f"/reports/{report.pk}/", typed).status_code == 302
    assert Report.objects.get().state == "sent"


def files(*names: str, content: bytes = PDF) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, content) for name in names]


def test_evidence_is_attached_several_at_once_and_removed_while_the_report_is_open(
    hers: Client, report: Report
) -> None:
    typed = whole(hers, report, files=[*files("ใบเสร็จ.pdf", "รายชื่อ.pdf"), *files("macro.xlsm")])
    page = hers.post(f"/reports/{report.pk}/", {**typed, "action": "save"}, follow=True).text
    assert "macro.xlsm" in page  # refused by name
    assert sorted(report.evidence.values_list("name", "size")) == [
        ("รายชื่อ.pdf", len(PDF)),
        ("ใบเสร็จ.pdf", len(PDF)),
    ]
    first = report.evidence.get(name="ใบเสร็จ.pdf")
    answer = hers.get(f"/reports/evidence/{first.pk}/")
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    hers.post(f"/reports/{report.pk}/", {**opened(hers, report), "remove": str(first.pk)})
    assert [file.name for file in report.evidence.all()] == ["รายชื่อ.pdf"]
    assert Report.objects.get().done == "อบรมแกนนำ 2 รุ่น"


PICTURES = {"jpeg": jpeg(), "png": png()}


@pytest.mark.parametrize(
    ("name", "content", "is_taken"),
    [
        ("ใบเสร็จ.PDF", PDF, True),
        ("ภาพ.jpg", PICTURES["jpeg"], True),
        ("ภาพ.jpeg", PICTURES["jpeg"], True),
        ("ภาพ.png", PICTURES["png"], True),
        ("ภาพ.png", PICTURES["jpeg"], False),
        ("ภาพ.jpg", PICTURES["png"], False),
        ("ใบเสร็จ.pdf", PICTURES["png"], False),
        ("ภาพ.gif", b"GIF89a a sample", False),
    ],
)
def test_a_scan_or_a_picture_is_kept_where_its_name_and_its_content_agree(
    name: str, content: bytes, is_taken: bool, hers: Client, report: Report
) -> None:
    typed = whole(hers, report, files=files(name, content=content), action="save")
    page = hers.post(f"/reports/{report.pk}/", typed, follow=True)
    assert (page.status_code, report.evidence.count()) == (200, int(is_taken))
    if is_taken:
        answer = hers.get(f"/reports/evidence/{report.evidence.get().pk}/")
        assert b"".join(answer.streaming_content) == content  # type: ignore[attr-defined]


def test_two_files_of_one_name_are_two_files(hers: Client, report: Report) -> None:
    photos = [
        *files("image.jpg", content=jpeg()),
        *files("image.jpg", content=jpeg(segment(0xEE, b"Adobe" + bytes(7)))),
    ]
    hers.post(f"/reports/{report.pk}/", {**whole(hers, report, files=photos), "action": "save"})
    assert report.evidence.count() == 2


@pytest.mark.parametrize("action", ["save", "send"])
@pytest.mark.parametrize("unseen", ["\ufffd", "\x07", "\u202a"])
def test_a_text_that_cannot_be_kept_stays_before_her_and_no_older_one_is_sent(
    unseen: str, action: str, hers: Client, report: Report
) -> None:
    typed = whole(hers, report, outcome=f"ประชุม{unseen} 60 คน", problems="ฝนตก")
    answer = hers.post(f"/reports/{report.pk}/", {**typed, "action": action})
    assert answer.status_code == 422
    assert f"U+{ord(unseen):04X}" in answer.text
    assert "60 คน" in answer.text
    report.refresh_from_db()
    assert (report.state, report.outcome, report.problems) == ("draft", "", "ฝนตก")
    (form,) = [form for form in forms_of(answer.text) if form.action == f"/reports/{report.pk}/"]
    again = hers.post(f"/reports/{report.pk}/", {**form.data, "outcome": "ประชุม 60 คน", "action": "save"})
    assert again.status_code == 302
    report.refresh_from_db()
    assert report.outcome == "ประชุม 60 คน"


def test_a_report_is_not_sent_without_a_file_that_was_to_go_with_it(hers: Client, report: Report) -> None:
    typed = whole(hers, report, files=files("ใบเสร็จ.pdf", "รายชื่อ.docx"), action="send")
    page = hers.post(f"/reports/{report.pk}/", typed, follow=True)
    assert any("รายชื่อ.docx" in str(message) for message in page.context["messages"])
    report.refresh_from_db()
    assert (report.state, report.done, report.evidence.count()) == ("draft", "อบรมแกนนำ 2 รุ่น", 1)


def test_a_file_leaves_the_disk_with_its_row(hers: Client, report: Report) -> None:
    hers.post(f"/reports/{report.pk}/", whole(hers, report, files=files("ใบเสร็จ.pdf"), action="save"))
    file = Evidence.objects.get().file
    assert file.storage.exists(file.name)
    with TestCase.captureOnCommitCallbacks(execute=True):
        hers.post(f"/reports/{report.pk}/", {**opened(hers, report), "remove": Evidence.objects.get().pk})
    assert not file.storage.exists(file.name)
    assert [moment.history_change_reason for moment in report.history.all()].count(
        "นำไฟล์ออก: ใบเสร็จ.pdf"
    ) == 1


def test_a_sent_report_keeps_its_files_as_they_are(hers: Client, report: Report) -> None:
    typed = whole(hers, report, files=files("ใบเสร็จ.pdf"), action="send")
    hers.post(f"/reports/{report.pk}/", typed)
    file = Evidence.objects.get()
    version = Report.objects.get().version
    hers.post(f"/reports/{report.pk}/", {"opened_version": version, "remove": file.pk})
    hers.post(f"/reports/{report.pk}/", {"opened_version": version, "files": files("more.pdf")})
    assert [kept.name for kept in Evidence.objects.all()] == ["ใบเสร็จ.pdf"]
    assert Report.objects.get().done == "อบรมแกนนำ 2 รุ่น"


def test_a_draft_is_its_own_organisations_and_offices(office: Office, report: Report) -> None:
    stranger = make.user("stranger", Role.COORDINATOR, 6)
    make.tie(stranger, make.organisation("ศูนย์อื่น ระยอง"), Role.COORDINATOR)
    member = make.user("member", Role.COMMITTEE_MEMBER, 6)
    other_region = make.user("other_region", Role.REGIONAL_STAFF, 11)
    address = f"/reports/{report.pk}/"
    for user in (stranger, member, other_region, office.pays):
        assert browser_of(user).get(address).status_code == 404
        assert browser_of(user).post(address, {"done": "ข้อความ"}).status_code == 404
        assert browser_of(user).get(f"{address}money.xlsx").status_code == 404
    for user in (office.mentors, office.asks, office.head):
        assert browser_of(user).get(address).status_code == 200
    assert browser_of(office.mentors).post(address, {"done": "ข้อความ"}).status_code == 403
    assert Report.objects.get().done == ""


def test_committee_and_finance_read_a_sent_report_and_change_nothing(
    office: Office, hers: Client, report: Report
) -> None:
    hers.post(f"/reports/{report.pk}/", whole(hers, report, files=files("ใบเสร็จ.pdf"), action="send"))
    file = Evidence.objects.get()
    member = make.user("member", Role.COMMITTEE_MEMBER, 6)
    for user in (member, office.pays):
        client = browser_of(user)
        page = client.get(f"/reports/{report.pk}/")
        assert page.status_code == 200
        assert (_("File %(number)s") % {"number": 1} in page.text, file.name in page.text) == (True, False)
        assert client.get(f"/reports/evidence/{file.pk}/").status_code == 404
        assert client.post(f"/reports/{report.pk}/", {"done": "ข้อความ"}).status_code == 403
        assert client.post(f"/reports/{report.pk}/decide/", {"action": "accept_as_mentor"}).status_code == 403
    begin = f"/reports/begin/{report.instalment_id}/"
    assert browser_of(member).post(begin).status_code == 403
    stranger = make.user("stranger", Role.COORDINATOR, 6)
    assert browser_of(stranger).get(f"/reports/evidence/{file.pk}/").status_code == 404
    assert browser_of(stranger).post(begin).status_code == 404


def test_a_returned_report_shows_each_comment_at_its_field_until_it_is_sent_again(
    office: Office, hers: Client, report: Report
) -> None:
    hers.post(f"/reports/{report.pk}/", {**whole(hers, report), "action": "send"})
    mentor = browser_of(office.mentors)
    seen = Report.objects.get().shown
    comments = {"comment-services": "ขอใบเสร็จค่าวิทยากร", "comment-received": "ตรวจยอดอีกครั้ง"}
    answer = mentor.post(f"/reports/{report.pk}/decide/", {**comments, "action": "send_back", "seen": seen})
    assert answer.status_code == 302
    form = hers.get(f"/reports/{report.pk}/").context["form"]
    assert [comment.text for comment in form.line("services").comments] == ["ขอใบเสร็จค่าวิทยากร"]
    assert [comment.text for _label, comment in form.whole_comments] == ["ตรวจยอดอีกครั้ง"]
    (standing,) = hers.get("/reports/").context["standings"]
    assert standing.next_report_comments == 2
    hers.post(f"/reports/{report.pk}/", {**opened(hers, report), "action": "send"})
    page = hers.get(f"/reports/{report.pk}/")
    assert [step.who.username for step in page.context["steps"]] == [
        *([hers_name := office.coordinator_of(report.agreement).username] * 2),
        office.mentors.username,
        hers_name,
    ]
    assert page.context["steps"][2].comments[0][1] == "ขอใบเสร็จค่าวิทยากร"
    assert page.context["reading"].stories[0].comments == ()


def test_mentor_and_region_accept_one_after_the_other_and_nobody_twice(
    office: Office, hers: Client, report: Report
) -> None:
    hers.post(f"/reports/{report.pk}/", {**whole(hers, report), "action": "send"})
    address = f"/reports/{report.pk}/decide/"

    def accept(user: User, for_whom: str) -> int:
        said = {"action": f"accept_as_{for_whom}", "seen": Report.objects.get().shown}
        return browser_of(user).post(address, said).status_code

    assert accept(office.asks, "mentor") == 302  # staff stand in for the mentor
    assert accept(office.asks, "region") == 409
    assert accept(office.approves, "mentor") == 409  # that step is taken
    assert accept(office.mentors, "region") == 403  # the mentor does not accept for the region
    assert Report.objects.get().state == "mentored"
    assert accept(office.approves, "region") == 302
    assert Report.objects.get().state == "accepted"


def test_who_sent_a_report_takes_it_back_while_nobody_has_reviewed_it(
    office: Office, hers: Client, report: Report
) -> None:
    address = f"/reports/{report.pk}/"
    hers.post(address, {**whole(hers, report), "action": "send"})
    his = browser_of(office.mentors)
    read = his.get(address).context["report"].shown
    assert "take_back" not in his.get(address).text
    assert hers.post(f"{address}decide/", {"action": "take_back"}).status_code == 302
    report.refresh_from_db()
    assert report.state == "draft"
    assert hers.get(address).context["form"] is not None
    # Whoever was reading it meanwhile is told who took it back, and keeps what she was saying of it.
    late = his.post(f"{address}decide/", {"action": "send_back", "seen": read, "comment-done": "ขอรายชื่อ"})
    assert late.status_code == 409
    assert "ดึงรายงานนี้กลับ" in late.text
    assert "ขอรายชื่อ" in late.text
    assert list(his.get("/reports/queue/").context["rows"]) == []
    told = [step.label for step in late.context["steps"]]
    assert told == ["เริ่มทำรายงาน", "ส่งแล้ว", "ผู้ส่งดึงกลับ"]


def test_a_report_that_was_reviewed_or_that_another_sent_is_not_taken_back(
    office: Office, hers: Client, paid: Instalment
) -> None:
    report = office.report(paid)
    refused(lambda: take_back(report, by=office.asks), "role")
    accept_as_mentor(report, by=office.mentors)
    assert "take_back" not in hers.get(f"/reports/{report.pk}/").text
    refused(lambda: take_back(report, by=office.coordinator_of(paid.agreement)), "state")


def test_a_decision_on_a_report_that_moved_is_refused_and_keeps_the_comments(
    office: Office, hers: Client, report: Report
) -> None:
    hers.post(f"/reports/{report.pk}/", {**whole(hers, report), "action": "send"})
    seen = Report.objects.get().shown
    accept_as_mentor(Report.objects.get(), by=office.asks)
    late = {"action": "send_back", "seen": seen, "comment-output": "ขอรายชื่อแกนนำ"}
    page = browser_of(office.mentors).post(f"/reports/{report.pk}/decide/", late)
    assert page.status_code == 409
    assert "ขอรายชื่อแกนนำ" in page.text
    assert Report.objects.get().state == "mentored"


def test_form_ng_1_goes_out_with_numbers_that_add_up(hers: Client, report: Report) -> None:
    hers.post(f"/reports/{report.pk}/", {**whole(hers, report), "action": "save"})
    sheet = load_workbook(BytesIO(hers.get(f"/reports/{report.pk}/money.xlsx").content)).active
    told = {row[0]: row[2] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert (told["1.2"], told["2.3"], told["4"], told["5.2"]) == (47500, 40000, 7512.5, 7000)
    assert any("ร่าง" in str(row[0]) for row in sheet.iter_rows(values_only=True))


def test_the_second_report_starts_from_the_end_of_the_first(
    office: Office, hers: Client, report: Report, agreement: Agreement
) -> None:
    hers.post(f"/reports/{report.pk}/", {**whole(hers, report), "action": "send"})
    office.accept(Report.objects.get())
    page = hers.get("/reports/")
    (standing,) = page.context["standings"]
    assert standing.next_report is None
    assert standing.next_payment.number == 2
    assert standing.in_hand == Decimal("7512.50")
    second = office.pay(agreement, 2)
    hers.post(f"/reports/begin/{second.pk}/")
    begun = Report.objects.get(instalment=second)
    assert begun.carried == Decimal("7512.50")
    forged = {**whole(hers, begun), "carried": "1", "received": "1", "action": "save"}
    hers.post(f"/reports/{begun.pk}/", forged)
    begun.refresh_from_db()
    assert (begun.carried, begun.received) == (Decimal("7512.50"), Decimal("47500.00"))


def test_a_coordinator_without_agreements_is_told_what_will_stand_here() -> None:
    page = browser_of(make.user("new", Role.COORDINATOR, 6)).get("/reports/")
    assert page.status_code == 200
    assert page.context["standings"] == []
    assert browser_of(make.user("member", Role.COMMITTEE_MEMBER, 6)).get("/reports/").status_code == 403


def test_an_instalment_that_is_not_paid_has_nothing_to_report(hers: Client, agreement: Agreement) -> None:
    part = agreement.instalments.get(number=1)
    begin = f"/reports/begin/{part.pk}/"
    assert hers.get(begin).headers["Location"] == "/reports/"
    refused = hers.post(begin, {"done": "พิมพ์ไว้แล้ว"})
    assert refused.status_code == 409
    assert "พิมพ์ไว้แล้ว" in refused.text
    assert not Report.objects.exists()


def test_a_report_that_shows_nothing_is_sent_only_with_a_reason(hers: Client, report: Report) -> None:
    nobody = {name: "" for name in opened(hers, report) if name.startswith("people-")} | {"participants": ""}
    for shown in ({}, {"files": files("ใบเสร็จ.pdf")} | nobody):
        page = hers.post(f"/reports/{report.pk}/", whole(hers, report, unshown="", action="send") | shown)
        assert page.status_code == 422
        assert page.context["form"].errors.keys() == {"unshown"}
    typed = whole(hers, report, unshown="น้ำท่วม จัดกิจกรรมไม่ได้", action="send") | nobody
    assert hers.post(f"/reports/{report.pk}/", typed).status_code == 302
    assert "น้ำท่วม จัดกิจกรรมไม่ได้" in text_at(hers, f"/reports/{report.pk}/")


def test_who_wrote_in_a_report_accepts_it_in_no_step_when_a_colleague_sends_it(
    office: Office, report: Report, officers: list[User]
) -> None:
    wrote, stands_in = officers
    writes = browser_of(wrote)
    assert writes.post(f"/reports/{report.pk}/", whole(writes, report)).status_code == 302
    coordinator = browser_of(office.coordinator_of(report.agreement))
    sent = coordinator.post(f"/reports/{report.pk}/", {**opened(coordinator, report), "action": "send"})
    assert sent.status_code == 302

    def refuses(step: str) -> None:
        now = Report.objects.get(pk=report.pk)
        queue = writes.get("/reports/queue/")
        (row,) = queue.context["everything"]
        assert row.is_own
        assert not row.may_approve
        assert queue.context["for_her"] == 0
        assert "เรื่องรอท่านพิจารณา" not in text_at(writes, "/")
        assert f'value="{step}"' not in text_at(writes, f"/reports/{report.pk}/")
        for address, press in (
            ("/reports/queue/", {"approve": row.key}),
            (f"/reports/{report.pk}/decide/", {"action": step, "seen": now.shown}),
        ):
            assert "ท่านเป็นผู้เขียนส่วนหนึ่งของเรื่องนี้เอง" in writes.post(address, press, follow=True).text
        assert Report.objects.get(pk=report.pk).state == now.state

    refuses("accept_as_mentor")
    accept_as_mentor(Report.objects.get(pk=report.pk), by=stands_in)
    refuses("accept_as_region")
    (row,) = browser_of(office.head).get("/reports/queue/").context["everything"]
    browser_of(office.head).post("/reports/queue/", {"approve": row.key})
    assert Report.objects.get(pk=report.pk).state == "accepted"
