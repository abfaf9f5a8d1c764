"""What is asked of the rows around the one that is written. `{row}` is NEW or OLD."""

PROGRAMMES = {
    "allocation": "grants_programme p WHERE p.id = {row}.programme_id",
    "settlement": "grants_programme p WHERE p.id = {row}.programme_id",
    "ceilingchange": "grants_programme p WHERE p.id = {row}.programme_id",
    "seal": "grants_programme p WHERE p.id = {row}.programme_id",
    "agreement": (
        "grants_programme p JOIN grants_allocation a ON a.programme_id = p.id WHERE a.id = {row}.allocation_id"
    ),
    "instalment": (
        "grants_programme p JOIN grants_allocation a ON a.programme_id = p.id "
        "JOIN grants_agreement g ON g.allocation_id = a.id WHERE g.id = {row}.agreement_id"
    ),
    "report": (
        "grants_programme p JOIN grants_allocation a ON a.programme_id = p.id "
        "JOIN grants_agreement g ON g.allocation_id = a.id JOIN grants_instalment i ON i.agreement_id = g.id "
        "WHERE i.id = {row}.instalment_id"
    ),
}
for table in ("entry", "amendment", "returnnotice"):
    PROGRAMMES[table] = PROGRAMMES["instalment"]
PROGRAMMES["correction"] = PROGRAMMES["instalment"].replace(
    "WHERE g.id = {row}.agreement_id",
    "JOIN grants_entry e ON e.agreement_id = g.id WHERE e.id = {row}.entry_id",
)
PROGRAMMES["participantcount"] = PROGRAMMES["report"].replace(
    "WHERE i.id = {row}.instalment_id",
    "JOIN grants_report r ON r.instalment_id = i.id WHERE r.id = {row}.report_id",
)


def year_of(table, row):
    """The state of the programme that a row belongs to."""
    return f"(SELECT p.state FROM {PROGRAMMES[table].format(row=row)})"


def not_near(days, fiscal_year):
    """A day lies years off its fiscal year (พ.ศ.): editing/days.py says it to the day."""
    return " OR ".join(
        f"COALESCE(CAST(SUBSTR(CAST({day} AS TEXT), 1, 4) AS INTEGER) - {fiscal_year} + 543, 0) NOT BETWEEN -2 AND 5"
        for day in days
    )


def fiscal_year_of(table, row):
    return f"(SELECT p.fiscal_year FROM {PROGRAMMES[table].format(row=row)})"


def agreement_of(row):
    """The state of the agreement that a row belongs to."""
    return f"(SELECT g.state FROM grants_agreement g WHERE g.id = {row}.agreement_id)"


def instalment_of_report(column):
    return f"(SELECT i.{column} FROM grants_instalment i WHERE i.id = NEW.instalment_id)"


# Each step from one state to another that an act makes. The acts of a noun (its Life) know the same, no more and no
# less: tests/grants/rules/test_lives.py.
MOVES = {
    "programme": ("planned>open", "open>closed", "closed>open"),
    "allocation": ("planned>cancelled",),
    "agreement": (
        "draft>signed",
        "signed>draft",
        "signed>active",
        "draft>active",
        "active>ended",
        "draft>cancelled",
        "signed>cancelled",
        "active>cancelled",
    ),
    "instalment": (
        "planned>requested",
        "requested>planned",
        "requested>approved",
        "approved>planned",
        "approved>paid",
        "paid>approved",
        "planned>cancelled",
        "requested>cancelled",
        "approved>cancelled",
        "paid>cancelled",
    ),
    "report": (
        "draft>sent",
        "sent>draft",
        "sent>returned",
        "sent>mentored",
        "mentored>returned",
        "mentored>accepted",
        "returned>sent",
    ),
    "request": ("waiting>approved", "waiting>refused", "waiting>withdrawn"),
}


def moves(table):
    """A state changes in another way than the acts of the noun make it change."""
    pairs = ", ".join(f"'{pair}'" for pair in MOVES[table])
    return f"OLD.state <> NEW.state AND OLD.state || '>' || NEW.state NOT IN ({pairs})"


def becomes(*states):
    """The row takes one of these states with this statement."""
    words = ", ".join(f"'{state}'" for state in states)
    return f"OLD.state <> NEW.state AND NEW.state IN ({words})"


def differs(*columns):
    """Any of the columns changes; no key and no text of ours is 0 or '-'."""
    return "(" + " OR ".join(f"OLD.{column} <> NEW.{column}" for column in columns) + ")"


def other_key(column):
    """A key that may be missing is another one than before."""
    return f"COALESCE(OLD.{column}, 0) <> COALESCE(NEW.{column}, 0)"


def summed(table, amount, owner, condition="1 = 1"):
    return f"COALESCE((SELECT SUM({amount}) FROM {table} WHERE {owner} AND {condition}), 0)"


def entries(kind, key="id", owner="agreement_id"):
    """The sum of the ledger's entries of a measure with what adjusts it."""
    return summed("grants_entry", "amount", f"{owner} = {{{key}}}", f"'{kind}' IN (kind, adjusts)")


LIVE = "('draft', 'signed', 'active')"
AGREED = summed(
    "grants_agreement", "CASE state WHEN 'cancelled' THEN paid ELSE amount END", "allocation_id = {id}"
)
IN_PARTS = summed("grants_instalment", "amount", "agreement_id = {id}")
MEASURED = {"paid": entries("payment"), "returned": entries("return"), "committed": entries("commitment")}
PAID_PART = entries("payment", owner="instalment_id")
BEFORE_IS_REPORTED = (
    "({number} = 1 OR EXISTS (SELECT 1 FROM grants_report r JOIN grants_instalment b ON b.id = r.instalment_id "
    "WHERE b.agreement_id = {agreement} AND b.number = {number} - 1 AND r.state = 'accepted'))"
)
END_BEFORE = (
    "COALESCE((SELECT r.cash + r.bank FROM grants_report r JOIN grants_instalment i ON i.id = r.instalment_id "
    "JOIN grants_instalment own ON own.agreement_id = i.agreement_id AND own.number = i.number + 1 "
    "WHERE own.id = NEW.instalment_id), 0)"
)
# What came back under the agreement of a report, but for what accepted reports have counted (reports/report.py).
CAME_BACK = (
    "(SELECT "
    + " + ".join(entries(kind).format(id="own.agreement_id") for kind in ("return", "interest"))
    + " - COALESCE((SELECT SUM(r.returned) FROM grants_report r JOIN grants_instalment i ON i.id = r.instalment_id "
    "WHERE i.agreement_id = own.agreement_id AND r.state = 'accepted'), 0) "
    "FROM grants_instalment own WHERE own.id = NEW.instalment_id)"
)
SPENT = "r.compensation + r.wages + r.services + r.materials + r.utilities + r.other"
# What an organisation still holds (reports/money.py), and what was said of it that counts (Settlement.standing).
IN_REPORTS = (
    "COALESCE((SELECT SUM({amount}) FROM grants_report r JOIN grants_instalment i ON i.id = r.instalment_id "
    "WHERE i.agreement_id = {id} AND r.state = 'accepted'), 0)"
)
EARNED, INTEREST_BACK = IN_REPORTS.format(amount="r.interest", id="g.id"), entries("interest").format(id="g.id")
# Interest that came back without having stood in a report was earned all the same.
LEFT = (
    f"g.paid - g.returned - {IN_REPORTS.format(amount=SPENT, id='g.id')} "
    f"+ CASE WHEN {EARNED} > {INTEREST_BACK} THEN {EARNED} - {INTEREST_BACK} ELSE 0 END"
)
STANDING = (
    "s.state = 'approved' AND s.undoes_id IS NULL AND NOT EXISTS "
    "(SELECT 1 FROM grants_settlement u WHERE u.undoes_id = s.id AND u.state = 'approved')"
)
UNACCOUNTED = (
    "EXISTS (SELECT 1 FROM grants_agreement g JOIN grants_allocation a ON a.id = g.allocation_id "
    f"WHERE a.programme_id = NEW.id AND {LEFT} <> "
    + summed("grants_settlement s", "s.amount", "s.agreement_id = g.id", STANDING)
    + ") OR NEW.ceiling - COALESCE((SELECT SUM(g.paid) FROM grants_agreement g "
    "JOIN grants_allocation a ON a.id = g.allocation_id WHERE a.programme_id = NEW.id), 0) <> "
    + summed("grants_settlement s", "s.amount", "s.programme_id = NEW.id AND s.agreement_id IS NULL", STANDING)
)
# What an agreement in force binds may yet be paid; once it is over, what was committed is what was paid.
NEVER_PAID = (
    "(SELECT p.ceiling FROM grants_programme p WHERE p.id = NEW.programme_id) - COALESCE((SELECT SUM(g.committed) "
    "FROM grants_agreement g JOIN grants_allocation a ON a.id = g.allocation_id "
    "WHERE a.programme_id = NEW.programme_id), 0)"
)

UNDECIDED = " OR ".join(
    f"EXISTS (SELECT 1 FROM grants_{table} q WHERE q.state = 'waiting' "
    f"AND EXISTS (SELECT 1 FROM {PROGRAMMES[table].format(row='q')} AND p.id = NEW.id))"
    for table in ("amendment", "returnnotice", "correction", "settlement", "ceilingchange")
)


# Each change that was asked for starts from the ceiling that stands, so only the last one can lead to the next.
CEILING_WAS_APPROVED = (
    "EXISTS (SELECT 1 FROM grants_ceilingchange c WHERE c.before = OLD.ceiling AND c.after = NEW.ceiling AND c.id = "
    "(SELECT MAX(last.id) FROM grants_ceilingchange last WHERE last.programme_id = OLD.id AND last.state = 'approved'))"
)
ANOTHER_CEILING = "NEW.before <> (SELECT p.ceiling FROM grants_programme p WHERE p.id = NEW.programme_id)"


def set_aside(counted):
    """What is said already of the money that a settlement is about."""
    same = "s.programme_id = NEW.programme_id AND COALESCE(s.agreement_id, 0) = COALESCE(NEW.agreement_id, 0)"
    return summed("grants_settlement s", "s.amount", same, f"({counted})")


def more_than_is_left(counted):
    """A settlement says more than is left beside the others that count."""
    left = f"CASE WHEN NEW.agreement_id IS NULL THEN {NEVER_PAID} ELSE (SELECT {LEFT} FROM grants_agreement g " \
        "WHERE g.id = NEW.agreement_id) END"
    return f"NEW.undoes_id IS NULL AND NEW.amount + {set_aside(counted)} > ({left})"


ACROSS_REGIONS = (
    "(SELECT region_id FROM grants_programme WHERE id = NEW.programme_id)"
    " <> (SELECT region_id FROM centres_organisation WHERE id = NEW.organisation_id)"
)
PEOPLE = summed("grants_participantcount", "people", "report_id = NEW.id")
WRITTEN_IN_REPORT = (
    "activities",
    "done",
    "output",
    "outcome",
    "participants",
    "problems",
    "unshown",
    "checks",
    "carried",
    "received",
    "returned",
    "interest",
    "compensation",
    "wages",
    "services",
    "materials",
    "utilities",
    "other",
    "cash",
    "bank",
)


def report_of(row):
    return f"(SELECT r.state FROM grants_report r WHERE r.id = {row}.report_id)"
