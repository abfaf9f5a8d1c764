"""What somebody may do to the money's tables who is past the portal, its methods and every rule of the database.

Each is a sentence, the rule of the audit that names it (others may, too), and the statements that do it.
"""

from datetime import date, timedelta
from typing import NamedTuple

from django.db import connection

from tests.grants.raw_sql import delete, insert, update

HISTORY, LINES = "a record is what its history says last", "no line of a history is missing"
SEALED, CHAIN = "entries, decisions and accepted reports are as sealed", "each seal stands on the one before"
EARLIER = "the last hashes of earlier runs still stand"
DAYS, ENTRY_DAYS = (
    "the days of an agreement are possible",
    "an entry comes after the signing and before it is recorded",
)
MOMENTS, NAMED = "nothing is decided before it was asked for", "whoever brought a state about is named"
MISSING, OWNER, WORDS = "nothing is missing", "every row has its owner", "words are known"
CARRIED_OUT = "an approved amendment was carried out"
CEILING_STANDS, CEILING_ASKED = "an approved ceiling is the ceiling", "another ceiling was asked for"
TRIGGERS, CONSTRAINTS = "every trigger stands as it was written", "every constraint stands"

SOON = date.today() + timedelta(days=2)  # so that it is still to come when midnight passes


class Corruption(NamedTuple):
    name: str
    rule: str
    statements: list[str]
    on: str = ""  # the only database where it can be done


PAYMENT_GONE = [
    "DELETE FROM grants_entry WHERE instalment_id = {plain_1} AND kind = 'payment'",
    "UPDATE grants_instalment SET paid = 0, state = 'approved' WHERE id = {plain_1}",
    "UPDATE grants_agreement SET paid = 0 WHERE id = {plain}",
]
REPORT_GONE = [
    "DELETE FROM grants_participantcount WHERE report_id = {done_1_report}",
    delete("report", "done_1_report"),
]
SCALED = [
    "UPDATE grants_programme SET ceiling = ceiling + 6000, allocated = allocated + 6000 WHERE id = {open_year}",
    "UPDATE grants_allocation SET amount = amount * 2, agreed = agreed * 2 WHERE id = {plain_allocation}",
    "UPDATE grants_agreement SET amount = amount * 2, instalments_total = instalments_total * 2, "
    "paid = paid * 2, committed = committed * 2 WHERE id = {plain}",
    "UPDATE grants_instalment SET amount = amount * 2, paid = paid * 2 WHERE agreement_id = {plain}",
    "UPDATE grants_entry SET amount = amount * 2 WHERE agreement_id = {plain}",
]
MOVED = [
    update("agreement", "plain", "allocation_id = {planned_allocation}"),
    update("allocation", "plain_allocation", "agreed = 0"),
    update("allocation", "planned_allocation", "agreed = 6000"),
]
HISTORY_GONE = "DELETE FROM grants_historical{table} WHERE id = {{{row}}}"
NEWEST_LINE = "(SELECT MAX(history_id) FROM grants_historicalagreement WHERE id = {active})"
CORRUPTIONS = [
    # ── rows that are gone, or came from nowhere
    Corruption("the last accepted report is deleted", HISTORY, REPORT_GONE),
    Corruption(
        "the last accepted report is deleted with its history",
        SEALED,
        [*REPORT_GONE, HISTORY_GONE.format(table="report", row="done_1_report")],
    ),
    Corruption("a payment is deleted with its counters", SEALED, PAYMENT_GONE),
    Corruption(
        "a payment is deleted with its counters and its last seal",
        EARLIER,
        [*PAYMENT_GONE, "DELETE FROM grants_seal WHERE programme_id = {open_year} AND place >= {last_place}"],
    ),
    Corruption("a payment's seal is deleted", CHAIN, [delete("seal", "seal")]),
    Corruption("a payment that nobody sealed", SEALED, [insert("entry", kind="interest", amount=100)]),
    Corruption(
        "a return without a notice",
        "a return in the ledger was reported and confirmed",
        [insert("entry", kind="return"), update("agreement", "active", "returned = returned + 100")],
    ),
    Corruption(
        "a payment taken back that nobody asked for",
        "an adjustment in the ledger was asked for",
        [insert("entry", kind="adjustment", adjusts="payment", instalment_id="{active_2}", amount=-2000)],
    ),
    Corruption("an instalment is deleted", HISTORY, [delete("instalment", "draft_2")]),
    Corruption("the history of an agreement is deleted", HISTORY, ["DELETE FROM grants_historicalagreement"]),
    Corruption(
        "one line of a history is deleted",
        LINES,
        ["DELETE FROM grants_historicalagreement WHERE id = {active} AND state = 'signed'"],
    ),
    Corruption(
        "the newest line of a history is deleted",
        LINES,
        [f"DELETE FROM grants_historicalagreement WHERE history_id = {NEWEST_LINE}"],  # noqa: S608 - a constant
    ),
    Corruption(
        "a history says of a record that stands that it was deleted",
        HISTORY,
        [f"UPDATE grants_historicalagreement SET history_type = '-' WHERE history_id = {NEWEST_LINE}"],  # noqa: S608 - a constant
    ),
    # ── amounts
    Corruption("an agreement is scaled, all its amounts times two", HISTORY, SCALED),
    Corruption("an agreement's payments are scaled", SEALED, SCALED),
    Corruption("a ceiling is raised", HISTORY, [update("programme", "open_year", "ceiling = ceiling + 1")]),
    Corruption(
        "a new ceiling is approved and not carried out",
        CEILING_STANDS,
        [
            update(
                "ceilingchange",
                "waiting_ceiling",
                "state = 'approved', decided_by_id = {approves}, decided_at = '2024-03-02 00:00:00+00:00'",
            )
        ],
    ),
    Corruption(
        "a ceiling is raised, with a line of the history",
        CEILING_ASKED,
        [
            "UPDATE grants_historicalprogramme SET ceiling = ceiling - 1 WHERE id = {open_year} AND state = 'planned'",
        ],
    ),
    Corruption(
        "an accepted report tells other spending",
        SEALED,
        [update("report", "done_1_report", "services = services - 100, wages = wages + 100")],
    ),
    # ── words and persons of the ledger
    Corruption("an entry has another day", SEALED, [update("entry", "payment", "\"on\" = '2023-12-01'")]),
    Corruption(
        "an entry has another document", SEALED, [update("entry", "payment", "document_number = 'x'")]
    ),
    Corruption(
        "an entry has another approver", SEALED, [update("entry", "payment", "approved_by_id = {head}")]
    ),
    Corruption(
        "an entry has another asker", SEALED, [update("entry", "payment", "requested_by_id = {head}")]
    ),
    Corruption(
        "an entry has another recorder", SEALED, [update("entry", "payment", "recorded_by_id = {head}")]
    ),
    Corruption("an entry has another reason", SEALED, [update("entry", "payment", "reason = 'อื่น'")]),
    Corruption(
        "a payment names others than its instalment",
        NAMED,
        [update("instalment", "active_1", "requested_by_id = {head}")],
    ),
    # ── who has the money
    Corruption("an agreement is moved to another organisation", HISTORY, MOVED),
    Corruption("an agreement's money is moved to another organisation", SEALED, MOVED),
    Corruption(
        "an allocation is moved to another organisation",
        SEALED,
        [update("allocation", "plain_allocation", "organisation_id = {organisation}")],
    ),
    Corruption(
        "a programme is moved to another region",
        "money stays within its region and programme",
        [update("programme", "closed_year", "region_id = 11")],
    ),
    # ── what was asked for and decided
    Corruption(
        "a cancellation is approved and not carried out",
        CARRIED_OUT,
        [
            update(
                "amendment",
                "proposed",
                "state = 'approved', decided_by_id = {approves}, decided_at = '2024-03-02 00:00:00+00:00'",
            )
        ],
    ),
    Corruption(
        "a change is approved and not carried out",
        CARRIED_OUT,
        [
            update(
                "amendment",
                "proposed",
                "kind = 'change', state = 'approved', decided_by_id = {approves}, "
                "decided_at = '2024-03-02 00:00:00+00:00', "
                'after = \'{{"amount": "91.00", "ends_on": "2024-09-30", "instalments": []}}\'',
            )
        ],
    ),
    Corruption(
        "an approved amendment says something unreadable",
        CARRIED_OUT,
        [update("amendment", "approved_amendment", "kind = 'change', after = '[]'")],
    ),
    Corruption(
        "a report is accepted before it was sent",
        MOMENTS,
        [update("report", "done_1_report", "accepted_at = '2023-01-01 00:00:00+00:00'")],
    ),
    # ── days
    Corruption("a signing day in 2599", DAYS, [update("agreement", "active", "signed_on = '2599-10-20'")]),
    Corruption("a signing day still to come", DAYS, [update("agreement", "active", f"signed_on = '{SOON}'")]),
    Corruption(
        "an end before the beginning", DAYS, [update("agreement", "active", "ends_on = '2023-10-30'")]
    ),
    Corruption(
        "an instalment due in พ.ศ.", DAYS, [update("instalment", "active_3", "due_on = '2567-03-15'")]
    ),
    Corruption(
        "a payment before the signing", ENTRY_DAYS, [update("entry", "payment", "\"on\" = '2023-10-19'")]
    ),
    Corruption(
        "a commitment before the signing",
        ENTRY_DAYS,
        [update("entry", "commitment", "\"on\" = '2023-10-19'")],
    ),
    Corruption("a payment still to come", ENTRY_DAYS, [update("entry", "payment", "\"on\" = '2099-01-01'")]),
    # ── nothing where something has to be
    Corruption("no signing day", DAYS, [update("agreement", "active", "signed_on = NULL")]),
    Corruption("a payment of no instalment", SEALED, [update("entry", "payment", "instalment_id = NULL")]),
    Corruption(
        "a payment approved by nobody", NAMED, [update("instalment", "active_1", "approved_by_id = NULL")]
    ),
    Corruption(
        "a report accepted by nobody", NAMED, [update("report", "done_1_report", "accepted_by_id = NULL")]
    ),
    Corruption(
        "an amount that is nothing",
        MISSING,
        [
            "ALTER TABLE grants_entry ALTER COLUMN amount DROP NOT NULL",
            update("entry", "payment", "amount = NULL"),
        ],
        on="postgresql",
    ),
    Corruption(
        "an amount that is nothing",
        MISSING,
        [
            "CREATE TABLE kept AS SELECT * FROM grants_entry",
            "DROP TABLE grants_entry",
            "ALTER TABLE kept RENAME TO grants_entry",
            update("entry", "payment", "amount = NULL"),
        ],
        on="sqlite",
    ),
    # ── what no column may hold
    Corruption("an entry of no kind", WORDS, [update("entry", "payment", "kind = 'gift'")]),
    Corruption("an agreement in no state", WORDS, [update("agreement", "active", "state = 'lost'")]),
    Corruption("an instalment in no state", WORDS, [update("instalment", "active_1", "state = ''")]),
    Corruption("a settlement of no kind", WORDS, [update("settlement", "explained", "how = 'lost'")]),
    Corruption(
        "an amount that is a word",
        "values are of their type",
        [update("entry", "payment", "amount = 'มาก'")],
        on="sqlite",
    ),
    Corruption(
        "a day that is a word",
        "values are of their type",
        [update("agreement", "active", "signed_on = 'เมื่อวาน'")],
        on="sqlite",
    ),
    Corruption(
        "an amendment that is no JSON",
        "values are of their type",
        [update("amendment", "approved_amendment", "after = 'ยกเลิก'")],
        on="sqlite",
    ),
    # ── rows whose owner is gone
    Corruption("an entry without its agreement", OWNER, [update("entry", "payment", "agreement_id = 9999")]),
    Corruption("an instalment without its agreement", OWNER, [delete("agreement", "signed")]),
    Corruption("an agreement without its allocation", OWNER, [delete("allocation", "active_allocation")]),
    Corruption("an allocation without its programme", OWNER, [delete("programme", "closed_year")]),
    Corruption(
        "a report without its instalment", OWNER, [update("report", "done_1_report", "instalment_id = 999")]
    ),
    # ── the chain itself
    Corruption("a seal says something else", CHAIN, [update("seal", "seal", "content = '{{}}'")]),
    Corruption("a seal stands on another one", CHAIN, [update("seal", "seal", "previous = 'x'")]),
    Corruption("a seal is of another place", CHAIN, [update("seal", "seal", "place = 900")]),
    Corruption("all seals are gone", EARLIER, ["DELETE FROM grants_seal"]),
]


def corruptions() -> list[Corruption]:
    return [each for each in CORRUPTIONS if each.on in ("", connection.vendor)]
