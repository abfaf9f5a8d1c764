"""What is written and decided on an agreement's pages, from draft to end, and that nothing typed is lost."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from grants.agreements.drafting import change, draw_up
from grants.models import (
    Agreement,
    Allocation,
    Amendment,
    Entry,
    ReturnNotice,
)
from grants.payments.paying import pay
from people.models import User
from people.roles import Role
from tests import make
from tests.grants.doors import decide
from tests.grants.steps import Office, seen
from tests.html import browser_of, forms_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]
NAME = "ศูนย์ประสานงานหลักประกันสุขภาพประชาชน ชลบุรี"
PDF = b"%PDF-1.7 a sample"


def rows(*told: tuple[str, str, str]) -> dict[str, str]:
    """Typed rows of instalments: amount, due day, what each waits for."""
    data = {"parts-TOTAL_FORMS": str(len(told)), "parts-INITIAL_FORMS": "0"}
    for index, (amount, due, waits) in enumerate(told):
        data |= {
            f"parts-{index}-amount": amount,
            f"parts-{index}-due_on": due,
            f"parts-{index}-waits_for": waits,
        }
    return data


def draft_data(agreement: Agreement, **changes: str) -> dict[str, str]:
    return {
        **rows(),
        "opened_version": str(agreement.version),
        "kind": agreement.kind,
        "number_as_typed": agreement.number_as_typed,
        "amount": str(agreement.amount),
    } | changes


# The draft


def test_an_agreement_goes_from_draft_to_its_end_on_its_pages(office: Office, allocation: Allocation) -> None:
    agreement = draw_up(allocation, Decimal("95000"), by=office.asks)
    asks, approves = browser_of(office.asks), browser_of(office.approves)
    pays, coordinates = browser_of(office.pays), browser_of(office.coordinator_of(agreement))
    home = f"/agreements/{agreement.pk}/"
    data = draft_data(
        agreement, number_as_typed="สปสช.06/12", starts_on="1 พ.ย. 2566", ends_on="30/9/2567", amount="๙๕,๐๐๐"
    )
    pattern = asks.post(f"{home}draft/", data | rows() | {"pattern": "50-50"})
    assert [form.initial["amount"] for form in pattern.context["rows"].forms[:2]] == [Decimal("47500.00")] * 2
    assert "สปสช.06/12" in pattern.text
    agreement.refresh_from_db()
    assert agreement.number_as_typed == ""
    typed = rows(("50%", "15 พ.ย. 2566", "ลงนามแล้ว"), ("ร้อยละ ๕๐", "", ""), ("", "", ""))
    assert asks.post(f"{home}draft/", data | typed).status_code == 302
    days = {"signed_on": "20 ต.ค. 2566", "starts_on": "1 พ.ย. 2566", "ends_on": "30 ก.ย. 2567"}
    assert asks.post(f"{home}sign/", days | {"seen": seen(agreement)}).status_code == 302
    agreement.refresh_from_db()
    assert (agreement.state, agreement.signed_on, agreement.ends_on) == (
        "signed",
        date(2023, 10, 20),
        date(2024, 9, 30),
    )
    commitment = {"on": "20 ต.ค. 2566", "document_number": "ผก 1"}
    assert "put_in_force" not in asks.get(home).context["forms"]
    assert "put_in_force" in approves.get(home).context["forms"]
    commitment |= {"seen": seen(agreement)}
    assert asks.post(f"{home}activate/", commitment).status_code == 422  # who recorded the signing does not
    assert approves.post(f"{home}activate/", commitment).status_code == 302
    assert agreement.entries.get().document_number == "ผก 1"
    for part in agreement.instalments.order_by("number"):
        asks.post(f"/agreements/instalments/{part.pk}/request/", {"seen": seen(part)})
        approves.post(f"/agreements/instalments/{part.pk}/approve/", {"seen": seen(part)})
        part.refresh_from_db()
        pay(part, by=office.pays, on=date(2023, 11, 20), document_number=f"บค {part.number}")
        office.accept(office.report(part, spent="47000"))
    notice = {"unspent": "1,000", "interest": "", "on": "10 ต.ค. 2567", "document_number": "รด 1"}
    assert coordinates.post(f"{home}returns/", notice).status_code == 302
    reported = ReturnNotice.objects.get()
    assert decide(coordinates, reported).status_code == 403
    decide(pays, reported)
    assert agreement.entries.get(kind=Entry.Kind.RETURN).requested_by == office.coordinator_of(agreement)
    approves.post(f"{home}end/", {"seen": seen(agreement)})
    agreement.refresh_from_db()
    assert agreement.state == "ended"


def test_who_comes_second_sees_the_first_ones_values_and_keeps_her_own(
    office: Office, allocation: Allocation
) -> None:
    agreement = draw_up(allocation, Decimal("95000"), by=office.asks)
    address = f"/agreements/{agreement.pk}/draft/"
    stale = draft_data(agreement, office_signatory="นางช้า")
    browser_of(office.asks).post(address, draft_data(agreement, office_signatory="นายเร็ว"))
    second = browser_of(office.approves)
    page = second.post(address, stale)
    assert page.status_code == 422
    assert "นางช้า" in page.text
    assert "นายเร็ว" in "".join(page.context["form"].errors["office_signatory"])
    agreement.refresh_from_db()
    assert agreement.office_signatory == "นายเร็ว"
    again = dict(stale, opened_version=page.context["form"]["opened_version"].value())
    assert second.post(address, again).status_code == 302
    agreement.refresh_from_db()
    assert agreement.office_signatory == "นางช้า"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": "95,000.01"}, "amount"),
        ({"amount": "เก้าหมื่น"}, "amount"),
        ({"starts_on": "31/2/2567"}, "starts_on"),
        ({"starts_on": "1/10/2567", "ends_on": "30/9/2567"}, "__all__"),
    ],
    ids=["more than allocated", "words", "no such day", "ends before it starts"],
)
def test_what_a_draft_cannot_say_is_refused_and_stays_typed(
    office: Office, allocation: Allocation, changes: dict[str, str], field: str
) -> None:
    agreement = draw_up(allocation, Decimal("95000"), by=office.asks)
    page = browser_of(office.asks).post(
        f"/agreements/{agreement.pk}/draft/", draft_data(agreement, office_signatory="คงไว้", **changes)
    )
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert "คงไว้" in page.text


@pytest.mark.parametrize(
    ("typed", "amounts"),
    [
        ((("40%", "", ""), ("40%", "", ""), ("20%", "", "")), ["38000.00", "38000.00", "19000.00"]),
        ((("33%", "", ""), ("33%", "", ""), ("34%", "", "")), ["31350.00", "31350.00", "32300.00"]),
        ((("20,000", "", ""), ("75000.-", "", "")), ["20000.00", "75000.00"]),
        ((("100%", "", ""),), ["95000.00"]),
    ],
)
def test_instalments_are_typed_in_baht_or_percent(
    office: Office, allocation: Allocation, typed: Any, amounts: list[str]
) -> None:
    agreement = draw_up(allocation, Decimal("95000"), by=office.asks)
    data = draft_data(agreement) | rows(*typed)
    browser_of(office.asks).post(f"/agreements/{agreement.pk}/draft/", data)
    kept = agreement.instalments.order_by("number").values_list("amount", flat=True)
    assert [str(amount) for amount in kept] == amounts


def test_half_a_satang_of_a_percentage_beside_an_amount_counts_as_a_whole_one(
    office: Office, allocation: Allocation
) -> None:
    agreement = draw_up(allocation, Decimal("94999.70"), by=office.asks)
    data = draft_data(agreement) | rows(("25%", "", ""), ("71,249.77", "", ""))
    browser_of(office.asks).post(f"/agreements/{agreement.pk}/draft/", data)
    kept = agreement.instalments.order_by("number").values_list("amount", flat=True)
    assert [str(amount) for amount in kept] == ["23749.93", "71249.77"]


@pytest.mark.parametrize(
    "typed",
    [
        (("40%", "", ""), ("40%", "", "")),
        (("95,000.01", "", ""),),
        (("", "15 พ.ย. 2566", ""), ("95000", "", "")),
        (("12.5%", "", ""),),
        (("0", "", ""), ("95000", "", "")),
        (("มาก", "", ""),),
    ],
    ids=["too little", "too much", "a day without an amount", "part of a percent", "nothing", "words"],
)
def test_rows_that_do_not_make_the_amount_are_refused_and_stay_typed(
    office: Office, allocation: Allocation, typed: Any
) -> None:
    agreement = draw_up(allocation, Decimal("95000"), by=office.asks)
    blank = ("", "", "ข้อความที่พิมพ์ไว้") if typed[0][0] == "95,000.01" else ("", "", "")
    data = draft_data(agreement) | rows(*typed, blank)
    page = browser_of(office.asks).post(f"/agreements/{agreement.pk}/draft/", data)
    assert page.status_code == 422
    assert f'value="{typed[0][0]}"' in page.text or not typed[0][0]
    assert not agreement.instalments.exists()


@pytest.mark.parametrize(("count", "status", "kept"), [(12, 302, 12), (13, 422, 0)])
def test_a_year_has_twelve_months_and_an_agreement_no_more_instalments(
    count: int, status: int, kept: int, office: Office, allocation: Allocation
) -> None:
    agreement = draw_up(allocation, Decimal("95000"), by=office.asks)
    last = str(95_000 - 7_000 * (count - 1))
    data = draft_data(agreement) | rows(*[("7000", "", "")] * (count - 1), (last, "", "คราวสุดท้าย"))
    page = browser_of(office.asks).post(f"/agreements/{agreement.pk}/draft/", data)
    assert (page.status_code, agreement.instalments.count()) == (status, kept)
    assert kept or "คราวสุดท้าย" in page.text


def test_instalments_on_an_old_page_do_not_overwrite_a_changed_draft(
    office: Office, allocation: Allocation
) -> None:
    agreement = office.draft(allocation, "95000")
    old = draft_data(agreement) | rows(("50%", "", ""), ("50%", "", ""))
    change(agreement, by=office.approves, version=agreement.version, office_signatory="นายเร็ว")
    page = browser_of(office.asks).post(f"/agreements/{agreement.pk}/draft/", old)
    assert page.status_code == 422
    assert "งวดที่ 1 · 95,000.00" in page.text  # what is saved now
    assert 'value="50%"' in page.text
    assert agreement.instalments.count() == 1
    again = old | {"opened_version": str(page.context["form"]["opened_version"].value())}
    assert browser_of(office.asks).post(f"/agreements/{agreement.pk}/draft/", again).status_code == 302
    assert agreement.instalments.count() == 2


def test_a_pattern_meets_no_colleagues_draft_unseen(office: Office, allocation: Allocation) -> None:
    """Rows by a pattern are only shown: a newer draft of a colleague is still met when they are saved."""
    agreement = office.draft(allocation, "95000")
    old = draft_data(agreement, office_signatory="นางช้า")
    change(agreement, by=office.approves, version=agreement.version, office_signatory="นายเร็ว")
    address, hers = f"/agreements/{agreement.pk}/draft/", browser_of(office.asks)
    shown = hers.post(address, old | {"pattern": "40-40-20"})
    assert "38,000.00" in shown.text
    assert "นางช้า" in shown.text
    sent = next(form for form in forms_of(shown.text) if form.action in ("", address)).data
    assert hers.post(address, sent).status_code == 422
    agreement.refresh_from_db()
    assert agreement.office_signatory == "นายเร็ว"


# The paper is signed when it is written down


DAYS = {"signed_on": "20 ต.ค. 2566", "starts_on": "1 พ.ย. 2566", "ends_on": "30 ก.ย. 2567"}


def new_draft(allocation: Allocation, **changes: str) -> dict[str, str]:
    return {"kind": "contract", "amount": "95,000", **rows(("100%", "", "")), **changes}


def test_one_form_draws_up_and_signs_and_keeps_nothing_of_what_is_refused(
    office: Office, allocation: Allocation
) -> None:
    hers, address = browser_of(office.asks), f"/agreements/draw-up/{allocation.pk}/"
    for lacking in ({"signed_on": ""}, {"amount": "95,000.01"}, rows(("40%", "", "")), rows()):
        page = hers.post(address, new_draft(allocation, **DAYS, sign="1") | lacking)
        assert page.status_code == 422, lacking
        assert 'value="1 พ.ย. 2566"' in page.text
        assert not Agreement.objects.exists()
    assert hers.post(address, new_draft(allocation, **DAYS, sign="1")).status_code == 302
    agreement = Agreement.objects.get()
    assert (agreement.state, agreement.signed_by) == ("signed", office.asks)
    assert agreement.instalments.get().state == "planned"  # nobody ticked that its payment is asked for
    assert hers.get(address).headers["Location"].startswith("/programmes/")


def test_a_payment_asked_for_with_the_signing_waits_until_the_agreement_is_in_force(
    office: Office, allocation: Allocation
) -> None:
    hers, his = browser_of(office.asks), browser_of(office.approves)
    typed = new_draft(allocation, **DAYS, sign="1", ask_payment="1")
    hers.post(f"/agreements/draw-up/{allocation.pk}/", typed)
    agreement = Agreement.objects.get()
    home = f"/agreements/{agreement.pk}/"
    part = agreement.instalments.get()
    assert (part.state, part.requested_by) == ("requested", office.asks)
    his.post(f"/agreements/instalments/{part.pk}/approve/", {"seen": part.shown})
    part.refresh_from_db()
    assert part.state == "requested"
    commitment = {"on": "20 ต.ค. 2566", "document_number": "ผก 1", "seen": agreement.shown}
    refused = his.post(f"{home}activate/", commitment | {"payment_seen": "of another day"})
    assert refused.status_code == 422
    agreement.refresh_from_db()
    assert agreement.state == "signed"  # both or neither
    assert 'name="payment_seen"' in refused.text
    assert his.post(f"{home}activate/", commitment | {"payment_seen": part.shown}).status_code == 302
    part.refresh_from_db()
    assert (part.state, part.approved_by) == ("approved", office.approves)


def test_a_payment_that_she_asked_for_herself_is_not_offered_to_be_approved_with_putting_in_force(
    office: Office, allocation: Allocation
) -> None:
    agreement = office.sign(office.draft(allocation, "95000"))
    his, home = browser_of(office.approves), f"/agreements/{agreement.pk}/"
    part = agreement.instalments.get()
    his.post(f"/agreements/instalments/{part.pk}/request/", {"seen": seen(part)})
    assert agreement.instalments.get().requested_by == office.approves
    page = his.get(home).text
    assert f'action="{home}activate/"' in page
    assert 'name="payment_seen"' not in page
    third = browser_of(make.user("third", Role.REGIONAL_STAFF, 6)).get(home).text
    assert 'name="payment_seen"' in third


def test_a_signing_taken_back_takes_back_what_was_asked_for_with_it(
    office: Office, allocation: Allocation
) -> None:
    hers = browser_of(office.asks)
    hers.post(
        f"/agreements/draw-up/{allocation.pk}/", new_draft(allocation, **DAYS, sign="1", ask_payment="1")
    )
    agreement = Agreement.objects.get()
    assert hers.post(f"/agreements/{agreement.pk}/take-back/", {"seen": seen(agreement)}).status_code == 302
    part = agreement.instalments.get()
    assert (part.state, part.requested_by) == ("planned", None)
    assert (
        hers.post(f"/agreements/{agreement.pk}/sign/", {**DAYS, "seen": seen(agreement)}).status_code == 302
    )


def test_where_signing_is_enough_another_person_than_the_writer_signs(
    office: Office, allocation: Allocation, settings: LazySettings
) -> None:
    hers, his = browser_of(office.asks), browser_of(office.approves)
    hers.post(f"/agreements/draw-up/{allocation.pk}/", new_draft(allocation))
    agreement = Agreement.objects.get()
    home = f"/agreements/{agreement.pk}/"
    press = f'action="{home}sign-into-force/"'
    assert press not in his.get(home).text
    settings.AGREEMENT_IN_FORCE_ON_SIGNING = True
    assert press in his.get(home).text
    assert press not in hers.get(home).text
    typed = DAYS | {"seen": agreement.shown, "document_number": "ผก 1"}
    assert hers.post(f"{home}sign-into-force/", typed).status_code == 422
    assert his.post(f"{home}sign-into-force/", typed | {"seen": "of another day"}).status_code == 422
    assert his.post(f"{home}sign-into-force/", typed).status_code == 302
    entry = agreement.entries.get()
    assert (entry.requested_by, entry.approved_by, entry.document_number) == (
        office.asks,
        office.approves,
        "ผก 1",
    )


def test_a_refused_signing_comes_back_with_its_days(office: Office, allocation: Allocation) -> None:
    agreement = office.draft(allocation, "95000")
    days = {"signed_on": "20 ต.ค. 2566", "starts_on": "1 ต.ค. 2567", "ends_on": "30 ก.ย. 2567"}
    page = browser_of(office.asks).post(
        f"/agreements/{agreement.pk}/sign/", {**days, "seen": seen(agreement)}
    )
    assert page.status_code == 422
    assert 'value="1 ต.ค. 2567"' in page.text
    assert page.context["refusals"]


def test_a_signed_agreement_is_taken_back_or_cancelled_with_a_reason(
    office: Office, allocation: Allocation
) -> None:
    agreement = office.sign(office.draft(allocation, "95000"))
    client = browser_of(office.asks)
    client.post(f"/agreements/{agreement.pk}/take-back/", {"seen": seen(agreement)})
    agreement.refresh_from_db()
    assert agreement.state == "draft"
    assert client.post(f"/agreements/{agreement.pk}/cancel/", {"reason": " "}).status_code == 422
    client.post(f"/agreements/{agreement.pk}/cancel/", {"seen": seen(agreement)} | {"reason": "องค์กรขอถอนตัว"})
    agreement.refresh_from_db()
    assert agreement.state == "cancelled"
    assert "องค์กรขอถอนตัว" in client.get(f"/agreements/{agreement.pk}/").text


# Amendments


def amendment_data(agreement: Agreement, amount: str, *typed: tuple[str, str, str]) -> dict[str, str]:
    return {
        "amount": amount,
        "ends_on": "30 พ.ย. 2567",
        "reason": "น้ำท่วม",
        "opened_version": str(agreement.version),
    } | rows(*typed)


def test_an_amendment_is_asked_for_shown_side_by_side_and_approved_by_another(
    office: Office, active: Agreement
) -> None:
    home = f"/agreements/{active.pk}/"
    page = browser_of(office.asks).get(f"{home}amend/")
    assert (page.context["lowest"], page.context["highest"]) == (Decimal("76000"), Decimal("114000"))
    assert [part.number for part in page.context["fixed"]] == [1]
    data = amendment_data(active, "87,500", ("40,000", "15 มี.ค. 2567", ""))
    assert browser_of(office.asks).post(f"{home}amend/", data).status_code == 302
    amendment = Amendment.objects.get()
    assert not amendment.needs_head_office
    own = browser_of(office.asks).get(home).context["reading"].amendments[0]
    assert (own.asked.may["approve"], own.asked.may["refuse"], own.asked.may["withdraw"]) == (
        False,
        False,
        True,
    )
    changed = {each.label: (each.before, each.after) for each in own.differences if each.is_changed}
    assert changed == {
        "จำนวนเงิน": ("95,000.00", "87,500.00"),
        "วันสิ้นสุด": ("30 ก.ย. 2567", "30 พ.ย. 2567"),
        "งวดที่ 2": ("47,500.00 · กำหนด 15 มี.ค. 2567", "40,000.00 · กำหนด 15 มี.ค. 2567"),
    }
    decide(browser_of(office.asks), amendment)
    amendment.refresh_from_db()
    assert amendment.state == "waiting"
    decide(browser_of(office.approves), amendment)
    active.refresh_from_db()
    assert (active.amount, active.ends_on) == (Decimal("87500.00"), date(2024, 11, 30))


def test_a_large_change_is_for_head_office_alone(office: Office, active: Agreement) -> None:
    home = f"/agreements/{active.pk}/"
    browser_of(office.asks).post(f"{home}amend/", amendment_data(active, "60000", ("12500", "", "")))
    amendment = Amendment.objects.get()
    assert amendment.needs_head_office
    region = browser_of(office.approves)
    assert not region.get(home).context["reading"].amendments[0].asked.may["approve"]
    decide(region, amendment)
    amendment.refresh_from_db()
    assert amendment.state == "waiting"
    decide(browser_of(office.head), amendment)
    active.refresh_from_db()
    assert active.amount == Decimal("60000.00")


def test_an_amendment_is_refused_with_an_answer(office: Office, active: Agreement) -> None:
    amendment = Amendment.propose_cancellation(active, by=office.asks, reason="ถอนตัว")
    client = browser_of(office.approves)
    decide(client, amendment, "refuse", " ")
    amendment.refresh_from_db()
    assert amendment.state == "waiting"
    assert "ขอเอกสารเพิ่ม" in decide(client, amendment, "refuse", "ขอเอกสารเพิ่ม").text


def test_a_refused_amendment_page_keeps_what_was_typed(office: Office, active: Agreement) -> None:
    data = amendment_data(active, "87,500", ("39,999", "", "เงื่อนไขใหม่"))
    page = browser_of(office.asks).post(f"/agreements/{active.pk}/amend/", data)
    assert page.status_code == 422
    for typed in ("87,500", "39,999", "เงื่อนไขใหม่", "น้ำท่วม"):
        assert typed in page.text
    data = amendment_data(active, "87,500", ("40,000", "", "")) | {"opened_version": "1"}
    page = browser_of(office.asks).post(f"/agreements/{active.pk}/amend/", data)
    assert page.status_code == 422
    data["opened_version"] = page.context["form"]["opened_version"].value()
    assert browser_of(office.asks).post(f"/agreements/{active.pk}/amend/", data).status_code == 302


def test_the_cancellation_of_an_agreement_in_force_takes_two(office: Office, active: Agreement) -> None:
    browser_of(office.asks).post(f"/agreements/{active.pk}/ask-cancellation/", {"reason": "เลิกกิจการ"})
    active.refresh_from_db()
    assert active.state == "active"
    decide(browser_of(office.approves), Amendment.objects.get())
    active.refresh_from_db()
    assert (active.state, active.committed) == ("cancelled", Decimal("47500.00"))


# Payments and returns


def test_a_payment_request_is_sent_back_with_what_has_to_change(office: Office, active: Agreement) -> None:
    part = active.instalments.get(number=2)
    browser_of(office.pays).post(f"/agreements/instalments/{part.pk}/request/", {"seen": seen(part)})
    row = browser_of(office.pays).get(f"/agreements/{active.pk}/").context["reading"].parts[1]
    assert (row.may["approve"], row.may["send_back"]) == (False, True)
    client, address = browser_of(office.approves), f"/agreements/instalments/{part.pk}/return/"
    client.post(address, {"reason": "", "seen": seen(part)})
    part.refresh_from_db()
    assert part.state == "requested"
    client.post(address, {"reason": "แนบใบสำคัญ", "seen": seen(part)})
    assert "แนบใบสำคัญ" in client.get(f"/agreements/{active.pk}/").text


def test_a_return_waits_shows_its_slip_and_is_refused_with_an_answer(
    office: Office, active: Agreement, officer_11: User
) -> None:
    coordinator = browser_of(office.coordinator_of(active))
    data = {"unspent": "5,000", "interest": "12.50", "on": "10 ต.ค. 2567", "document_number": "รด 1"}
    home = f"/agreements/{active.pk}/"
    wrong = coordinator.post(f"{home}returns/", data | {"slip": SimpleUploadedFile("a.exe", b"MZ")})
    assert wrong.status_code == 422
    assert "5,000" in wrong.text
    coordinator.post(f"{home}returns/", data | {"slip": SimpleUploadedFile("สลิป.pdf", PDF)})
    notice = ReturnNotice.objects.get()
    assert not active.entries.filter(kind="return").exists()
    slip = f"/agreements/returns/{notice.pk}/slip/"
    assert b"".join(browser_of(office.pays).get(slip).streaming_content) == PDF  # type: ignore[attr-defined]
    assert browser_of(officer_11).get(slip).status_code == 404
    decide(browser_of(office.pays), notice, "refuse", "ไม่พบยอด")
    assert "ไม่พบยอด" in coordinator.get(home).text
    too_much = coordinator.post(f"{home}returns/", data | {"unspent": "47,500.01"})
    assert too_much.status_code == 422


def test_who_reported_a_return_takes_it_back(office: Office, active: Agreement) -> None:
    coordinator = office.coordinator_of(active)
    data = {"unspent": "5,000", "interest": "", "on": "10 ต.ค. 2567", "document_number": "รด 1"}
    client = browser_of(coordinator)
    client.post(f"/agreements/{active.pk}/returns/", data)
    notice = ReturnNotice.objects.get()
    row = client.get(f"/agreements/{active.pk}/").context["reading"].notices[0]
    assert (row.may["approve"], row.may["refuse"], row.may["withdraw"]) == (False, False, True)
    decide(client, notice, "withdraw")
    notice.refresh_from_db()
    assert (notice.state, notice.decided_by) == ("withdrawn", coordinator)
