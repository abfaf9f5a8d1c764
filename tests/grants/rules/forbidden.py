"""Statements of raw SQL that would break a rule of money, each with the name of the rule that refuses it."""

from collections.abc import Iterable, Iterator

from tests.grants.raw_sql import delete, insert, rows, update

Cases = Iterable[tuple[str, str]]  # a statement, the name of the rule that refuses it

CEILING = "programme_allocated_within_ceiling"
PROGRAMMES: Cases = [
    (insert("programme", state="closed"), "programme_starts_empty"),
    (insert("programme", allocated=5000), "programme_starts_empty"),
    (insert("programme", ceiling=-1), CEILING + " programme_ceiling_not_negative"),
    *(
        (update("programme", "open_year", f"ceiling = {ceiling}"), "ceiling_changes_by_request")
        for ceiling in (84999, -1, 90000, 100001, 110000, 99000000)
    ),
    (update("programme", "planned_year", "ceiling = -1"), CEILING + " programme_ceiling_not_negative"),
    (update("programme", "open_year", "allocated = 0"), "counter_is_a_sum"),
    (update("programme", "open_year", "allocated = allocated - 9000"), "counter_is_a_sum"),
    (update("programme", "open_year", "state = 'planned'"), "programme_moves_in_order"),
    (update("programme", "open_year", "state = 'gone'"), "programme_moves_in_order"),
    (update("programme", "planned_year", "state = 'closed'"), "programme_moves_in_order"),
    (update("programme", "closed_year", "state = 'planned'"), "programme_moves_in_order"),
    (update("programme", "open_year", "state = 'closed'"), "programme_closes_without_live_agreements"),
    (update("programme", "closed_year", "ceiling = ceiling + 100"), "programme_closed_is_fixed"),
    (update("programme", "closed_year", "ceiling = 1, state = 'open'"), "programme_closed_is_fixed"),
    (update("programme", "open_year", "fiscal_year = 2570"), "programme_keeps_its_year"),
    (update("programme", "open_year", "region_id = 11"), "allocation_within_one_region"),
    (update("programme", "open_year", "id = 9999"), "row_keeps_its_key"),
    (delete("programme", "open_year"), "parent_goes_last"),
    (delete("programme", "closed_year"), "parent_goes_last year_is_closed"),
]
ALLOCATIONS: Cases = [
    (insert("allocation", amount=15001), CEILING),
    (rows("allocation", {"amount": 9000}, {"amount": 6001, "organisation_id": "{holder}"}), "any"),
    (
        insert("allocation", amount=-1),
        "allocation_amount_not_negative allocation_agreed_within_amount",
    ),
    (insert("allocation", agreed=500), "allocation_starts_uncommitted"),
    (insert("allocation", state="contracted"), "allocation_starts_uncommitted"),
    (insert("allocation", state="cancelled"), "allocation_starts_uncommitted"),
    (insert("allocation", programme_id="{closed_year}"), "year_is_closed"),
    (insert("allocation", programme_id=9999), "parent_comes_first"),
    (insert("allocation", organisation_id=9999), "parent_comes_first"),
    (insert("allocation", organisation_id="{other_region}"), "allocation_within_one_region"),
    (update("allocation", "planned_allocation", "amount = 24001"), CEILING),
    (update("allocation", "active_allocation", "amount = 8999"), "allocation_agreed_within_amount"),
    (update("allocation", "active_allocation", "agreed = 0"), "counter_is_a_sum"),
    (update("allocation", "planned_allocation", "agreed = agreed + 1"), "counter_is_a_sum"),
    (update("allocation", "closed_allocation", "amount = amount - 1"), "year_is_closed"),
    (update("allocation", "closed_allocation", "state = 'cancelled'"), "year_is_closed"),
    (delete("allocation", "closed_allocation"), "parent_goes_last year_is_closed"),
    (update("allocation", "planned_allocation", "programme_id = {closed_year}"), "year_is_closed"),
    (update("allocation", "planned_allocation", "programme_id = 9999"), "parent_comes_first"),
    (update("allocation", "draft_allocation", "organisation_id = {organisation}"), "any"),
    (update("allocation", "active_allocation", "programme_id = {planned_year}"), "any"),
    (
        update("allocation", "planned_allocation", "programme_id = {empty_year}"),
        "allocation_within_one_region",
    ),
    (update("allocation", "cancelled_allocation", "state = 'planned'"), "any"),
    (update("allocation", "cancelled_allocation", "amount = 100000"), "allocation_cancelled_is_fixed"),
    (update("allocation", "planned_allocation", "state = 'spent'"), "allocation_moves_in_order"),
    (update("allocation", "active_allocation", "state = 'contracted'"), "allocation_moves_in_order"),
    (
        update("allocation", "active_allocation", "state = 'cancelled'"),
        "allocation_cancelled_without_live_agreements",
    ),
    (delete("allocation", "active_allocation"), "parent_goes_last"),
    (update("allocation", "active_allocation", "id = 9999"), "row_keeps_its_key"),
    ("UPDATE centres_organisation SET region_id = 11 WHERE id = {holder}", "allocation_within_one_region"),
    ("UPDATE centres_organisation SET id = 9999 WHERE id = {holder}", "allocation_within_one_region"),
    ("DELETE FROM centres_organisation WHERE id = {holder}", "parent_goes_last"),
]
AGREEMENTS: Cases = [
    (insert("agreement", state="active"), "agreement_starts_as_draft"),
    (insert("agreement", state="paid"), "agreement_starts_as_draft"),
    (insert("agreement", paid=100), "agreement_starts_as_draft"),
    (insert("agreement", committed=100), "agreement_starts_as_draft"),
    (insert("agreement", amount=9001), "allocation_agreed_within_amount"),
    (insert("agreement", allocation_id="{active_allocation}", amount=1), "allocation_agreed_within_amount"),
    (insert("agreement", amount=0), "agreement_amount_positive"),
    (insert("agreement", amount=-500), "agreement_amount_positive"),
    (insert("agreement", allocation_id="{cancelled_allocation}"), "allocation_is_cancelled"),
    (insert("agreement", allocation_id="{closed_allocation}"), "year_is_closed"),
    (insert("agreement", allocation_id=9999), "parent_comes_first"),
    (update("agreement", "draft", "amount = 9001"), "allocation_agreed_within_amount"),
    (update("agreement", "active", "amount = 4999"), "agreement_paid_within_amount"),
    (update("agreement", "ended", "amount = amount - 1"), "agreement_over_is_fixed"),
    (update("agreement", "cancelled", "amount = amount - 1"), "agreement_over_is_fixed"),
    (update("agreement", "closed_agreement", "amount = 1"), "year_is_closed"),
    (update("agreement", "closed_agreement", "scan = 'other.pdf'"), "year_is_closed"),
    (update("agreement", "active", "paid = 0"), "counter_is_a_sum"),
    (update("agreement", "active", "returned = 0"), "counter_is_a_sum"),
    (update("agreement", "active", "committed = committed + 1"), "counter_is_a_sum"),
    (update("agreement", "draft", "instalments_total = 0"), "counter_is_a_sum"),
    (update("agreement", "draft", "allocation_id = {planned_allocation}"), "agreement_keeps_its_owner"),
    (update("agreement", "active", "allocation_id = {planned_allocation}"), "agreement_keeps_its_owner"),
    (update("agreement", "draft", "number = 'ปชส-06-2567-999'"), "agreement_keeps_its_owner"),
    (update("agreement", "draft", "state = 'active'"), "agreement_signed_has_dates"),
    (update("agreement", "draft", "state = 'ended'"), "agreement_moves_in_order"),
    (update("agreement", "active", "state = 'draft'"), "agreement_moves_in_order"),
    (update("agreement", "cancelled", "state = 'active'"), "agreement_moves_in_order"),
    (update("agreement", "ended", "state = 'cancelled'"), "agreement_moves_in_order"),
    (update("agreement", "signed", "state = 'done'"), "agreement_moves_in_order"),
    (update("agreement", "draft", "state = 'signed'"), "agreement_signed_has_dates"),
    (update("agreement", "active", "state = 'ended'"), "agreement_ended_is_paid"),
    (update("agreement", "sent_agreement", "state = 'ended'"), "agreement_ends_when_reported"),
    (update("agreement", "signed", "signed_by_id = {approves}"), "agreement_keeps_who"),
    (update("agreement", "active", "signed_by_id = NULL"), "agreement_keeps_who"),
    *(
        (update("agreement", row, f"{day} = '2056-10-20', ends_on = '2056-12-31'"), "days_are_possible")
        for row in ("draft", "signed", "active")
        for day in ("signed_on", "starts_on")
    ),
    (delete("agreement", "active"), "agreement_stays parent_goes_last"),
    (delete("agreement", "cancelled"), "agreement_stays parent_goes_last"),
    (delete("agreement", "draft"), "parent_goes_last"),
    (update("agreement", "active", "id = 9999"), "row_keeps_its_key"),
]
INSTALMENTS: Cases = [
    (insert("instalment", state="paid", paid=100), "instalment_starts_planned"),
    (insert("instalment", state="approved"), "instalment_starts_planned"),
    (insert("instalment", approved_by_id="{approves}"), "instalment_starts_planned"),
    (insert("instalment", amount=0), "instalment_amount_positive"),
    (insert("instalment", amount=-100), "instalment_amount_positive"),
    (insert("instalment", number=0), "instalment_number_from_one"),
    (insert("instalment", agreement_id="{signed}"), "instalment_of_what_runs"),
    (insert("instalment", agreement_id="{ended}"), "instalment_of_what_runs"),
    (insert("instalment", agreement_id="{closed_agreement}"), "year_is_closed"),
    (insert("instalment", agreement_id=9999), "parent_comes_first"),
    (update("instalment", "active_1", "amount = amount - 1"), "instalment_of_what_runs"),
    (update("instalment", "asked_1", "amount = amount + 1"), "instalment_of_what_runs"),
    (update("instalment", "approved_1", "amount = 1, state = 'planned'"), "instalment_of_what_runs"),
    (update("instalment", "signed_1", "amount = 1"), "instalment_of_what_runs"),
    (update("instalment", "closed_part", "amount = 1"), "year_is_closed"),
    (update("instalment", "active_3", "paid = amount"), "counter_is_a_sum"),
    (update("instalment", "active_1", "paid = 0, state = 'approved'"), "counter_is_a_sum"),
    (update("instalment", "active_1", "state = 'approved'"), "instalment_paid_whole"),
    (update("instalment", "approved_1", "state = 'paid'"), "instalment_paid_whole"),
    (update("instalment", "active_1", "state = 'planned'"), "instalment_moves_in_order"),
    (update("instalment", "active_3", "state = 'approved'"), "instalment_moves_in_order"),
    (update("instalment", "active_3", "state = 'half'"), "instalment_moves_in_order"),
    (
        update("instalment", "active_3", "state = 'requested', requested_by_id = {asks}"),
        "instalment_waits_for_report",
    ),
    (
        update("instalment", "draft_1", "state = 'requested', requested_by_id = {asks}"),
        "instalment_paid_in_force",
    ),
    (update("instalment", "active_3", "state = 'cancelled'"), "instalment_cancelled_with_its_agreement"),
    (
        update("instalment", "asked_1", "state = 'approved', approved_by_id = {asks}"),
        "instalment_by_two_persons",
    ),
    (update("instalment", "asked_1", "state = 'approved'"), "instalment_knows_who"),
    (update("instalment", "asked_1", "requested_by_id = {pays}"), "instalment_keeps_who"),
    (update("instalment", "approved_1", "approved_by_id = {pays}"), "instalment_keeps_who"),
    (update("instalment", "approved_1", "requested_by_id = NULL"), "instalment_keeps_who"),
    (update("instalment", "active_3", "agreement_id = {approved}"), "instalment_keeps_its_owner"),
    (update("instalment", "active_3", "number = 7"), "instalment_keeps_its_owner"),
    (delete("instalment", "active_1"), "parent_goes_last instalment_of_what_runs"),
    (delete("instalment", "approved_1"), "instalment_of_what_runs"),
    (delete("instalment", "signed_1"), "instalment_of_what_runs"),
    (update("instalment", "active_3", "id = 9999"), "row_keeps_its_key"),
]
PAYMENT = {"kind": "payment", "agreement_id": "{approved}", "instalment_id": "{approved_1}", "amount": 3000}
PAYMENT |= {"recorded_by_id": "{pays}"}
TAKEN_BACK = {"kind": "adjustment", "adjusts": "payment", "agreement_id": "{active}"}
LEDGER: Cases = [
    (update("entry", "payment", "amount = 1"), "entry_stays"),
    (update("entry", "payment", "agreement_id = {approved}"), "entry_stays"),
    (update("entry", "payment", "document_number = 'อื่น'"), "entry_stays"),
    (update("entry", "payment", "id = 9999"), "entry_stays"),
    (delete("entry", "payment"), "entry_stays"),
    ("DELETE FROM grants_entry", "entry_stays"),
    (insert("entry", amount=0), "entry_amount_positive"),
    (insert("entry", amount=-100), "entry_amount_positive"),
    (insert("entry", kind="gift"), "entry_kind_is_known"),
    (insert("entry", document_number=""), "entry_has_a_document"),
    (insert("entry", approved_by_id="{asks}"), "entry_by_two_persons"),
    (insert("entry", kind="adjustment", adjusts="interest", reason=""), "entry_adjustment_says_what_and_why"),
    (insert("entry", kind="adjustment", adjusts="gift"), "entry_adjustment_says_what_and_why"),
    (insert("entry", agreement_id=9999), "parent_comes_first"),
    (insert("entry", agreement_id=9999, kind="return"), "parent_comes_first"),
    (insert("entry", agreement_id="{closed_agreement}"), "year_is_not_open"),
    (insert("entry", agreement_id="{draft}"), "entry_fits_the_agreement"),
    (insert("entry", kind="commitment", agreement_id="{ended}"), "entry_fits_the_agreement"),
    (
        insert("entry", kind="adjustment", adjusts="commitment", agreement_id="{ended}", amount=-1),
        "entry_fits_the_agreement",
    ),
    (insert("entry", amount=5901), "entry_interest_within_paid"),
    *((insert("entry", on=day), "days_are_possible") for day in ("1981-09-30", "2107-01-10", "2023-10-19")),
    (insert("entry", kind="commitment", on="2023-10-19"), "days_are_possible"),
    (insert("entry", kind="return", amount=4501), "agreement_returned_within_paid"),
    (
        insert("entry", kind="adjustment", adjusts="return", amount=-501),
        "agreement_returned_within_paid",
    ),
    (insert("entry", kind="adjustment", adjusts="interest", amount=-101), "entry_interest_not_negative"),
    (
        rows("entry", *[{"kind": "adjustment", "adjusts": "interest", "amount": -60}] * 2),
        "entry_interest_not_negative",
    ),
    (insert("entry", **PAYMENT | {"amount": 2999}), "entry_pays_an_approved_instalment"),
    (insert("entry", **PAYMENT | {"amount": 3001}), "entry_pays_an_approved_instalment"),
    (insert("entry", **PAYMENT | {"requested_by_id": "{pays}"}), "entry_pays_an_approved_instalment"),
    (insert("entry", **PAYMENT | {"instalment_id": None}), "entry_pays_an_approved_instalment"),
    (insert("entry", **PAYMENT | {"agreement_id": "{active}"}), "entry_pays_an_approved_instalment"),
    (
        insert(
            "entry", **PAYMENT | {"agreement_id": "{active}", "instalment_id": "{active_3}", "amount": 1500}
        ),
        "entry_pays_an_approved_instalment",
    ),
    (
        insert("entry", **PAYMENT | {"agreement_id": "{cancelled}", "instalment_id": "{cancelled_2}"}),
        "entry_fits_the_agreement",
    ),
    (insert("entry", instalment_id="{active_1}"), "entry_payment_has_an_instalment"),
    (rows("entry", PAYMENT, PAYMENT), "any"),
    (
        insert("entry", **TAKEN_BACK | {"instalment_id": "{active_1}", "amount": -3000}),
        "entry_takes_back_a_payment",
    ),
    (
        insert("entry", **TAKEN_BACK | {"instalment_id": "{active_2}", "amount": -1999}),
        "entry_takes_back_a_payment",
    ),
    (
        insert("entry", **TAKEN_BACK | {"instalment_id": "{active_2}", "amount": 2000}),
        "entry_takes_back_a_payment",
    ),
    (
        insert(
            "entry", **TAKEN_BACK | {"agreement_id": "{sent_agreement}", "instalment_id": "{sent_part}"}
        ).replace(", 100,", ", -9000,"),
        "entry_takes_back_a_payment",
    ),
    (rows("entry", *[TAKEN_BACK | {"instalment_id": "{active_2}", "amount": -2000}] * 2), "any"),
]
# 600 is what came back of the agreement `active`.
SEND = "unshown = '-', state = 'sent', sent_by_id = {sender}, sent_at = {now}, returned = 600"
REPORTS: Cases = [
    (update("report", "active_2_report", SEND.replace("'-'", "''")), "report_shows_or_says_why"),
    (insert("report"), "report_of_a_paid_instalment"),
    (insert("report", instalment_id="{cancelled_1}", state="accepted"), "report_starts_as_draft"),
    (insert("report", instalment_id=9999), "parent_comes_first"),
    (insert("report", instalment_id="{cancelled_1}", cash=-1), "report_amounts_not_negative"),
    (update("report", "active_2_report", f"{SEND}, bank = 1"), "report_balances"),
    (
        update("report", "active_2_report", f"{SEND}, bank = carried + received".replace("600", "0")),
        "report_tells_what_came_back",
    ),
    (
        update(
            "report",
            "active_2_report",
            "unshown = '-', state = 'sent', returned = 600, bank = carried + received - 600",
        ),
        "report_knows_who",
    ),
    (
        update("report", "active_2_report", f"{SEND}, received = 0, bank = carried - 600"),
        "report_of_a_paid_instalment",
    ),
    (
        update("report", "active_2_report", f"{SEND}, carried = 0, bank = received - 600"),
        "report_starts_from_the_last",
    ),
    (
        update("report", "active_2_report", f"{SEND}, bank = carried + received - 600, participants = 3"),
        "report_participants_add_up",
    ),
    (update("report", "active_2_report", "state = 'accepted'"), "report_moves_in_order"),
    (
        update("report", "sent_report", "state = 'accepted', accepted_by_id = {approves}"),
        "report_moves_in_order",
    ),
    (update("report", "sent_report", "state = 'lost'"), "report_moves_in_order"),
    (update("report", "sent_report", "services = services - 1, cash = 1"), "report_sent_is_fixed"),
    (update("report", "sent_report", "done = 'อื่น'"), "report_sent_is_fixed"),
    (update("report", "sent_report", "activities = '[1]'"), "report_sent_is_fixed"),
    (update("report", "sent_report", "sent_by_id = {asks}"), "report_sent_is_fixed"),
    (
        update(
            "report",
            "mentored_report",
            "state = 'accepted', mentored_by_id = {asks}, accepted_by_id = {approves}",
        ),
        "report_sent_is_fixed",
    ),
    (
        update("report", "sent_report", "state = 'mentored', mentored_by_id = {sender}"),
        "report_mentor_is_another",
    ),
    (
        update("report", "mentored_report", "state = 'accepted', accepted_by_id = {mentors}"),
        "report_region_is_another",
    ),
    (update("report", "active_1_report", "services = 0"), "report_accepted_is_fixed"),
    (update("report", "active_1_report", "state = 'draft'"), "report_accepted_is_fixed"),
    (delete("report", "active_1_report"), "report_accepted_is_fixed"),
    (delete("report", "sent_report"), "report_accepted_is_fixed"),
    (update("report", "closed_report", "state = 'draft'"), "year_is_closed report_accepted_is_fixed"),
    (update("report", "active_2_report", "instalment_id = {active_3}"), "report_keeps_its_owner"),
    (update("report", "active_2_report", "id = 9999"), "row_keeps_its_key"),
    (insert("participantcount", report_id="{sent_report}", people=9), "report_sent_is_fixed"),
    (insert("participantcount", report_id=9999), "parent_comes_first"),
    (update("participantcount", "count", "people = 1000"), "report_sent_is_fixed"),
    (update("participantcount", "count", "report_id = {active_2_report}"), "report_sent_is_fixed"),
    (delete("participantcount", "count"), "report_sent_is_fixed"),
]
DECIDED = "decided_by_id = {approves}, decided_at = requested_at"
APPROVED, OWN = f"{DECIDED}, state = 'approved'", DECIDED.replace("approves", "asks")
# table: a request that waits, one that is decided, and columns of what was asked for with another value
REQUESTS = {
    "amendment": (
        "proposed",
        "approved_amendment",
        ("agreement_id = {asked}", "kind = 'change'", "reason = 'อื่น'", "needs_head_office = TRUE"),
    ),
    "returnnotice": (
        "waiting_return",
        "returned",
        (
            "unspent = 200",
            "interest = 50",
            "\"on\" = '2024-03-03'",
            "document_number = 'อื่น'",
            "slip = 'x.pdf'",
        ),
    ),
    "correction": (
        "waiting_correction",
        "corrected",
        ("entry_id = {payment}", "right_amount = 0", "reason = 'อื่น'", "document_number = 'อื่น'"),
    ),
    "ceilingchange": (
        "waiting_ceiling",
        "approved_ceiling",
        ("before = 1", "after = 120000", "reason = 'อื่น'", "programme_id = {planned_year}"),
    ),
    "settlement": (
        "explained",
        "approved_settlement",
        ("amount = 200", "how = 'given_back'", "agreement_id = {active}", "programme_id = {planned_year}"),
    ),
}


def requests() -> Iterator[tuple[str, str]]:
    """What was asked for stays as it was asked for, is decided once, by another, and does not disappear."""
    for table, (waiting, decided, columns) in REQUESTS.items():
        yield insert(table, state="approved", decided_by_id="{approves}"), "request_starts_waiting"
        for change in (*columns, "requested_by_id = {approves}", f"{DECIDED}, state = 'done'"):
            yield update(table, waiting, change), "request_is_fixed"
        yield update(table, waiting, "state = 'approved'"), f"{table}_decided_by_someone"
        yield update(table, waiting, f"{OWN}, state = 'approved'"), f"{table}_by_two_persons"
        yield update(table, waiting, f"{OWN}, state = 'refused', answer = '-'"), f"{table}_by_two_persons"
        yield update(table, waiting, f"{DECIDED}, state = 'refused'"), f"{table}_refused_with_a_reason"
        yield update(table, waiting, f"{DECIDED}, state = 'withdrawn'"), f"{table}_withdrawn_by_its_asker"
        for change in ("state = 'waiting', decided_by_id = NULL, decided_at = NULL", "answer = 'อื่น'"):
            yield update(table, decided, change), "request_is_fixed"
        for key in (waiting, decided):
            yield delete(table, key), "request_is_fixed"
            yield update(table, key, "id = 9999"), "row_keeps_its_key"


DECISIONS: Cases = [
    *requests(),
    (insert("amendment", agreement_id="{draft}"), "amendment_of_what_runs"),
    (insert("amendment", agreement_id="{closed_agreement}"), "amendment_of_what_runs year_is_not_open"),
    (insert("amendment", agreement_id=9999), "parent_comes_first"),
    (insert("amendment", reason=""), "amendment_has_a_reason"),
    (update("amendment", "proposed", """after = '{{"amount": "1.00"}}'"""), "request_is_fixed"),
    (insert("returnnotice", agreement_id="{closed_agreement}"), "year_is_not_open"),
    (insert("returnnotice", agreement_id="{active}"), "any"),
    (insert("returnnotice", agreement_id=9999), "parent_comes_first"),
    (insert("returnnotice", unspent=0), "returnnotice_says_how_much"),
    (insert("returnnotice", unspent=-1), "returnnotice_says_how_much"),
    (insert("correction", entry_id="{return_entry}"), "any"),
    (insert("correction", entry_id=9999), "parent_comes_first"),
    (insert("correction", right_amount=1), "correction_of_what_is_corrected_so"),
    (insert("correction", entry_id="{commitment}"), "correction_of_what_is_corrected_so"),
    (insert("ceilingchange", programme_id="{closed_year}", before=10000), "year_is_closed"),
    (insert("ceilingchange", programme_id="{open_year}", before=100000), "any"),
    (insert("ceilingchange", before=49999), "ceiling_change_is_of_what_stands"),
    (insert("ceilingchange", programme_id=9999), "parent_comes_first"),
    (insert("ceilingchange", after=-1), "ceilingchange_not_negative"),
    (insert("ceilingchange", after=50000), "ceilingchange_changes_something"),
    (insert("ceilingchange", reason=""), "ceilingchange_has_a_reason"),
    (insert("settlement", amount=0), "settlement_amount_positive"),
    (insert("settlement", amount=-5), "settlement_amount_positive"),
    (insert("settlement", how="lost"), "settlement_says_how"),
    (insert("settlement", agreement_id="{closed_agreement}"), "settlement_within_one_programme"),
    (insert("settlement", agreement_id=9999), "settlement_within_one_programme"),
    (insert("settlement", programme_id=9999), "parent_comes_first"),
    (insert("settlement", programme_id="{closed_year}"), "year_is_not_open"),
    (insert("settlement", programme_id="{planned_year}"), "year_is_not_open"),
    (insert("settlement", how="given_back"), "settlement_given_back_has_a_document"),
    (insert("settlement", amount=100001), "settlement_within_what_is_left"),
    (insert("settlement", agreement_id="{active}", amount=2101), "settlement_within_what_is_left"),
    (insert("settlement", undoes_id="{explained}"), "settlement_undoes_what_counts"),
    (
        insert("settlement", undoes_id="{approved_settlement}", how="carried", amount=99),
        "settlement_undoes_what_counts",
    ),
]
SEALS: Cases = [
    (insert("seal", programme_id="{open_year}"), "seal_follows_the_last"),
    (insert("seal", programme_id="{open_year}", place=9999), "seal_follows_the_last"),
    (insert("seal", place=2), "seal_follows_the_last"),
    (insert("seal", previous="x"), "seal_follows_the_last"),
    (insert("seal", programme_id=9999), "parent_comes_first"),
    ("UPDATE grants_seal SET content = '{{}}' WHERE programme_id = {open_year}", "seal_stays"),
    ("UPDATE grants_seal SET hash = 'x' WHERE programme_id = {open_year}", "seal_stays"),
    ("DELETE FROM grants_seal WHERE programme_id = {open_year}", "seal_stays"),
]
ZERO: Cases = [
    ("INSERT INTO grants_zero (id) VALUES (100)", "zero_is_nothing_else"),
    ("UPDATE grants_zero SET id = -100", "zero_is_nothing_else"),
]
TOPICS = {
    "programmes": PROGRAMMES,
    "allocations": ALLOCATIONS,
    "agreements": AGREEMENTS,
    "instalments": INSTALMENTS,
    "ledger": LEDGER,
    "reports": REPORTS,
    "decisions": DECISIONS,
    "seals": SEALS,
    "zero": ZERO,
}
