"""What is asked of the rows around the one that is written. `{row}` is NEW or OLD."""

PROGRAMMES = {
    "allocation": "grants_programme p WHERE p.id = {row}.programme_id",
    "settlement": "grants_programme p WHERE p.id = {row}.programme_id",
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
PROGRAMMES["entry"] = PROGRAMMES["instalment"]
PROGRAMMES["participantcount"] = PROGRAMMES["report"].replace(
    "WHERE i.id = {row}.instalment_id",
    "JOIN grants_report r ON r.instalment_id = i.id WHERE r.id = {row}.report_id",
)


def year_of(table, row):
    """The state of the programme that a row belongs to."""
    return f"(SELECT p.state FROM {PROGRAMMES[table].format(row=row)})"


def agreement_of(row):
    """The state of the agreement that a row belongs to."""
    return f"(SELECT g.state FROM grants_agreement g WHERE g.id = {row}.agreement_id)"


def instalment_of_report(column):
    return f"(SELECT i.{column} FROM grants_instalment i WHERE i.id = NEW.instalment_id)"


def moves(*allowed):
    """A state changes in another way than these, each "from>to"."""
    pairs = ", ".join(f"'{pair}'" for pair in allowed)
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
IN_FORCE_ONCE = "('signed', 'active', 'ended')"
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
SPENT = "r.compensation + r.wages + r.services + r.materials + r.utilities + r.other"
# What an organisation still holds (grants/money.py), and what was said of it that counts (Settlement.standing).
LEFT = (
    "g.paid - g.returned - "
    + entries("interest").format(id="g.id")
    + f" + COALESCE((SELECT SUM(r.interest - ({SPENT})) FROM grants_report r "
    "JOIN grants_instalment i ON i.id = r.instalment_id "
    "WHERE i.agreement_id = g.id AND r.state = 'accepted'), 0)"
)
STANDING = "(s.how <> 'carried' OR s.approved_by_id IS NOT NULL)"
UNACCOUNTED = (
    "EXISTS (SELECT 1 FROM grants_agreement g JOIN grants_allocation a ON a.id = g.allocation_id "
    f"WHERE a.programme_id = NEW.id AND {LEFT} <> "
    + summed("grants_settlement s", "s.amount", "s.agreement_id = g.id", STANDING)
    + ") OR NEW.ceiling - COALESCE((SELECT SUM(g.paid) FROM grants_agreement g "
    "JOIN grants_allocation a ON a.id = g.allocation_id WHERE a.programme_id = NEW.id), 0) <> "
    + summed("grants_settlement s", "s.amount", "s.programme_id = NEW.id AND s.agreement_id IS NULL", STANDING)
)
ACROSS_REGIONS = (
    "(SELECT region_id FROM grants_programme WHERE id = NEW.programme_id)"
    " <> (SELECT region_id FROM centres_organisation WHERE id = NEW.organisation_id)"
)
PEOPLE = summed("grants_participantcount", "people", "report_id = NEW.id")
WRITTEN_IN_REPORT = (
    "done",
    "output",
    "outcome",
    "participants",
    "problems",
    "carried",
    "received",
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
