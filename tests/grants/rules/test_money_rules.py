"""Raw SQL that asks nobody: what would break a rule of money is refused, for the reason expected, on both databases."""

from collections.abc import Iterable

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from editing import refusals
from grants.guard.audit import violations
from grants.migrations.money_rules import writing
from grants.models import Agreement, Allocation
from tests.grants.office_in_the_middle import Middle, middle_of_the_year
from tests.grants.raw_sql import insert, reason_of, rows, run
from tests.grants.without_rules import rules_of_money

Cases = Iterable[tuple[str, str]]  # a statement, the name of the rule that refuses it


def update(table: str, row: str, what: str) -> str:
    return f"UPDATE grants_{table} SET {what} WHERE id = {{{row}}}"  # noqa: S608


def delete(table: str, row: str) -> str:
    return f"DELETE FROM grants_{table} WHERE id = {{{row}}}"  # noqa: S608


CEILING = "programme_allocated_within_ceiling"
PROGRAMMES: Cases = [
    (insert("programme", state="closed"), "programme_starts_empty"),
    (insert("programme", allocated=5000), "programme_starts_empty"),
    (insert("programme", ceiling=-1), CEILING + " programme_ceiling_not_negative"),
    (update("programme", "open_year", "ceiling = 84999"), CEILING),
    (update("programme", "open_year", "ceiling = -1"), CEILING + " programme_ceiling_not_negative"),
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
    (update("allocation", "announced_allocation", "organisation_id = {organisation}"), "any"),
    (update("allocation", "draft_allocation", "organisation_id = {organisation}"), "any"),
    (update("allocation", "active_allocation", "programme_id = {planned_year}"), "any"),
    (
        update("allocation", "planned_allocation", "programme_id = {empty_year}"),
        "allocation_within_one_region",
    ),
    (update("allocation", "cancelled_allocation", "state = 'planned'"), "any"),
    (update("allocation", "cancelled_allocation", "amount = 100000"), "allocation_cancelled_is_fixed"),
    (update("allocation", "active_allocation", "state = 'planned'"), "allocation_moves_in_order"),
    (update("allocation", "planned_allocation", "state = 'spent'"), "allocation_moves_in_order"),
    (update("allocation", "active_allocation", "state = 'announced'"), "allocation_follows_its_agreement"),
    (update("allocation", "planned_allocation", "state = 'contracted'"), "allocation_follows_its_agreement"),
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
    (update("agreement", "draft", "state = 'active'"), "agreement_moves_in_order"),
    (update("agreement", "active", "state = 'draft'"), "agreement_moves_in_order"),
    (update("agreement", "cancelled", "state = 'active'"), "agreement_moves_in_order"),
    (update("agreement", "ended", "state = 'cancelled'"), "agreement_moves_in_order"),
    (update("agreement", "signed", "state = 'done'"), "agreement_moves_in_order"),
    (update("agreement", "draft", "state = 'signed'"), "agreement_signed_has_dates"),
    (update("agreement", "active", "state = 'ended'"), "agreement_ended_is_paid"),
    (update("agreement", "sent_agreement", "state = 'ended'"), "agreement_ends_when_reported"),
    (update("agreement", "signed", "signed_by_id = {approves}"), "agreement_keeps_who"),
    (update("agreement", "active", "signed_by_id = NULL"), "agreement_keeps_who"),
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
    (
        insert(
            "entry",
            **TAKEN_BACK | {"agreement_id": "{cancelled}", "instalment_id": "{cancelled_1}", "amount": -4000},
        ),
        "instalment_paid_in_force",
    ),
    (rows("entry", *[TAKEN_BACK | {"instalment_id": "{active_2}", "amount": -2000}] * 2), "any"),
]
SEND = "state = 'sent', sent_by_id = {sender}"
REPORTS: Cases = [
    (insert("report"), "report_of_a_paid_instalment"),
    (insert("report", instalment_id="{cancelled_1}", state="accepted"), "report_starts_as_draft"),
    (insert("report", instalment_id=9999), "parent_comes_first"),
    (insert("report", instalment_id="{cancelled_1}", cash=-1), "report_amounts_not_negative"),
    (update("report", "active_2_report", f"{SEND}, bank = 1"), "report_balances"),
    (update("report", "active_2_report", "state = 'sent', bank = carried + received"), "report_knows_who"),
    (
        update("report", "active_2_report", f"{SEND}, received = 0, bank = carried"),
        "report_of_a_paid_instalment",
    ),
    (
        update("report", "active_2_report", f"{SEND}, carried = 0, bank = received"),
        "report_starts_from_the_last",
    ),
    (
        update("report", "active_2_report", f"{SEND}, bank = carried + received, participants = 3"),
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
DECIDED = "decided_by_id = {approves}, decided_at = '2024-03-02 00:00:00+00:00'"
DECISIONS: Cases = [
    (insert("amendment", state="approved"), "amendment_starts_proposed"),
    (insert("amendment", agreement_id="{draft}"), "amendment_of_what_runs"),
    (insert("amendment", agreement_id="{closed_agreement}"), "amendment_of_what_runs"),
    (insert("amendment", agreement_id=9999), "parent_comes_first"),
    (insert("amendment", reason=""), "amendment_has_a_reason"),
    (
        update("amendment", "proposed", DECIDED.replace("approves", "asks") + ", state = 'approved'"),
        "amendment_by_two_persons",
    ),
    (update("amendment", "proposed", "state = 'approved'"), "amendment_decided_by_someone"),
    (update("amendment", "proposed", f"{DECIDED}, state = 'done'"), "amendment_is_fixed"),
    (update("amendment", "proposed", "requested_by_id = {approves}"), "amendment_is_fixed"),
    (update("amendment", "proposed", "agreement_id = {asked}"), "amendment_is_fixed"),
    (update("amendment", "proposed", "kind = 'change'"), "amendment_is_fixed"),
    (update("amendment", "proposed", """after = '{{"amount": "1.00"}}'"""), "amendment_is_fixed"),
    (update("amendment", "proposed", "needs_head_office = TRUE"), "amendment_is_fixed"),
    (update("amendment", "approved_amendment", "state = 'refused'"), "amendment_is_fixed"),
    (update("amendment", "approved_amendment", "reason = 'อื่น'"), "amendment_is_fixed"),
    (delete("amendment", "proposed"), "amendment_is_fixed"),
    (insert("settlement", amount=0), "settlement_amount_positive"),
    (insert("settlement", amount=-5), "settlement_amount_positive"),
    (insert("settlement", how="lost"), "settlement_says_how"),
    (insert("settlement", how="carried", approved_by_id="{approves}"), "settlement_starts_unapproved"),
    (insert("settlement", agreement_id="{closed_agreement}"), "settlement_within_one_programme"),
    (insert("settlement", agreement_id=9999), "settlement_within_one_programme"),
    (insert("settlement", programme_id=9999), "parent_comes_first"),
    (insert("settlement", programme_id="{closed_year}"), "year_is_not_open"),
    (insert("settlement", programme_id="{planned_year}"), "year_is_not_open"),
    (insert("settlement", how="given_back"), "settlement_given_back_has_a_document"),
    (update("settlement", "explained", "amount = 200"), "settlement_is_fixed"),
    (update("settlement", "explained", "how = 'given_back'"), "settlement_is_fixed"),
    (update("settlement", "explained", "agreement_id = {active}"), "settlement_is_fixed"),
    (update("settlement", "carried", "approved_by_id = {asks}"), "settlement_by_two_persons"),
    (update("settlement", "approved_settlement", "approved_by_id = {head}"), "settlement_is_fixed"),
    (update("settlement", "approved_settlement", "approved_by_id = NULL"), "settlement_is_fixed"),
    (update("settlement", "closed_settlement", "amount = 1"), "year_is_not_open"),
    (delete("settlement", "closed_settlement"), "year_is_not_open"),
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
    "zero": ZERO,
}
WAYS_OF_REPLACING = [
    insert("entry", "INSERT OR REPLACE", id="{payment}"),
    insert("entry", more="ON CONFLICT (id) DO UPDATE SET amount = 1", id="{payment}"),
    insert("agreement", "INSERT OR REPLACE", id="{active}"),
    insert("agreement", "REPLACE", number="ปชส-06-2567-003"),
    insert("instalment", "INSERT OR REPLACE", number=1),
    insert("instalment", "INSERT OR REPLACE", id="{active_1}"),
    insert("allocation", "INSERT OR REPLACE", organisation_id="{holder}"),
    insert("programme", "INSERT OR REPLACE", region_id=6, fiscal_year=2567),
    insert("report", "INSERT OR REPLACE", instalment_id="{active_1}"),
    insert("amendment", "INSERT OR REPLACE", id="{approved_amendment}"),
    insert("settlement", "INSERT OR REPLACE", id="{approved_settlement}"),
    insert("participantcount", "INSERT OR REPLACE", id="{count}"),
    "UPDATE OR REPLACE grants_instalment SET number = 1 WHERE id = {draft_2}",
    "UPDATE OR REPLACE grants_allocation SET organisation_id = {holder} WHERE id = {planned_allocation}",
    "UPDATE OR REPLACE grants_programme SET region_id = 6, fiscal_year = 2566 WHERE id = {empty_year}",
    "INSERT OR REPLACE INTO centres_organisation (id, region_id) VALUES ({holder}, 11)",
]
PAST_A_CHECK = [
    "{verb} grants_allocation SET amount = 24001 WHERE id = {planned_allocation}",
    "{verb} grants_agreement SET amount = 9001 WHERE id = {draft}",
    insert("allocation", amount=15001).replace("INSERT", "{verb}"),
    insert("agreement", amount=9001).replace("INSERT", "{verb}"),
    insert("entry", kind="return", amount=4501).replace("INSERT", "{verb}"),
    insert("entry", kind="adjustment", adjusts="return", amount=-501).replace("INSERT", "{verb}"),
]
NOT_OF_ITS_TYPE = [
    insert("allocation", amount="เก้าพัน"),
    insert("allocation", amount=0.5),
    insert("allocation", state="x'706c616e6e6564'"),
    insert("agreement", amount="มาก"),
    insert("agreement", amount=99.5),
    insert("instalment", amount="มาก"),
    insert("entry", amount="มาก"),
    insert("entry", amount=0.5),
    insert("settlement", amount="มาก"),
    update("programme", "open_year", "ceiling = 'ไม่จำกัด'"),
    update("programme", "open_year", "ceiling = 9e999"),
    update("programme", "open_year", "state = x'636c6f736564'"),
    update("allocation", "planned_allocation", "amount = 'x'"),
    update("instalment", "active_3", "amount = 1500.5"),
    update("report", "active_2_report", "cash = 'x'"),
]
PAIRS = {
    "an agreement below its instalments": (
        ["UPDATE grants_agreement SET amount = amount - 1 WHERE id = {signed}"],
        "unsplit",
    ),
    "an instalment above its agreement": (
        ["UPDATE grants_instalment SET amount = amount + 1 WHERE id = {active_3}"],
        "unsplit",
    ),
    "one more instalment": ([insert("instalment")], "unsplit"),
    "one instalment less": ([delete("instalment", "active_4")], "unsplit"),
    "a smaller agreement with smaller instalments, committed as before": (
        [
            "UPDATE grants_agreement SET amount = amount - 100 WHERE id = {active}",
            "UPDATE grants_instalment SET amount = amount - 100 WHERE id = {active_4}",
        ],
        "uncommitted",
    ),
    "committed twice": ([insert("entry", kind="commitment")], "uncommitted"),
    "committed less": ([insert("entry", kind="adjustment", adjusts="commitment", amount=-1)], "uncommitted"),
    "in force without a commitment": (
        ["UPDATE grants_agreement SET state = 'active' WHERE id = {signed}"],
        "uncommitted",
    ),
    "cancelled, but committed as before": (
        ["UPDATE grants_agreement SET state = 'cancelled' WHERE id = {active}"],
        "uncommitted",
    ),
    "signed above its instalments": (
        [
            "UPDATE grants_agreement SET amount = amount - 1 WHERE id = {draft}",
            "UPDATE grants_agreement SET state = 'signed', signed_on = '2023-10-20', starts_on = '2023-11-01', "
            "ends_on = '2024-09-30' WHERE id = {draft}",
        ],
        "unsplit",
    ),
    "the difference written off": (
        [
            "UPDATE grants_agreement SET amount = amount - 1 WHERE id = {signed}",
            "UPDATE grants_agreement SET unsplit_id = 0, uncommitted_id = 0 WHERE id = {signed}",
        ],
        "unsplit",
    ),
}
ALLOWED = [
    insert("programme"),
    insert("allocation", amount=15000),
    insert("agreement", amount=9000),
    insert("instalment", agreement_id="{draft}", number=3),
    insert("entry"),
    insert("entry", kind="return", amount=2100),
    insert("entry", kind="adjustment", adjusts="return", amount=-500),
    insert("entry", kind="adjustment", adjusts="interest", amount=-100),
    insert("entry", **PAYMENT),
    insert("entry", **TAKEN_BACK | {"instalment_id": "{active_2}", "amount": -2000}),
    insert("report", instalment_id="{cancelled_1}"),
    insert("participantcount"),
    insert("amendment"),
    insert("settlement"),
    insert("settlement", agreement_id="{active}"),
    update("programme", "open_year", "ceiling = 85000"),
    update("programme", "planned_year", "state = 'open'"),
    update("programme", "closed_year", "state = 'open'"),
    update("allocation", "planned_allocation", "amount = 24000"),
    update("allocation", "planned_allocation", "organisation_id = {organisation}"),
    update("allocation", "planned_allocation", "programme_id = {planned_year}"),
    update("allocation", "planned_allocation", "state = 'cancelled'"),
    update("agreement", "draft", "amount = 1"),
    update("agreement", "draft", "state = 'cancelled'"),
    update("agreement", "signed", "state = 'draft', signed_by_id = NULL"),
    update("instalment", "draft_1", "amount = 1"),
    update("instalment", "asked_1", "state = 'approved', approved_by_id = {approves}"),
    update("instalment", "approved_1", "state = 'planned', approved_by_id = NULL, requested_by_id = NULL"),
    update("report", "active_2_report", f"{SEND}, bank = carried + received"),
    update("report", "sent_report", "state = 'mentored', mentored_by_id = {mentors}"),
    update("report", "mentored_report", "state = 'accepted', accepted_by_id = {approves}"),
    update("amendment", "proposed", f"{DECIDED}, state = 'refused'"),
    update("settlement", "carried", "approved_by_id = {approves}"),
    delete("settlement", "carried"),
    delete("report", "active_2_report"),
    delete("allocation", "planned_allocation"),
    delete("programme", "empty_year"),
]


@pytest.fixture
def middle(db: None) -> Middle:
    made = middle_of_the_year()
    assert violations() == []
    return made


def refused(statement: str, middle: Middle) -> str:
    """Why a statement is refused, "" if it is not; what it left behind is undone, and no rule may be broken by it."""
    reason = ""
    with transaction.atomic():
        try:
            if connection.vendor == "sqlite":  # a statement that fails leaves nothing, savepoint or not
                run(statement, middle.keys)
            else:
                with transaction.atomic():
                    run(statement, middle.keys)
        except DatabaseError as error:
            reason = reason_of(error)
            assert violations() == [], statement
        transaction.set_rollback(True)
    return reason


@pytest.mark.parametrize("topic", TOPICS)
def test_a_statement_that_would_break_a_rule_is_refused_for_the_reason_expected(
    topic: str, middle: Middle
) -> None:
    found = {statement: (refused(statement, middle), expected) for statement, expected in TOPICS[topic]}
    wrong = {
        statement: (reason, expected)
        for statement, (reason, expected) in found.items()
        if not reason or (expected != "any" and reason not in expected.split())
    }
    assert wrong == {}


def test_the_same_kinds_of_statement_pass_where_they_break_nothing(middle: Middle) -> None:
    """The control: rules that refuse everything would prove nothing."""
    assert {each: reason for each in ALLOWED if (reason := refused(each, middle))} == {}
    for statement in ALLOWED:
        with transaction.atomic():
            run(statement, middle.keys)
            connection.check_constraints()
            assert violations() == [], statement
            transaction.set_rollback(True)


def run_all(statements: Iterable[str], middle: Middle) -> None:
    for statement in statements:
        run(statement, middle.keys)


@pytest.mark.django_db(transaction=True)
def test_statements_that_leave_a_difference_are_refused_when_the_transaction_ends() -> None:
    middle = middle_of_the_year()
    for what, (statements, difference) in PAIRS.items():
        column = f"{difference}_id"
        with transaction.atomic():
            run_all(statements, middle)
            left = Agreement.objects.exclude(unsplit_id=0, uncommitted_id=0)
            assert {name for name in ("unsplit_id", "uncommitted_id") if getattr(left.get(), name)} == {
                column
            }
            transaction.set_rollback(True)
        with pytest.raises(DatabaseError) as refusal, transaction.atomic():
            run_all(statements, middle)
        said = str(refusal.value)
        assert "FOREIGN KEY" in said or column in said, what
        assert violations() == [], what


@pytest.mark.django_db(transaction=True)
def test_an_amendment_by_hand_passes_when_all_its_parts_agree() -> None:
    """The control of the differences: amount, instalment and commitment that fall by the same are let through."""
    middle = middle_of_the_year()
    with transaction.atomic():
        run("UPDATE grants_agreement SET amount = amount - 100 WHERE id = {active}", middle.keys)
        run("UPDATE grants_instalment SET amount = amount - 100 WHERE id = {active_4}", middle.keys)
        run(insert("entry", kind="adjustment", adjusts="commitment", amount=-100), middle.keys)
    assert Agreement.objects.get(pk=middle.keys["active"]).committed == 89
    assert violations() == []


def test_a_year_with_money_that_nobody_explained_is_not_closed(middle: Middle) -> None:
    run("UPDATE grants_programme SET state = 'open' WHERE id = {closed_year}", middle.keys)
    run("UPDATE grants_programme SET state = 'closed' WHERE id = {closed_year}", middle.keys)
    run("UPDATE grants_programme SET state = 'open' WHERE id = {closed_year}", middle.keys)
    for change in (
        delete("settlement", "closed_settlement"),
        insert("settlement", programme_id="{closed_year}", amount=1),
        insert("settlement", programme_id="{closed_year}", agreement_id="{closed_agreement}", amount=1),
        insert("entry", agreement_id="{closed_agreement}", amount=1),
        insert("entry", agreement_id="{closed_agreement}", kind="return", amount=1),
        update("programme", "closed_year", "ceiling = ceiling + 1"),
    ):
        with transaction.atomic():
            run(change, middle.keys)
            close = "UPDATE grants_programme SET state = 'closed' WHERE id = {closed_year}"
            assert refused(close, middle) == "year_is_accounted_for", change
            transaction.set_rollback(True)


def test_a_row_does_not_come_before_the_one_it_belongs_to(middle: Middle) -> None:
    """Foreign keys are looked at last: a sum would know nothing of a row that is there first."""
    for statement in (
        insert("agreement", allocation_id=9999, amount=99),
        insert("instalment", agreement_id=9999),
        insert("allocation", programme_id=9999),
        insert("entry", agreement_id=9999, kind="return"),
    ):
        assert refused(statement, middle) == "parent_comes_first", statement


def test_an_allocation_follows_when_its_agreement_is_cancelled_by_hand(middle: Middle) -> None:
    run("UPDATE grants_agreement SET state = 'cancelled' WHERE id = {signed}", middle.keys)
    assert Allocation.objects.get(pk=middle.keys["signed_allocation"]).state == "announced"
    assert violations() == []


# ── what one of the databases can do and the other cannot


def only_on(vendor: str) -> None:
    if connection.vendor != vendor:
        pytest.skip(f"only {vendor} has such statements")


def test_no_row_is_replaced(middle: Middle) -> None:
    """SQLite's REPLACE deletes rows that are in its way without firing a trigger."""
    only_on("sqlite")
    found = {statement: refused(statement, middle) for statement in WAYS_OF_REPLACING}
    assert {
        each: why for each, why in found.items() if "UNIQUE" not in why and why != "parent_goes_last"
    } == {}


@pytest.mark.parametrize("way", ["IGNORE", "FAIL", "REPLACE", "ABORT"])
def test_no_statement_reaches_past_the_check_of_a_sum(way: str, middle: Middle) -> None:
    """ "INSERT OR IGNORE" holds for the statements of the triggers that it fires, too."""
    only_on("sqlite")
    sums = (CEILING, "allocation_agreed_within_amount", "agreement_returned_within_paid")
    for statement in PAST_A_CHECK:
        verb = f"UPDATE OR {way}" if " SET " in statement else f"INSERT OR {way}"
        assert refused(statement.replace("{verb}", verb), middle) in sums, (way, statement)


def test_an_amount_is_a_whole_number_and_a_state_is_a_word(middle: Middle) -> None:
    """A column of SQLite takes anything: 'abc' is more than any amount, and no sum counts it."""
    only_on("sqlite")
    found = {statement: refused(statement, middle) for statement in NOT_OF_ITS_TYPE}
    assert {each: why for each, why in found.items() if why != "value_has_its_type"} == {}


def test_no_table_of_money_is_emptied_at_once(middle: Middle) -> None:
    only_on("postgresql")
    connection.check_constraints()  # what waits for the end of the transaction would stand in the way
    for table in ("entry", "report", "settlement", "amendment", "instalment", "agreement", "allocation"):
        why = refused(f"TRUNCATE grants_{table} CASCADE", middle)
        assert why in ("entry_stays", "rows_stay"), table
    assert refused("TRUNCATE grants_zero CASCADE", middle) in ("entry_stays", "rows_stay")


# ── the rules themselves


def test_every_rule_of_the_migration_stands_in_the_database(db: None) -> None:
    """On SQLite a migration that rebuilds a table drops its triggers without a word."""
    standing = {name for name, _table in rules_of_money()}
    assert set(writing.triggers(connection.vendor)) - standing == set()


@pytest.mark.django_db(transaction=True)
def test_the_rules_can_be_taken_out_and_made_again() -> None:
    """As a migration has to that rebuilds a table on SQLite."""
    before = set(rules_of_money())
    with connection.schema_editor() as editor:
        writing.drop(apps, editor)
        assert not {name for name, _table in rules_of_money()} & set(writing.triggers(connection.vendor))
        writing.make(apps, editor)
    assert set(rules_of_money()) == before


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_every_refusal_has_a_sentence(vendor: str) -> None:
    assert writing.names(vendor) - set(refusals._SAID_BY_TRIGGERS) == set()
