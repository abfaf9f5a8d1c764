"""The rules of money that a column's CHECK cannot say, as triggers on both databases.

A refusal raises its own name, which regions/refusals.py turns into a sentence (grants/refusals.py has them). Its
condition is written once for both databases; PostgreSQL runs it inside a function. Counters are sums, computed
anew by every statement that moves them, and nothing else may write them. docs/decisions/money-rules.md.

On SQLite a later migration that rebuilds one of these tables drops its triggers and must make them again
(`drop` and `make` here); tests/grants/test_money_rules.py notices.
"""

from django.db import migrations, models

YEAR_OF_ALLOCATION = "(SELECT p.state FROM grants_programme p WHERE p.id = {row}.programme_id)"
YEAR_OF_AGREEMENT = (
    "(SELECT p.state FROM grants_programme p JOIN grants_allocation a ON a.programme_id = p.id "
    "WHERE a.id = {row}.allocation_id)"
)
YEAR_OF_PART = (
    "(SELECT p.state FROM grants_programme p JOIN grants_allocation a ON a.programme_id = p.id "
    "JOIN grants_agreement g ON g.allocation_id = a.id WHERE g.id = {row}.agreement_id)"
)
YEAR_OF_REPORT = (
    "(SELECT p.state FROM grants_programme p JOIN grants_allocation a ON a.programme_id = p.id "
    "JOIN grants_agreement g ON g.allocation_id = a.id JOIN grants_instalment i ON i.agreement_id = g.id "
    "WHERE i.id = {row}.instalment_id)"
)
STATE_OF_AGREEMENT = "(SELECT g.state FROM grants_agreement g WHERE g.id = {row}.agreement_id)"
BEFORE_IS_REPORTED = (
    "({number} = 1 OR EXISTS (SELECT 1 FROM grants_report r JOIN grants_instalment b ON b.id = r.instalment_id "
    "WHERE b.agreement_id = {agreement} AND b.number = {number} - 1 AND r.state = 'accepted'))"
)
END_BEFORE = (
    "COALESCE((SELECT r.cash + r.bank FROM grants_report r JOIN grants_instalment i ON i.id = r.instalment_id "
    "JOIN grants_instalment own ON own.agreement_id = i.agreement_id AND own.number = i.number + 1 "
    "WHERE own.id = NEW.instalment_id), 0)"
)
LIVE = "('draft', 'signed', 'active')"


def moves(*allowed):
    pairs = ", ".join(f"'{pair}'" for pair in allowed)
    return f"OLD.state <> NEW.state AND OLD.state || '>' || NEW.state NOT IN ({pairs})"


def summed(table, amount, owner, condition="1 = 1"):
    return f"COALESCE((SELECT SUM({amount}) FROM {table} WHERE {owner} AND {condition}), 0)"


AGREED = summed(
    "grants_agreement", "CASE state WHEN 'cancelled' THEN paid ELSE amount END", "allocation_id = {id}"
)
IN_PARTS = summed("grants_instalment", "amount", "agreement_id = {id}")
MEASURED = {
    name: summed("grants_entry", "amount", "agreement_id = {id}", f"'{kind}' IN (kind, adjusts)")
    for name, kind in (("paid", "payment"), ("returned", "return"), ("committed", "commitment"))
}
PAID_PART = summed("grants_entry", "amount", "instalment_id = {id}", "'payment' IN (kind, adjusts)")

# (name, table, events, refused when): checked before the statement touches the row.
REFUSED = [
    # The year
    ("programme_starts_empty", "programme", "INSERT", "NEW.state NOT IN ('planned', 'open') OR NEW.allocated <> 0"),
    (
        "programme_moves_in_order",
        "programme",
        "UPDATE",
        moves("planned>open", "open>closed", "closed>open"),
    ),
    (
        "programme_closes_without_live_agreements",
        "programme",
        "UPDATE",
        "OLD.state <> 'closed' AND NEW.state = 'closed' AND EXISTS (SELECT 1 FROM grants_agreement g "
        f"JOIN grants_allocation a ON a.id = g.allocation_id WHERE a.programme_id = NEW.id AND g.state IN {LIVE})",
    ),
    (
        "programme_closed_is_fixed",
        "programme",
        "UPDATE",
        "OLD.state = 'closed' AND (OLD.ceiling <> NEW.ceiling OR OLD.allocated <> NEW.allocated)",
    ),
    (
        "programme_keeps_its_year",
        "programme",
        "UPDATE",
        "OLD.fiscal_year <> NEW.fiscal_year AND (OLD.state <> 'planned' OR EXISTS (SELECT 1 FROM grants_agreement g "
        "JOIN grants_allocation a ON a.id = g.allocation_id WHERE a.programme_id = OLD.id))",
    ),
    (
        "allocation_within_one_region",
        "programme",
        "UPDATE",
        "OLD.region_id <> NEW.region_id AND EXISTS (SELECT 1 FROM grants_allocation WHERE programme_id = OLD.id)",
    ),
    # Allocations
    (
        "year_is_closed",
        "allocation",
        "INSERT",
        f"{YEAR_OF_ALLOCATION.format(row='NEW')} = 'closed'",
    ),
    (
        "year_is_closed",
        "allocation",
        "UPDATE",
        f"(OLD.amount <> NEW.amount OR OLD.state <> NEW.state) AND {YEAR_OF_ALLOCATION.format(row='OLD')} = 'closed'",
    ),
    ("year_is_closed", "allocation", "DELETE", f"{YEAR_OF_ALLOCATION.format(row='OLD')} = 'closed'"),
    (
        "allocation_keeps_its_owner",
        "allocation",
        "UPDATE",
        "(OLD.organisation_id <> NEW.organisation_id OR OLD.programme_id <> NEW.programme_id) "
        "AND (OLD.state <> 'planned' OR EXISTS (SELECT 1 FROM grants_agreement WHERE allocation_id = OLD.id))",
    ),
    ("allocation_starts_uncommitted", "allocation", "INSERT", "NEW.state NOT IN ('planned', 'announced') OR NEW.agreed <> 0"),
    (
        "allocation_moves_in_order",
        "allocation",
        "UPDATE",
        moves(
            "planned>announced",
            "announced>planned",
            "planned>contracted",
            "announced>contracted",
            "contracted>announced",
            "planned>cancelled",
            "announced>cancelled",
            "contracted>cancelled",
        ),
    ),
    (
        "allocation_cancelled_is_fixed",
        "allocation",
        "UPDATE",
        "OLD.state = 'cancelled' AND (OLD.amount <> NEW.amount OR NEW.state <> 'cancelled')",
    ),
    (
        "allocation_cancelled_without_live_agreements",
        "allocation",
        "UPDATE",
        "OLD.state <> 'cancelled' AND NEW.state = 'cancelled' AND EXISTS "
        f"(SELECT 1 FROM grants_agreement WHERE allocation_id = OLD.id AND state IN {LIVE})",
    ),
    ("counter_is_a_sum", "allocation", "UPDATE", f"NEW.agreed <> OLD.agreed AND NEW.agreed <> {AGREED.format(id='NEW.id')}"),
    # Agreements
    (
        "agreement_starts_as_draft",
        "agreement",
        "INSERT",
        "NEW.state <> 'draft' OR NEW.paid <> 0 OR NEW.returned <> 0 OR NEW.committed <> 0 OR NEW.instalments_total <> 0",
    ),
    ("year_is_closed", "agreement", "INSERT", f"{YEAR_OF_AGREEMENT.format(row='NEW')} = 'closed'"),
    ("year_is_closed", "agreement", "UPDATE", f"{YEAR_OF_AGREEMENT.format(row='OLD')} = 'closed'"),
    ("year_is_closed", "agreement", "DELETE", f"{YEAR_OF_AGREEMENT.format(row='OLD')} = 'closed'"),
    (
        "allocation_is_cancelled",
        "agreement",
        "INSERT",
        "(SELECT state FROM grants_allocation WHERE id = NEW.allocation_id) = 'cancelled'",
    ),
    (
        "agreement_moves_in_order",
        "agreement",
        "UPDATE",
        moves(
            "draft>signed",
            "signed>draft",
            "signed>active",
            "active>ended",
            "draft>cancelled",
            "signed>cancelled",
            "active>cancelled",
        ),
    ),
    (
        "year_is_not_open",
        "agreement",
        "UPDATE",
        "OLD.state <> NEW.state AND NEW.state IN ('signed', 'active', 'ended') "
        f"AND {YEAR_OF_AGREEMENT.format(row='OLD')} <> 'open'",
    ),
    (
        "agreement_keeps_its_owner",
        "agreement",
        "UPDATE",
        "OLD.allocation_id <> NEW.allocation_id OR OLD.number <> NEW.number",
    ),
    (
        "agreement_over_is_fixed",
        "agreement",
        "UPDATE",
        "OLD.state IN ('ended', 'cancelled') AND OLD.amount <> NEW.amount",
    ),
    ("agreement_stays", "agreement", "DELETE", "OLD.state <> 'draft'"),
    (
        "counter_is_a_sum",
        "agreement",
        "UPDATE",
        " OR ".join(
            [f"(NEW.instalments_total <> OLD.instalments_total AND NEW.instalments_total <> {IN_PARTS.format(id='NEW.id')})"]
            + [
                f"(NEW.{name} <> OLD.{name} AND NEW.{name} <> {total.format(id='NEW.id')})"
                for name, total in MEASURED.items()
            ]
        ),
    ),
    # Instalments
    (
        "instalment_starts_planned",
        "instalment",
        "INSERT",
        "NEW.state <> 'planned' OR NEW.paid <> 0 OR NEW.requested_by_id IS NOT NULL OR NEW.approved_by_id IS NOT NULL",
    ),
    ("year_is_closed", "instalment", "INSERT", f"{YEAR_OF_PART.format(row='NEW')} = 'closed'"),
    ("year_is_closed", "instalment", "UPDATE", f"{YEAR_OF_PART.format(row='OLD')} = 'closed'"),
    ("year_is_closed", "instalment", "DELETE", f"{YEAR_OF_PART.format(row='OLD')} = 'closed'"),
    (
        "instalment_of_what_runs",
        "instalment",
        "INSERT",
        f"{STATE_OF_AGREEMENT.format(row='NEW')} NOT IN ('draft', 'active')",
    ),
    (
        "instalment_keeps_its_owner",
        "instalment",
        "UPDATE",
        "OLD.agreement_id <> NEW.agreement_id OR (OLD.number <> NEW.number "
        f"AND {STATE_OF_AGREEMENT.format(row='OLD')} <> 'draft')",
    ),
    (
        "instalment_of_what_runs",
        "instalment",
        "UPDATE",
        f"OLD.amount <> NEW.amount AND (OLD.state <> 'planned' OR {STATE_OF_AGREEMENT.format(row='OLD')} NOT IN ('draft', 'active'))",
    ),
    (
        "instalment_of_what_runs",
        "instalment",
        "DELETE",
        f"OLD.state <> 'planned' OR {STATE_OF_AGREEMENT.format(row='OLD')} NOT IN ('draft', 'active')",
    ),
    (
        "instalment_moves_in_order",
        "instalment",
        "UPDATE",
        moves(
            "planned>requested",
            "requested>planned",
            "requested>approved",
            "approved>planned",
            "approved>paid",
            "paid>approved",
            "planned>cancelled",
            "requested>cancelled",
            "approved>cancelled",
        ),
    ),
    (
        "instalment_paid_in_force",
        "instalment",
        "UPDATE",
        "OLD.state <> NEW.state AND NEW.state IN ('requested', 'approved', 'paid') "
        f"AND {STATE_OF_AGREEMENT.format(row='NEW')} <> 'active'",
    ),
    (
        "instalment_waits_for_report",
        "instalment",
        "UPDATE",
        "OLD.state <> NEW.state AND NEW.state IN ('requested', 'approved', 'paid') AND NOT "
        + BEFORE_IS_REPORTED.format(number="NEW.number", agreement="NEW.agreement_id"),
    ),
    (
        "instalment_cancelled_with_its_agreement",
        "instalment",
        "UPDATE",
        f"OLD.state <> NEW.state AND NEW.state = 'cancelled' AND {STATE_OF_AGREEMENT.format(row='NEW')} <> 'cancelled'",
    ),
    (
        "instalment_keeps_who",
        "instalment",
        "UPDATE",
        "OLD.state IN ('approved', 'paid') AND NEW.state IN ('approved', 'paid') "
        "AND (OLD.requested_by_id <> NEW.requested_by_id OR OLD.approved_by_id <> NEW.approved_by_id)",
    ),
    (
        "counter_is_a_sum",
        "instalment",
        "UPDATE",
        f"NEW.paid <> OLD.paid AND NEW.paid <> {PAID_PART.format(id='NEW.id')}",
    ),
    # The ledger
    ("entry_stays", "entry", "UPDATE", "1 = 1"),
    ("entry_stays", "entry", "DELETE", "1 = 1"),
    ("year_is_not_open", "entry", "INSERT", f"{YEAR_OF_PART.format(row='NEW')} <> 'open'"),
    (
        "entry_fits_the_agreement",
        "entry",
        "INSERT",
        f"({STATE_OF_AGREEMENT.format(row='NEW')} IN ('draft', 'signed')) OR (NEW.kind IN ('commitment', 'payment') "
        f"AND {STATE_OF_AGREEMENT.format(row='NEW')} <> 'active') OR (NEW.adjusts IN ('payment', 'commitment') "
        f"AND {STATE_OF_AGREEMENT.format(row='NEW')} = 'ended')",
    ),
    (
        "entry_pays_an_approved_instalment",
        "entry",
        "INSERT",
        "NEW.kind = 'payment' AND NOT EXISTS (SELECT 1 FROM grants_instalment i WHERE i.id = NEW.instalment_id "
        "AND i.agreement_id = NEW.agreement_id AND i.state = 'approved' AND i.amount = NEW.amount "
        "AND i.requested_by_id = NEW.requested_by_id AND i.approved_by_id = NEW.approved_by_id AND "
        + BEFORE_IS_REPORTED.format(number="i.number", agreement="i.agreement_id")
        + ")",
    ),
    (
        "entry_takes_back_a_payment",
        "entry",
        "INSERT",
        "NEW.adjusts = 'payment' AND NOT EXISTS (SELECT 1 FROM grants_instalment i WHERE i.id = NEW.instalment_id "
        "AND i.agreement_id = NEW.agreement_id AND i.state = 'paid' AND i.amount = -NEW.amount)",
    ),
    # Reports
    (
        "report_starts_as_draft",
        "report",
        "INSERT",
        "NEW.state <> 'draft'",
    ),
    ("year_is_closed", "report", "INSERT", f"{YEAR_OF_REPORT.format(row='NEW')} = 'closed'"),
    ("year_is_closed", "report", "UPDATE", f"{YEAR_OF_REPORT.format(row='OLD')} = 'closed'"),
    ("year_is_closed", "report", "DELETE", f"{YEAR_OF_REPORT.format(row='OLD')} = 'closed'"),
    ("report_keeps_its_owner", "report", "UPDATE", "OLD.instalment_id <> NEW.instalment_id"),
    ("report_accepted_is_fixed", "report", "UPDATE", "OLD.state = 'accepted'"),
    ("report_accepted_is_fixed", "report", "DELETE", "OLD.state <> 'draft'"),
    (
        "report_moves_in_order",
        "report",
        "UPDATE",
        moves("draft>sent", "sent>returned", "sent>mentored", "mentored>returned", "mentored>accepted", "returned>sent"),
    ),
    (
        "report_of_a_paid_instalment",
        "report",
        "UPDATE",
        "NEW.state IN ('sent', 'mentored', 'accepted') AND "
        "NEW.received <> (SELECT i.paid FROM grants_instalment i WHERE i.id = NEW.instalment_id)",
    ),
    (
        "report_of_a_paid_instalment",
        "report",
        "INSERT",
        "(SELECT i.state FROM grants_instalment i WHERE i.id = NEW.instalment_id) <> 'paid'",
    ),
    (
        "report_starts_from_the_last",
        "report",
        "UPDATE",
        f"NEW.state IN ('sent', 'mentored', 'accepted') AND NEW.carried <> {END_BEFORE}",
    ),
    # What is decided
    (
        "amendment_decided_is_fixed",
        "amendment",
        "UPDATE",
        "OLD.state <> 'proposed' OR OLD.agreement_id <> NEW.agreement_id OR OLD.requested_by_id <> NEW.requested_by_id",
    ),
    ("amendment_decided_is_fixed", "amendment", "DELETE", "1 = 1"),
    ("amendment_starts_proposed", "amendment", "INSERT", "NEW.state <> 'proposed'"),
    (
        "year_is_not_open",
        "settlement",
        "INSERT",
        f"{YEAR_OF_ALLOCATION.format(row='NEW')} <> 'open'",
    ),
    (
        "year_is_not_open",
        "settlement",
        "UPDATE",
        f"{YEAR_OF_ALLOCATION.format(row='OLD')} <> 'open'",
    ),
    (
        "settlement_is_fixed",
        "settlement",
        "UPDATE",
        "OLD.amount <> NEW.amount OR OLD.programme_id <> NEW.programme_id OR OLD.how <> NEW.how "
        "OR OLD.requested_by_id <> NEW.requested_by_id OR OLD.approved_by_id IS NOT NULL",
    ),
    ("year_is_not_open", "settlement", "DELETE", f"{YEAR_OF_ALLOCATION.format(row='OLD')} <> 'open'"),
]
ACROSS_REGIONS = (
    "(SELECT region_id FROM grants_programme WHERE id = NEW.programme_id)"
    " <> (SELECT region_id FROM centres_organisation WHERE id = NEW.organisation_id)"
)
REFUSED += [
    ("allocation_within_one_region", "allocation", "INSERT", ACROSS_REGIONS),
    ("allocation_within_one_region", "allocation", "UPDATE", ACROSS_REGIONS),
]

# (name, table, events, statements): done after the statement.
UNSPLIT = "CASE WHEN state IN ('draft', 'cancelled') THEN 0 ELSE amount - instalments_total END"
UNCOMMITTED = (
    "CASE state WHEN 'active' THEN amount WHEN 'ended' THEN amount WHEN 'cancelled' THEN paid ELSE 0 END - committed"
)
KEEP_DIFFERENCES = (
    f"UPDATE grants_agreement SET unsplit_id = {UNSPLIT}, uncommitted_id = {UNCOMMITTED} WHERE id = NEW.id "
    f"AND (unsplit_id <> {UNSPLIT} OR uncommitted_id <> {UNCOMMITTED})"
)


def count_agreed(row):
    total = AGREED.format(id=f"{row}.allocation_id")
    return f"UPDATE grants_allocation SET agreed = {total} WHERE id = {row}.allocation_id AND agreed <> {total}"


def count_parts(row):
    total = IN_PARTS.format(id=f"{row}.agreement_id")
    return (
        f"UPDATE grants_agreement SET instalments_total = {total} "
        f"WHERE id = {row}.agreement_id AND instalments_total <> {total}"
    )


COUNT_ENTRIES = (
    "UPDATE grants_agreement SET "
    + ", ".join(f"{name} = {total.format(id='NEW.agreement_id')}" for name, total in MEASURED.items())
    + " WHERE id = NEW.agreement_id"
)
COUNT_PAID_PART = (
    f"UPDATE grants_instalment SET paid = {PAID_PART.format(id='NEW.instalment_id')}, "
    f"state = CASE WHEN {PAID_PART.format(id='NEW.instalment_id')} = 0 THEN 'approved' ELSE 'paid' END "
    "WHERE id = NEW.instalment_id"
)
AFTER = [
    ("grants_agreement_counted_insert", "agreement", "INSERT", [count_agreed("NEW"), KEEP_DIFFERENCES]),
    ("grants_agreement_counted_update", "agreement", "UPDATE", [count_agreed("NEW"), KEEP_DIFFERENCES]),
    ("grants_agreement_counted_delete", "agreement", "DELETE", [count_agreed("OLD")]),
    ("grants_instalment_counted_insert", "instalment", "INSERT", [count_parts("NEW")]),
    ("grants_instalment_counted_update", "instalment", "UPDATE", [count_parts("NEW")]),
    ("grants_instalment_counted_delete", "instalment", "DELETE", [count_parts("OLD")]),
    ("grants_entry_counted", "entry", "INSERT", [COUNT_ENTRIES, COUNT_PAID_PART]),
]

# What a cancelled allocation takes of the ceiling is what its agreements took of it.
TAKEN = "CASE {row}state WHEN 'cancelled' THEN {row}agreed ELSE {row}amount END"
MOVED = (
    f"{TAKEN.format(row='OLD.')} <> {TAKEN.format(row='NEW.')} OR OLD.programme_id <> NEW.programme_id"
)


def taking(sign, row):
    return (
        f"UPDATE grants_programme SET allocated = allocated {sign} {TAKEN.format(row=f'{row}.')} "
        f"WHERE id = {row}.programme_id"
    )


# SQLite counts row by row. While it counts, a row stands in grants_counting: without it `allocated` is not written.
COUNTING = [
    ("INSERT", "1 = 1", [taking("+", "NEW")]),
    ("DELETE", "1 = 1", [taking("-", "OLD")]),
    ("UPDATE", MOVED, [taking("-", "OLD"), taking("+", "NEW")]),
]
COUNTED_BY_HAND = {
    "sqlite": "OLD.allocated <> NEW.allocated AND NOT EXISTS (SELECT 1 FROM grants_counting)",
    "postgresql": "OLD.allocated <> NEW.allocated AND pg_trigger_depth() < 2",
}
KEPT_REGION = "EXISTS (SELECT 1 FROM grants_allocation WHERE organisation_id = OLD.id)"
# Two who write under one agreement without our lock: the second waits here, and then sees what the first wrote.
LOCKED = {
    "entry": "grants_agreement WHERE id = NEW.agreement_id",
    "instalment": "grants_agreement WHERE id = NEW.agreement_id",
    "agreement": "grants_allocation WHERE id = NEW.allocation_id",
}


def refusals(vendor):
    yield from REFUSED
    yield ("counter_is_a_sum", "programme", "UPDATE", COUNTED_BY_HAND[vendor])


def sqlite_statements():
    yield "CREATE TABLE grants_counting (one INTEGER NOT NULL)"
    for place, (name, table, event, condition) in enumerate(refusals("sqlite")):
        yield (
            f"CREATE TRIGGER grants_rule_{place:02d}_{name} BEFORE {event} ON grants_{table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )
    yield (
        "CREATE TRIGGER grants_rule_organisation BEFORE UPDATE OF region_id ON centres_organisation "
        f"WHEN OLD.region_id <> NEW.region_id AND {KEPT_REGION} "
        "BEGIN SELECT RAISE(ABORT, 'allocation_within_one_region'); END"
    )
    for name, table, event, statements in AFTER:
        yield f"CREATE TRIGGER {name} AFTER {event} ON grants_{table} BEGIN {'; '.join(statements)}; END"
    for event, condition, statements in COUNTING:
        counted = ["INSERT INTO grants_counting VALUES (1)", *statements, "DELETE FROM grants_counting"]
        yield (
            f"CREATE TRIGGER grants_allocation_counted_{event.lower()} AFTER {event} ON grants_allocation "
            f"WHEN {condition} BEGIN {'; '.join(counted)}; END"
        )


def postgresql_statements():
    for table, parent in LOCKED.items():
        yield from _function(f"grants_lock_{table}", f"PERFORM 1 FROM {parent} FOR NO KEY UPDATE; RETURN NEW;")
        # PostgreSQL fires triggers in the order of their names: the lock comes before every rule.
        yield _trigger(f"grants_lock_{table}", "BEFORE INSERT OR UPDATE", f"grants_{table}")
    for place, (name, table, event, condition) in enumerate(refusals("postgresql")):
        own = f"grants_rule_{place:02d}_{name}"[:60]
        yield from _function(own, _refusing(name, condition, "OLD" if event == "DELETE" else "NEW"))
        yield _trigger(own, f"BEFORE {event}", f"grants_{table}")
    yield from _function(
        "grants_rule_organisation",
        _refusing("allocation_within_one_region", f"OLD.region_id <> NEW.region_id AND {KEPT_REGION}", "NEW"),
    )
    yield _trigger("grants_rule_organisation", "BEFORE UPDATE OF region_id", "centres_organisation")
    yield from _function("grants_entries_stay", _refusing("entry_stays", "TRUE", "NULL"))
    yield (
        "CREATE TRIGGER grants_entries_stay BEFORE TRUNCATE ON grants_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION grants_entries_stay()"
    )
    for name, table, event, statements in AFTER:
        yield from _function(name, f"{'; '.join(statements)}; RETURN NULL;")
        yield _trigger(name, f"AFTER {event}", f"grants_{table}")
    # An import writes thousands of allocations in one statement: they are counted once.
    for event, rows, tables in (
        ("INSERT", f"SELECT programme_id, {TAKEN.format(row='')} AS baht FROM new_rows", "NEW TABLE AS new_rows"),
        ("DELETE", f"SELECT programme_id, -({TAKEN.format(row='')}) AS baht FROM old_rows", "OLD TABLE AS old_rows"),
        (
            "UPDATE",
            f"SELECT programme_id, {TAKEN.format(row='')} AS baht FROM new_rows "
            f"UNION ALL SELECT programme_id, -({TAKEN.format(row='')}) FROM old_rows",
            "OLD TABLE AS old_rows NEW TABLE AS new_rows",
        ),
    ):
        name = f"grants_allocation_counted_{event.lower()}"
        yield from _function(
            name,
            "UPDATE grants_programme p SET allocated = p.allocated + s.baht FROM (SELECT programme_id, SUM(baht) "
            f"AS baht FROM ({rows}) moved GROUP BY programme_id HAVING SUM(baht) <> 0) s WHERE p.id = s.programme_id; "
            "RETURN NULL;",
        )
        yield (
            f"CREATE TRIGGER {name} AFTER {event} ON grants_allocation REFERENCING {tables} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )


def _refusing(name, condition, row):
    return (
        f"IF {condition} THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'; "
        f"END IF; RETURN {row};"
    )


def _function(name, body):
    yield f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


def _trigger(name, when, table):
    return f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"


STATEMENTS = {"sqlite": sqlite_statements, "postgresql": postgresql_statements}


def make(apps, schema_editor):
    apps.get_model("grants", "Zero").objects.get_or_create(pk=0)
    for statement in STATEMENTS[schema_editor.connection.vendor]():
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("grants", "0004_agreements")]
    operations = [
        migrations.RemoveConstraint("participantcount", "participants_once_a_network"),
        migrations.AddConstraint(
            "participantcount",
            models.UniqueConstraint(
                fields=("report", "network"),
                name="participants_once_a_network",
                violation_error_message="This network is counted already.",
            ),
        ),
        migrations.AddConstraint(
            "participantcount",
            models.UniqueConstraint(
                condition=models.Q(("network", None)),
                fields=("report",),
                name="participants_of_others_once",
                violation_error_message="People of no network are counted already.",
            ),
        ),
        migrations.RunPython(make, elidable=False),
    ]
