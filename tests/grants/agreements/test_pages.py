"""The pages of agreements: who finds and reads which, and whose doors are closed."""

import io
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document

from grants.agreements.drafting import draw_up
from grants.budget.allocation import allocate
from grants.models import (
    Agreement,
    AgreementTemplate,
    Allocation,
    Amendment,
    Correction,
    Instalment,
    Programme,
    ReturnNotice,
)
from grants.reports.ending import end
from participation.models import OtherSource
from people.models import User
from people.roles import Role
from regions.models import Province
from tests import make
from tests.grants.doors import decide
from tests.grants.steps import ON, Office, cancel, close_year
from tests.html import browser_of, read, text_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]
NAME = "ศูนย์ประสานงานหลักประกันสุขภาพประชาชน ชลบุรี"
PDF = b"%PDF-1.7 a sample"


def said(page: Any) -> str:
    """What the page's messages say."""
    return " ".join(str(message) for message in page.context["messages"])


def words_of(page: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", page).split())


# Reading


def test_the_list_is_found_by_name_number_year_state_and_province(
    office: Office, programme: Programme
) -> None:
    for name, amount, province in (("ก้าวหน้า", "10000", "20"), ("ร่วมใจ", "20000", "24")):
        organisation = make.organisation(name, 6, province=Province.objects.get(pk=province))
        allocation = allocate(programme, organisation, Decimal(amount), by=office.asks)
        draw_up(allocation, Decimal(amount), by=office.asks, number_as_typed=f"สปสช. {amount}")
    cancel(Agreement.objects.get(amount=Decimal(20000)), by=office.asks, reason="ถอนตัว")
    client = browser_of(office.asks)

    def found(**wishes: str) -> list[str]:
        return [str(row.organisation) for row in client.get("/agreements/", wishes).context["page"]]

    assert found() == ["ก้าวหน้า", "ร่วมใจ"]
    assert found(q="ร่วม") == ["ร่วมใจ"]
    assert found(q="2567-001") == ["ก้าวหน้า"]
    assert found(q="สปสช. 20000") == ["ร่วมใจ"]
    assert found(state="cancelled") == ["ร่วมใจ"]
    assert found(province="20") == ["ก้าวหน้า"]
    assert found(year="2567", state="draft") == ["ก้าวหน้า"]
    assert found(q="ไม่มีชื่อนี้") == []
    page = client.get("/agreements/")
    assert page.context["sums"]["amount"] == Decimal("10000.00")  # without the cancelled one
    assert found(year="9999", state="x") == ["ก้าวหน้า", "ร่วมใจ"]  # wishes that no choice offers are left aside


def test_a_coordinator_finds_only_the_agreements_of_her_organisation(
    office: Office, programme: Programme
) -> None:
    hers = office.draft(make.allocation(programme, "ของเธอ", "10000"), "10000")
    other = office.draft(make.allocation(programme, "ของคนอื่น", "20000"), "20000")
    client = browser_of(office.coordinator_of(hers))
    page = client.get("/agreements/")
    assert [row.pk for row in page.context["page"]] == [hers.pk]
    assert "ของเธอ" in page.text
    assert "ของคนอื่น" not in page.text
    assert client.get(f"/agreements/{hers.pk}/").status_code == 200
    for address in ("", "agreement.docx", "scan/"):
        assert client.get(f"/agreements/{other.pk}/{address}").status_code == 404
    for address in ("draft/", "amend/"):
        assert client.get(f"/agreements/{hers.pk}/{address}").status_code == 403


def test_who_holds_no_part_in_money_sees_no_agreement(
    office: Office, allocation: Allocation, nobody: User, complaints_6: User, officer_11: User
) -> None:
    agreement = office.draft(allocation, "95000")
    for person in (nobody, complaints_6):
        assert browser_of(person).get("/agreements/").status_code == 403
    for person in (nobody, complaints_6, officer_11):
        assert browser_of(person).get(f"/agreements/{agreement.pk}/").status_code == 404
    assert list(browser_of(officer_11).get("/agreements/").context["page"]) == []


def test_the_page_tells_everything_about_one_agreement(office: Office, active: Agreement) -> None:
    OtherSource.objects.create(
        region=active.programme.region,
        fiscal_year=2567,
        organisation=active.organisation,
        source="thaihealth",
        form="money",
        amount=Decimal("30000.00"),
    )
    page = browser_of(office.mentors).get(f"/agreements/{active.pk}/")
    for text in (
        NAME,
        "ปชส-06-2567-001",
        "สปสช.06/12",
        "95,000.00",
        "(เก้าหมื่นห้าพันบาทถ้วน)",
        "20 ต.ค. 2566",
        "30 ก.ย. 2567",
        "นายสมชาย",
        "15 พ.ย. 2566",
        "ลงนามแล้ว",
        "42,500.00",
        "5,012.50",
        "30,000.00",
        "29 ธ.ค. 2567",
        "เกินกำหนด",
    ):
        assert text in page.text
    assert "125,000.00" not in page.text  # other sources stand beside, and are added to nothing
    ledger = page.context["reading"].ledger
    assert [(row.committed, row.paid) for row in ledger] == [
        (Decimal("95000"), Decimal(0)),
        (Decimal("95000"), Decimal("47500")),
    ]
    states = [change["new"] for step in page.context["reading"].history[::-1] for change in step.changes]
    assert states[-1] == "มีผลใช้บังคับ"


def test_what_waits_stands_at_the_row_it_is_about_for_everybody_who_reads_the_page(
    office: Office, allocation: Allocation
) -> None:
    agreement = office.active(allocation, "60000.00", "35000.00")
    payment = office.pay(agreement, 1).standing_payment
    assert payment is not None
    Correction.propose(payment, by=office.pays, reason="โอนไม่สำเร็จ", document_number="บค 9")
    office.give_back(agreement, "100.00")
    (came_back,) = agreement.entries.filter(kind="return")
    parts = [*agreement.instalments.filter(number=1), Instalment(amount=Decimal("30000.00"))]
    Amendment.propose(agreement, by=office.asks, reason="ลดกิจกรรม", amount=Decimal("90000.00"), parts=parts)
    wrong = {"right_amount": Decimal("70.00"), "reason": "พิมพ์ผิด", "document_number": "บค 8"}
    Correction.propose(came_back, by=office.asks, **wrong)
    money = {"unspent": Decimal("500.00"), "interest": Decimal("1.25"), "on": ON, "document_number": "โอน 77"}
    ReturnNotice.report(agreement, by=office.pays, **money)
    readers = [office.asks, office.approves, office.pays, office.mentors, office.head]
    readers += [office.coordinator_of(agreement), make.user("reads", Role.COMMITTEE_MEMBER, 6)]
    for reader in readers:
        page = text_at(browser_of(reader), f"/agreements/{agreement.pk}/")
        rows = [words_of(row) for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL)]
        for words in (
            ("35,000.00", "รอพิจารณาแก้ไขเป็น 30,000.00"),  # at the second instalment
            ("60,000.00", "รอพิจารณา", "ว่าไม่ได้จ่ายจริง"),  # at the first
            ("100.00", "รอพิจารณา: แก้เป็น 70.00"),  # at the return in the ledger
            ("โอน 77", "501.25", "ยังไม่นับ"),  # beside the ledger
        ):
            assert any(all(word in row for word in words) for row in rows), (reader, words, rows)
        assert "การแก้ไขสัญญา · จำนวนเงิน 95,000.00 → 90,000.00" in words_of(page)


def test_a_page_asks_the_database_as_often_for_many_rows_as_for_few(
    office: Office, programme: Programme
) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as counted:
            assert client.get(address).status_code == 200
        return len(counted)

    client = browser_of(office.asks)
    for number in range(3):
        office.draft(make.allocation(programme, f"หน่วยงาน {number}", "10000"), "10000")
    client.get("/agreements/")
    few = queries("/agreements/")
    for number in range(3, 12):
        office.draft(make.allocation(programme, f"หน่วยงาน {number}", "10000"), "10000")
    assert queries("/agreements/") == few
    small = office.active(make.allocation(programme, "น้อยงวด", "20000"), "10000", "10000")
    large = office.active(make.allocation(programme, "หลายงวด", "80000"), *["10000"] * 8)
    office.accept(office.report(office.pay(small, 1)))
    for number in range(1, 8):
        office.accept(office.report(office.pay(large, number)))
    assert queries(f"/agreements/{large.pk}/") == queries(f"/agreements/{small.pk}/")


# Papers


def test_the_scan_is_attached_by_staff_and_read_inside_the_walls(
    office: Office, active: Agreement, officer_11: User, member_6: User
) -> None:
    home = f"/agreements/{active.pk}/"
    client = browser_of(office.asks)
    wrong = client.post(f"{home}attach-scan/", {"scan": SimpleUploadedFile("สัญญา.pdf", b"MZ")})
    assert wrong.status_code == 422
    assert client.get(f"{home}scan/").status_code == 404
    client.post(f"{home}attach-scan/", {"scan": SimpleUploadedFile("สัญญา.pdf", PDF)})
    for person in (office.coordinator_of(active), office.mentors, office.asks):
        answer = browser_of(person).get(f"{home}scan/")
        assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"].startswith("attachment")
    for person in (officer_11, member_6, office.pays):
        assert browser_of(person).get(f"{home}scan/").status_code == 404


def test_the_document_is_downloaded_from_the_page(office: Office, active: Agreement) -> None:
    client = browser_of(office.coordinator_of(active))
    answer = client.get(f"/agreements/{active.pk}/agreement.docx")
    text = "\n".join(part.text for part in Document(io.BytesIO(answer.content)).paragraphs)
    assert "เก้าหมื่นห้าพันบาทถ้วน" in text
    template = AgreementTemplate(region=active.programme.region, kind="contract")
    template.file.save("broken.docx", SimpleUploadedFile("broken.docx", b"PK"))
    page = client.get(f"/agreements/{active.pk}/agreement.docx", follow=True)
    assert page.redirect_chain[-1][0] == f"/agreements/{active.pk}/"
    assert ".docx" in said(page)
    template.file.delete(save=False)
    AgreementTemplate.objects.filter(pk=template.pk).update(file="templates/lost.docx")
    assert "อัปโหลด" in said(client.get(f"/agreements/{active.pk}/agreement.docx", follow=True))


def test_after_a_refused_form_the_page_can_be_read_again_and_in_the_other_language(
    office: Office, active: Agreement
) -> None:
    home = f"/agreements/{active.pk}/"
    client = browser_of(office.asks)
    refused = client.post(f"{home}returns/", {"unspent": "มาก"})
    assert refused.status_code == 422
    button = next(form for form in read(refused.text).forms if form.action == "/language/")
    english = client.post("/language/", {**button.data, "language": "en"}, follow=True)
    assert english.redirect_chain[-1] == (home, 302)
    assert "Instalment" in english.text
    assert client.get(f"{home}attach-scan/").url == home


# Those who read only


def test_readers_see_no_button_and_every_door_is_closed_to_them(
    office: Office, active: Agreement, member_6: User
) -> None:
    amendment = Amendment.propose_cancellation(active, by=office.asks, reason="ถอนตัว")
    part = active.instalments.get(number=2)
    notice = ReturnNotice.report(
        active,
        by=office.asks,
        unspent=Decimal(1),
        interest=Decimal(0),
        on=date(2024, 10, 1),
        document_number="รด 1",
    )
    doors = [
        *(
            f"/agreements/{active.pk}/{name}/"
            for name in (
                "draft",
                "amend",
                "sign",
                "sign-into-force",
                "take-back",
                "activate",
                "end",
                "cancel",
            )
        ),
        f"/agreements/{active.pk}/attach-scan/",
        f"/agreements/{active.pk}/returns/",
        *(f"/agreements/instalments/{part.pk}/{name}/" for name in ("request", "approve", "return")),
    ]
    page = text_at(browser_of(office.approves), f"/agreements/{active.pk}/")
    assert 'action="/agreements/' in page
    assert 'action="/requests/' in page
    decisions = [(asked, act) for asked in (amendment, notice) for act in ("approve", "refuse", "withdraw")]
    for person in (member_6, office.mentors):
        client = browser_of(person)
        page = text_at(client, f"/agreements/{active.pk}/")
        assert 'action="/agreements/' not in page
        assert 'action="/requests/' not in page
        assert [client.post(door).status_code for door in doors] == [403] * len(doors)
        assert {decide(client, *decision).status_code for decision in decisions} == {403}
    outsider = browser_of(make.user("officer_of_11", Role.REGIONAL_STAFF, 11))
    assert [outsider.post(door).status_code for door in doors] == [404] * len(doors)
    assert {decide(outsider, *decision).status_code for decision in decisions} == {404}


def test_a_closed_year_shows_no_door(office: Office, active: Agreement) -> None:
    address = f"/agreements/{active.pk}/"
    assert 'action="/agreements/' in text_at(browser_of(office.asks), address)
    office.pay(active, 2)
    office.accept(office.report(active.instalments.get(number=2), spent="52500"))
    office.give_back(active, "0.00", interest="12.50")
    end(active, by=office.approves)
    programme = active.programme
    office.settle(programme, programme.ceiling - Decimal("95000"))
    close_year(programme, by=office.approves)
    assert 'action="/agreements/' not in text_at(browser_of(office.asks), address)


def test_the_admin_looks_agreements_entries_and_reports_up_and_writes_none(
    office: Office, active: Agreement, officer_11: User
) -> None:
    entry, report = active.entries.first(), active.instalments.get(number=1).report
    client = browser_of(office.asks)
    for name, record in (("agreement", active), ("entry", entry), ("report", report)):
        assert NAME in client.get(f"/admin/grants/{name}/").text or name == "entry"
        page = client.get(f"/admin/grants/{name}/{record.pk}/change/")
        assert page.status_code == 200
        assert 'name="_save"' not in page.text
        assert "2023" not in page.text  # days are of the Buddhist era here too
        assert client.post(f"/admin/grants/{name}/{record.pk}/change/", {}).status_code == 403
        assert client.get(f"/admin/grants/{name}/add/").status_code == 403
        assert f"/agreements/{active.pk}/" in page.text or name == "report"
        assert browser_of(officer_11).get(f"/admin/grants/{name}/{record.pk}/change/").status_code == 302
