"""What no statement may do: (name, table, event, refused when). Checked before the statement touches the row.

A condition that is NULL refuses nothing, so none of them may be: a row comes after the row it belongs to.
"""

from grants.migrations.money_rules.conditions import ACROSS_REGIONS, AGREED, ANOTHER_CEILING, BEFORE_IS_REPORTED, CAME_BACK, CEILING_WAS_APPROVED, END_BEFORE, IN_PARTS, LIVE, MEASURED, PAID_PART, PEOPLE, STANDING, UNACCOUNTED, UNDECIDED, WRITTEN_IN_REPORT, agreement_of, becomes, differs, entries, fiscal_year_of, instalment_of_report, more_than_is_left, moves, not_near, other_key, report_of, year_of

PROGRAMME = [
    ("programme_starts_empty", "INSERT", "NEW.state NOT IN ('planned', 'open') OR NEW.allocated <> 0"),
    ("programme_moves_in_order", "UPDATE", moves("programme")),
    (
        "programme_closes_without_live_agreements",
        "UPDATE",
        f"{becomes('closed')} AND EXISTS (SELECT 1 FROM grants_agreement g "
        f"JOIN grants_allocation a ON a.id = g.allocation_id WHERE a.programme_id = NEW.id AND g.state IN {LIVE})",
    ),
    ("year_is_accounted_for", "UPDATE", f"{becomes('closed')} AND ({UNACCOUNTED})"),
    ("year_is_decided", "UPDATE", f"{becomes('closed')} AND ({UNDECIDED})"),
    ("programme_closed_is_fixed", "UPDATE", f"OLD.state = 'closed' AND {differs('ceiling', 'allocated')}"),
    (
        "ceiling_changes_by_request",
        "UPDATE",
        f"{differs('ceiling')} AND EXISTS (SELECT 1 FROM grants_allocation WHERE programme_id = OLD.id) "
        f"AND NOT {CEILING_WAS_APPROVED}",
    ),
    ("year_is_closed", "DELETE", "OLD.state = 'closed'"),
    (
        "programme_keeps_its_year",
        "UPDATE",
        "OLD.fiscal_year <> NEW.fiscal_year AND (OLD.state <> 'planned' OR EXISTS (SELECT 1 FROM grants_agreement g "
        "JOIN grants_allocation a ON a.id = g.allocation_id WHERE a.programme_id = OLD.id))",
    ),
    (
        "allocation_within_one_region",
        "UPDATE",
        "OLD.region_id <> NEW.region_id AND EXISTS (SELECT 1 FROM grants_allocation WHERE programme_id = OLD.id)",
    ),
]
ALLOCATION = [
    ("year_is_closed", "INSERT", f"{year_of('allocation', 'NEW')} = 'closed'"),
    (
        "year_is_closed",
        "UPDATE",
        f"{differs('amount', 'state', 'programme_id', 'organisation_id')} "
        f"AND 'closed' IN ({year_of('allocation', 'OLD')}, {year_of('allocation', 'NEW')})",
    ),
    ("year_is_closed", "DELETE", f"{year_of('allocation', 'OLD')} = 'closed'"),
    (
        "allocation_keeps_its_owner",
        "UPDATE",
        f"{differs('organisation_id', 'programme_id')} "
        "AND (OLD.state <> 'planned' OR EXISTS (SELECT 1 FROM grants_agreement WHERE allocation_id = OLD.id))",
    ),
    ("allocation_starts_uncommitted", "INSERT", "NEW.state <> 'planned' OR NEW.agreed <> 0"),
    ("allocation_moves_in_order", "UPDATE", moves("allocation")),
    (
        "allocation_cancelled_is_fixed",
        "UPDATE",
        "OLD.state = 'cancelled' AND (OLD.amount <> NEW.amount OR NEW.state <> 'cancelled')",
    ),
    (
        "allocation_cancelled_without_live_agreements",
        "UPDATE",
        f"{becomes('cancelled')} AND EXISTS "
        f"(SELECT 1 FROM grants_agreement WHERE allocation_id = OLD.id AND state IN {LIVE})",
    ),
    ("counter_is_a_sum", "UPDATE", f"NEW.agreed <> OLD.agreed AND NEW.agreed <> {AGREED.format(id='NEW.id')}"),
    ("allocation_within_one_region", "INSERT", ACROSS_REGIONS),
    ("allocation_within_one_region", "UPDATE", ACROSS_REGIONS),
]
OF_ANOTHER_YEAR = not_near(
    ("NEW.signed_on", "NEW.starts_on", "NEW.ends_on"), fiscal_year_of("agreement", "NEW")
)
AGREEMENT = [
    (
        "agreement_starts_as_draft",
        "INSERT",
        "NEW.state <> 'draft' OR NEW.paid <> 0 OR NEW.returned <> 0 OR NEW.committed <> 0 "
        "OR NEW.instalments_total <> 0",
    ),
    ("year_is_closed", "INSERT", f"{year_of('agreement', 'NEW')} = 'closed'"),
    ("year_is_closed", "UPDATE", f"{year_of('agreement', 'OLD')} = 'closed'"),
    ("year_is_closed", "DELETE", f"{year_of('agreement', 'OLD')} = 'closed'"),
    (
        "allocation_is_cancelled",
        "INSERT",
        "(SELECT state FROM grants_allocation WHERE id = NEW.allocation_id) = 'cancelled'",
    ),
    ("agreement_moves_in_order", "UPDATE", moves("agreement")),
    ("days_are_possible", "INSERT", OF_ANOTHER_YEAR),
    ("days_are_possible", "UPDATE", OF_ANOTHER_YEAR),
    (
        "year_is_not_open",
        "UPDATE",
        f"{becomes('signed', 'active', 'ended')} AND {year_of('agreement', 'OLD')} <> 'open'",
    ),
    ("agreement_keeps_its_owner", "UPDATE", differs("allocation_id", "number")),
    (
        "agreement_keeps_who",
        "UPDATE",
        f"OLD.state <> 'draft' AND NEW.state <> 'draft' AND {other_key('signed_by_id')}",
    ),
    (
        "instalment_paid_in_force",
        "UPDATE",
        f"{becomes('draft')} AND EXISTS (SELECT 1 FROM grants_instalment i WHERE i.agreement_id = NEW.id "
        "AND i.state <> 'planned')",
    ),
    (
        "agreement_ends_when_reported",
        "UPDATE",
        f"{becomes('ended')} AND NEW.paid = NEW.amount AND EXISTS (SELECT 1 FROM grants_instalment i WHERE i.agreement_id = NEW.id "
        "AND NOT EXISTS (SELECT 1 FROM grants_report r WHERE r.instalment_id = i.id AND r.state = 'accepted'))",
    ),
    ("agreement_over_is_fixed", "UPDATE", "OLD.state IN ('ended', 'cancelled') AND OLD.amount <> NEW.amount"),
    ("agreement_stays", "DELETE", "OLD.state <> 'draft'"),
    (
        "counter_is_a_sum",
        "UPDATE",
        " OR ".join(
            f"(NEW.{name} <> OLD.{name} AND NEW.{name} <> {total.format(id='NEW.id')})"
            for name, total in {"instalments_total": IN_PARTS, **MEASURED}.items()
        ),
    ),
]
INSTALMENT = [
    (
        "instalment_starts_planned",
        "INSERT",
        "NEW.state <> 'planned' OR NEW.paid <> 0 OR NEW.requested_by_id IS NOT NULL "
        "OR NEW.approved_by_id IS NOT NULL",
    ),
    ("year_is_closed", "INSERT", f"{year_of('instalment', 'NEW')} = 'closed'"),
    ("year_is_closed", "UPDATE", f"{year_of('instalment', 'OLD')} = 'closed'"),
    ("year_is_closed", "DELETE", f"{year_of('instalment', 'OLD')} = 'closed'"),
    ("instalment_of_what_runs", "INSERT", f"{agreement_of('NEW')} NOT IN ('draft', 'active')"),
    (
        "instalment_keeps_its_owner",
        "UPDATE",
        f"{differs('agreement_id')} OR ({differs('number')} AND {agreement_of('OLD')} <> 'draft')",
    ),
    (
        "instalment_of_what_runs",
        "UPDATE",
        "OLD.amount <> NEW.amount AND (OLD.state <> 'planned' OR NEW.state <> 'planned' "
        f"OR {agreement_of('OLD')} NOT IN ('draft', 'active'))",
    ),
    (
        "instalment_of_what_runs",
        "DELETE",
        f"OLD.state <> 'planned' OR {agreement_of('OLD')} NOT IN ('draft', 'active')",
    ),
    ("instalment_moves_in_order", "UPDATE", moves("instalment")),
    (
        "instalment_paid_in_force",
        "UPDATE",
        f"({becomes('requested')} AND {agreement_of('NEW')} NOT IN ('signed', 'active')) "
        f"OR ({becomes('approved', 'paid')} AND {agreement_of('NEW')} <> 'active')",
    ),
    (
        "instalment_waits_for_report",
        "UPDATE",
        f"{becomes('requested', 'approved', 'paid')} AND NOT "
        + BEFORE_IS_REPORTED.format(number="NEW.number", agreement="NEW.agreement_id"),
    ),
    (
        "instalment_cancelled_with_its_agreement",
        "UPDATE",
        f"{becomes('cancelled')} AND {agreement_of('NEW')} <> 'cancelled'",
    ),
    (
        "instalment_keeps_who",
        "UPDATE",
        "OLD.state IN ('requested', 'approved', 'paid') AND NEW.state IN ('requested', 'approved', 'paid') "
        f"AND ({other_key('requested_by_id')} OR (OLD.state <> 'requested' AND {other_key('approved_by_id')}))",
    ),
    ("counter_is_a_sum", "UPDATE", f"NEW.paid <> OLD.paid AND NEW.paid <> {PAID_PART.format(id='NEW.id')}"),
]
ENTRY = [
    ("entry_stays", "UPDATE", "1 = 1"),
    ("entry_stays", "DELETE", "1 = 1"),
    ("year_is_not_open", "INSERT", f"{year_of('entry', 'NEW')} <> 'open'"),
    (
        "days_are_possible",
        "INSERT",
        "NEW.kind <> 'adjustment' AND " + not_near(('NEW."on"',), fiscal_year_of("entry", "NEW")),
    ),
    (
        "days_are_possible",
        "INSERT",
        "NEW.kind <> 'adjustment' AND EXISTS "
        "(SELECT 1 FROM grants_agreement g WHERE g.id = NEW.agreement_id AND NEW.\"on\" < g.signed_on)",
    ),
    (
        "entry_fits_the_agreement",
        "INSERT",
        f"({agreement_of('NEW')} IN ('draft', 'signed')) OR (NEW.kind IN ('commitment', 'payment') "
        f"AND {agreement_of('NEW')} <> 'active') OR (NEW.adjusts IN ('payment', 'commitment') "
        f"AND {agreement_of('NEW')} = 'ended')",
    ),
    (
        "entry_pays_an_approved_instalment",
        "INSERT",
        "NEW.kind = 'payment' AND NOT EXISTS (SELECT 1 FROM grants_instalment i WHERE i.id = NEW.instalment_id "
        "AND i.agreement_id = NEW.agreement_id AND i.state = 'approved' AND i.amount = NEW.amount "
        "AND i.requested_by_id = NEW.requested_by_id AND i.approved_by_id = NEW.approved_by_id AND "
        + BEFORE_IS_REPORTED.format(number="i.number", agreement="i.agreement_id")
        + ")",
    ),
    (
        "entry_takes_back_a_payment",
        "INSERT",
        "NEW.adjusts = 'payment' AND NOT EXISTS (SELECT 1 FROM grants_instalment i WHERE i.id = NEW.instalment_id "
        "AND i.agreement_id = NEW.agreement_id AND i.state = 'paid' AND i.amount = -NEW.amount AND NOT EXISTS "
        "(SELECT 1 FROM grants_report r WHERE r.instalment_id = i.id AND r.state NOT IN ('draft', 'returned')))",
    ),
    (
        "entry_interest_not_negative",
        "INSERT",
        f"NEW.adjusts = 'interest' AND NEW.amount + {entries('interest').format(id='NEW.agreement_id')} < 0",
    ),
    (
        "entry_interest_within_paid",
        "INSERT",
        f"'interest' IN (NEW.kind, NEW.adjusts) AND NEW.amount + {entries('interest').format(id='NEW.agreement_id')} "
        f"> {entries('payment').format(id='NEW.agreement_id')}",
    ),
]
REPORT = [
    ("report_starts_as_draft", "INSERT", "NEW.state <> 'draft'"),
    ("year_is_closed", "INSERT", f"{year_of('report', 'NEW')} = 'closed'"),
    ("year_is_closed", "UPDATE", f"{year_of('report', 'OLD')} = 'closed'"),
    ("year_is_closed", "DELETE", f"{year_of('report', 'OLD')} = 'closed'"),
    ("report_keeps_its_owner", "UPDATE", differs("instalment_id")),
    ("report_accepted_is_fixed", "UPDATE", "OLD.state = 'accepted'"),
    ("report_accepted_is_fixed", "DELETE", "OLD.state <> 'draft'"),
    ("report_moves_in_order", "UPDATE", moves("report")),
    (
        "report_sent_is_fixed",
        "UPDATE",
        "OLD.state IN ('sent', 'mentored') AND "
        f"({differs(*WRITTEN_IN_REPORT)} OR {other_key('sent_by_id')} "
        f"OR (OLD.state = 'mentored' AND NEW.state <> 'returned' AND {other_key('mentored_by_id')}))",
    ),
    (
        "report_of_a_paid_instalment",
        "UPDATE",
        f"NEW.state IN ('sent', 'mentored', 'accepted') AND ({instalment_of_report('state')} <> 'paid' "
        f"OR NEW.received <> {instalment_of_report('paid')})",
    ),
    ("report_of_a_paid_instalment", "INSERT", f"{instalment_of_report('state')} <> 'paid'"),
    (
        "report_starts_from_the_last",
        "UPDATE",
        f"NEW.state IN ('sent', 'mentored', 'accepted') AND NEW.carried <> {END_BEFORE}",
    ),
    (
        "report_shows_or_says_why",
        "UPDATE",
        f"{becomes('sent')} AND NEW.unshown = '' AND (NEW.participants = 0 "
        "OR NEW.activities = '[]' AND NOT EXISTS (SELECT 1 FROM grants_evidence e WHERE e.report_id = NEW.id))",
    ),
    ("report_tells_what_came_back", "UPDATE", f"{becomes('sent')} AND NEW.returned <> {CAME_BACK}"),
    (
        "report_participants_add_up",
        "UPDATE",
        f"NEW.state IN ('sent', 'mentored', 'accepted') AND NEW.participants <> {PEOPLE}",
    ),
]
PARTICIPANTS = [
    ("report_sent_is_fixed", "INSERT", f"{report_of('NEW')} NOT IN ('draft', 'returned')"),
    (
        "report_sent_is_fixed",
        "UPDATE",
        f"{report_of('OLD')} NOT IN ('draft', 'returned') OR {report_of('NEW')} NOT IN ('draft', 'returned')",
    ),
    ("report_sent_is_fixed", "DELETE", f"{report_of('OLD')} NOT IN ('draft', 'returned')"),
]
# A file that shows what a report says goes in and out with the report, while it is open.
EVIDENCE = PARTICIPANTS


def request(table, *asked, keys=(), closed_to=("year_is_not_open", "<> 'open'")):
    """What is asked for stays as it was asked for, is decided once, and does not disappear; its year takes it."""
    refusal, years = closed_to
    same = " OR ".join([differs(*asked, "requested_by_id", "requested_at"), *map(other_key, keys)])
    steps = moves("request")
    return [
        (refusal, "INSERT", f"{year_of(table, 'NEW')} {years}"),
        (refusal, "UPDATE", f"{becomes('approved')} AND {year_of(table, 'OLD')} {years}"),
        ("request_starts_waiting", "INSERT", "NEW.state <> 'waiting'"),
        ("request_is_fixed", "UPDATE", f"OLD.state <> 'waiting' OR {steps} OR {same}"),
        ("request_is_fixed", "DELETE", "1 = 1"),
    ]


AMENDMENT = [
    *request("amendment", "agreement_id", "kind", "reason", "before", "after", "needs_head_office"),
    ("amendment_of_what_runs", "INSERT", f"{agreement_of('NEW')} <> 'active'"),
]
RETURN = request("returnnotice", "agreement_id", "unspent", "interest", '"on"', "document_number", "slip")
CORRECTION = [
    *request("correction", "entry_id", "right_amount", "reason", "document_number"),
    (
        "correction_of_what_is_corrected_so",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM grants_entry e WHERE e.id = NEW.entry_id AND (e.kind IN ('return', 'interest') "
        "OR (e.kind = 'payment' AND NEW.right_amount = 0)))",
    ),
]
SETTLEMENT = [
    *request(
        "settlement",
        *("programme_id", "how", "amount", "reason", "document_number"),
        keys=("agreement_id", "undoes_id"),
    ),
    ("settlement_says_how", "INSERT", "NEW.how NOT IN ('carried', 'explained', 'given_back')"),
    (
        "settlement_within_one_programme",
        "INSERT",
        "NEW.agreement_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM grants_agreement g "
        "JOIN grants_allocation a ON a.id = g.allocation_id "
        "WHERE g.id = NEW.agreement_id AND a.programme_id = NEW.programme_id)",
    ),
    (
        "settlement_within_what_is_left",
        "INSERT",
        more_than_is_left(f"(s.state = 'waiting' AND s.undoes_id IS NULL) OR ({STANDING})"),
    ),
    ("settlement_within_what_is_left", "UPDATE", f"{becomes('approved')} AND {more_than_is_left(STANDING)}"),
    (
        "settlement_undoes_what_counts",
        "INSERT",
        "NEW.undoes_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM grants_settlement s WHERE s.id = NEW.undoes_id "
        "AND s.programme_id = NEW.programme_id AND COALESCE(s.agreement_id, 0) = COALESCE(NEW.agreement_id, 0) "
        f"AND s.how = NEW.how AND s.amount = NEW.amount AND {STANDING})",
    ),
]
CEILING = [
    *request(
        "ceilingchange",
        *("programme_id", "before", "after", "reason"),
        closed_to=("year_is_closed", "= 'closed'"),
    ),
    ("ceiling_change_is_of_what_stands", "INSERT", ANOTHER_CEILING),
    ("ceiling_change_is_of_what_stands", "UPDATE", f"{becomes('approved')} AND {ANOTHER_CEILING}"),
]
# A chain: each seal stands on the one before, from the first place on.
SEAL = [
    ("seal_stays", "UPDATE", "1 = 1"),
    ("seal_stays", "DELETE", "1 = 1"),
    (
        "seal_follows_the_last",
        "INSERT",
        "NEW.place <> 1 + COALESCE((SELECT MAX(place) FROM grants_seal WHERE programme_id = NEW.programme_id), 0) "
        "OR NEW.previous <> COALESCE((SELECT hash FROM grants_seal WHERE programme_id = NEW.programme_id "
        "AND place = NEW.place - 1), '')",
    ),
]
# What was done and found, line after line: only ever added to.
ADDED_TO = [("history_stays", "UPDATE", "1 = 1"), ("history_stays", "DELETE", "1 = 1")]
HISTORIES = [
    f"historical{name}"
    for name in ("programme", "allocation", "agreement", "instalment", "report", "othersource", "agreementtemplate")
]
BY_TABLE = {
    "programme": PROGRAMME,
    "allocation": ALLOCATION,
    "agreement": AGREEMENT,
    "instalment": INSTALMENT,
    "entry": ENTRY,
    "report": REPORT,
    "participantcount": PARTICIPANTS,
    "evidence": EVIDENCE,
    "amendment": AMENDMENT,
    "settlement": SETTLEMENT,
    "ceilingchange": CEILING,
    "returnnotice": RETURN,
    "correction": CORRECTION,
    "seal": SEAL,
    "auditrun": ADDED_TO,
    **dict.fromkeys(HISTORIES, ADDED_TO),
}

# child: its keys and the tables they point to. Foreign keys are looked at when a transaction ends, so without these
# a row could come before the one it belongs to, or outlive it, and no counter would know of it.
PARENTS = {
    "allocation": {"programme_id": "grants_programme", "organisation_id": "centres_organisation"},
    "agreement": {"allocation_id": "grants_allocation"},
    "instalment": {"agreement_id": "grants_agreement"},
    "entry": {"agreement_id": "grants_agreement"},
    "report": {"instalment_id": "grants_instalment"},
    "participantcount": {"report_id": "grants_report"},
    "evidence": {"report_id": "grants_report"},
    "amendment": {"agreement_id": "grants_agreement"},
    "returnnotice": {"agreement_id": "grants_agreement"},
    "correction": {"entry_id": "grants_entry"},
    "settlement": {"programme_id": "grants_programme"},
    "ceilingchange": {"programme_id": "grants_programme"},
    "seal": {"programme_id": "grants_programme"},
}
CHILDREN = {
    "programme": {key: "programme_id" for key in ("allocation", "settlement", "ceilingchange", "seal")},
    "allocation": {"agreement": "allocation_id"},
    "agreement": {
        key: "agreement_id" for key in ("instalment", "entry", "amendment", "returnnotice", "settlement")
    },
    "instalment": {"entry": "instalment_id", "report": "instalment_id"},
}


def _family():
    for table in BY_TABLE:
        if table not in ("entry", "seal", "auditrun", *HISTORIES):  # these do not change at all
            yield ("row_keeps_its_key", table, "UPDATE", differs("id"))
    for child, parents in PARENTS.items():
        missing = " OR ".join(
            f"NOT EXISTS (SELECT 1 FROM {table} WHERE id = NEW.{key})" for key, table in parents.items()
        )
        yield ("parent_comes_first", child, "INSERT", missing)
        if child in ("allocation", "participantcount", "evidence"):  # the others keep their owner
            yield ("parent_comes_first", child, "UPDATE", missing)
    for parent, children in CHILDREN.items():
        left = " OR ".join(
            f"EXISTS (SELECT 1 FROM grants_{child} WHERE {key} = OLD.id)" for child, key in children.items()
        )
        yield ("parent_goes_last", parent, "DELETE", left)


REFUSED = [
    *_family(),
    *((name, table, event, when) for table, rules in BY_TABLE.items() for name, event, when in rules),
]
# Of the table of another room, whose region decides who may hold an allocation.
HAS_ALLOCATIONS = "EXISTS (SELECT 1 FROM grants_allocation WHERE organisation_id = {row}.id)"
ORGANISATION = [
    (
        "allocation_within_one_region",
        "UPDATE",
        f"{differs('region_id', 'id')} AND {HAS_ALLOCATIONS.format(row='OLD')}",
    ),
    ("parent_goes_last", "DELETE", HAS_ALLOCATIONS.format(row="OLD")),
    ("parent_goes_last", "INSERT", HAS_ALLOCATIONS.format(row="NEW")),
]
