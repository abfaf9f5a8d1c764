"""What follows a statement: sums counted anew, differences kept.

`GUARDS` are for SQLite. There "INSERT OR IGNORE" reaches into the triggers that the statement fires, and a sum that
a CHECK refuses would stay behind without a word; so each is asked before it is written, in the CHECK's own words.
"""

from grants.migrations.money_rules.conditions import AGREED, IN_PARTS, MEASURED, PAID_PART, agreement_of

UNSPLIT = "CASE WHEN state IN ('draft', 'cancelled') THEN 0 ELSE amount - instalments_total END"
UNCOMMITTED = (
    "CASE state WHEN 'active' THEN amount WHEN 'ended' THEN amount WHEN 'cancelled' THEN paid ELSE 0 END"
    " - committed"
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


PAID, RETURNED = (MEASURED[name].format(id="NEW.agreement_id") for name in ("paid", "returned"))
PAID_NOW = PAID_PART.format(id="NEW.instalment_id")
COUNT_ENTRIES = (
    "UPDATE grants_agreement SET "
    + ", ".join(f"{name} = {total.format(id='NEW.agreement_id')}" for name, total in MEASURED.items())
    + " WHERE id = NEW.agreement_id"
)
COUNT_PAID_PART = (
    f"UPDATE grants_instalment SET paid = {PAID_NOW}, "
    f"state = CASE WHEN {PAID_NOW} <> 0 THEN 'paid' WHEN {agreement_of('NEW')} = 'cancelled' THEN 'cancelled' "
    "ELSE 'approved' END WHERE id = NEW.instalment_id"
)


def guard(constraint, table, key, broken):
    return (
        f"SELECT RAISE(ABORT, 'CHECK constraint failed: {constraint}') FROM grants_{table} held "
        f"WHERE held.id = {key} AND {broken}"
    )


def guard_agreed(row):
    total = AGREED.format(id=f"{row}.allocation_id")
    key = f"{row}.allocation_id"
    return guard("allocation_agreed_within_amount", "allocation", key, f"{total} NOT BETWEEN 0 AND held.amount")


GUARDS = {
    "grants_agreement_counted_insert": [guard_agreed("NEW")],
    "grants_agreement_counted_update": [guard_agreed("NEW")],
    "grants_entry_counted": [
        guard(
            "agreement_paid_within_amount",
            "agreement",
            "NEW.agreement_id",
            f"{PAID} NOT BETWEEN 0 AND held.amount",
        ),
        guard(
            "agreement_returned_within_paid",
            "agreement",
            "NEW.agreement_id",
            f"{RETURNED} NOT BETWEEN 0 AND {PAID}",
        ),
        guard(
            "instalment_paid_whole",
            "instalment",
            "NEW.instalment_id",
            f"{PAID_NOW} NOT IN (0, held.amount)",
        ),
    ],
}
# (name, table, event, statements)
AFTER = [
    ("grants_agreement_counted_insert", "agreement", "INSERT", [count_agreed("NEW"), KEEP_DIFFERENCES]),
    (
        "grants_agreement_counted_update",
        "agreement",
        "UPDATE",
        [count_agreed("NEW"), KEEP_DIFFERENCES],
    ),
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
    after = f"allocated {sign} {TAKEN.format(row=f'{row}.')}"
    yield guard(
        "programme_allocated_within_ceiling",
        "programme",
        f"{row}.programme_id",
        f"held.{after} NOT BETWEEN 0 AND held.ceiling",
    )
    yield f"UPDATE grants_programme SET allocated = {after} WHERE id = {row}.programme_id"


# SQLite counts row by row. While it counts, a row stands in grants_counting: without it `allocated` is not written.
COUNTING = [
    ("INSERT", "1 = 1", [*taking("+", "NEW")]),
    ("DELETE", "1 = 1", [*taking("-", "OLD")]),
    ("UPDATE", MOVED, [*taking("-", "OLD"), *taking("+", "NEW")]),
]
COUNTED_BY_HAND = {
    "sqlite": "OLD.allocated <> NEW.allocated AND NOT EXISTS (SELECT 1 FROM grants_counting)",
    "postgresql": "OLD.allocated <> NEW.allocated AND pg_trigger_depth() < 2",
}
