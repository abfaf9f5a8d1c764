"""The rules as SQLite writes them, with what only SQLite needs: types, and rows that REPLACE would take away."""

from grants.migrations.money_rules.counted import AFTER, COUNTED_BY_HAND, COUNTING, GUARDS
from grants.migrations.money_rules.refused import HISTORIES, ORGANISATION, REFUSED

REPORTED = "participants carried received interest compensation wages services materials utilities other returned cash bank"
# A column of SQLite takes values of every type: 'abc' is more than any amount, and no sum counts it.
TYPES = {
    "programme": {"integer": "ceiling allocated fiscal_year", "text": "state"},
    "allocation": {"integer": "amount agreed", "text": "state"},
    "agreement": {
        "integer": "amount instalments_total paid returned committed",
        "text": "state number",
    },
    "instalment": {"integer": "amount number paid", "text": "state"},
    "entry": {"integer": "amount", "text": "kind adjusts document_number"},
    "report": {"integer": REPORTED, "text": "state"},
    "participantcount": {"integer": "people"},
    "amendment": {"text": "state kind"},
    "returnnotice": {"integer": "unspent interest", "text": "state document_number"},
    "correction": {"integer": "right_amount", "text": "state document_number"},
    "settlement": {"integer": "amount", "text": "state how"},
    "ceilingchange": {"integer": "before after", "text": "state"},
    "seal": {"integer": "place key", "text": "record content previous hash"},
}
# REPLACE takes the rows in its way out of the table, and fires no trigger for them.
UNIQUE = {
    "programme": ["region_id fiscal_year"],
    "allocation": ["programme_id organisation_id"],
    "agreement": ["number"],
    "instalment": ["agreement_id number"],
    "entry": [],
    "report": ["instalment_id"],
    "participantcount": ["report_id network_id", "report_id"],
    "amendment": ["agreement_id"],
    "returnnotice": ["agreement_id"],
    "correction": ["entry_id"],
    "settlement": ["undoes_id"],
    "ceilingchange": ["programme_id"],
    "evidence": [],
    "seal": ["programme_id place"],
    "auditrun": [],
    **dict.fromkeys(HISTORIES, []),
}
ONLY_WHERE = {
    **dict.fromkeys(
        [
            ("amendment", "agreement_id"),
            ("returnnotice", "agreement_id"),
            ("correction", "entry_id"),
            ("ceilingchange", "programme_id"),
        ],
        "state = 'waiting' AND NEW.state = 'waiting'",
    ),
    ("settlement", "undoes_id"): "state IN ('waiting', 'approved') AND NEW.state IN ('waiting', 'approved')",
    ("participantcount", "report_id"): "network_id IS NULL AND NEW.network_id IS NULL",
}


def refusals():
    for table, types in TYPES.items():
        wrong = " OR ".join(
            f"typeof(NEW.{column}) <> '{kind}'" for kind, columns in types.items() for column in columns.split()
        )
        yield ("value_has_its_type", table, "INSERT", wrong)
        yield ("value_has_its_type", table, "UPDATE", wrong)
    yield from REFUSED
    yield ("counter_is_a_sum", "programme", "UPDATE", COUNTED_BY_HAND["sqlite"])
    for table, keys in UNIQUE.items():
        own = "history_id" if table in HISTORIES else "id"
        for key in (own, *keys):
            columns = key.split()
            # What the database itself says of a key that is taken (regions/refusals.py reads it).
            name = "UNIQUE constraint failed: " + ", ".join(f"grants_{table}.{column}" for column in columns)
            same = " AND ".join(f"{column} = NEW.{column}" for column in columns)
            only = ONLY_WHERE.get((table, key), "1 = 1")
            taken = f"EXISTS (SELECT 1 FROM grants_{table} WHERE {same} AND {only}{{but}})"
            yield (name, table, "INSERT", taken.format(but=""))
            if key != own:
                changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
                yield (name, table, "UPDATE", f"({changed}) AND {taken.format(but=' AND id <> OLD.id')}")


def statements():
    # A row that is left there points to nothing, and the transaction does not end.
    yield (
        "CREATE TABLE grants_counting (one INTEGER NOT NULL CHECK (one = 1) "
        "REFERENCES grants_zero (id) DEFERRABLE INITIALLY DEFERRED)"
    )
    # SQLite asks the trigger that was made last first: this way both databases ask in the order of the table.
    for place, (name, table, event, condition) in reversed([*enumerate(refusals())]):
        yield _refusing(f"grants_rule_{place:03d}", f"grants_{table}", name, event, condition)
    for place, (name, event, condition) in enumerate(ORGANISATION):
        yield _refusing(f"grants_rule_organisation_{place}", "centres_organisation", name, event, condition)
    for name, table, event, done in AFTER:
        body = "; ".join([*GUARDS.get(name, []), *done])
        yield f"CREATE TRIGGER {name} AFTER {event} ON grants_{table} BEGIN {body}; END"
    for event, condition, done in COUNTING:
        counted = ["INSERT INTO grants_counting VALUES (1)", *done, "DELETE FROM grants_counting"]
        yield (
            f"CREATE TRIGGER grants_allocation_counted_{event.lower()} AFTER {event} ON grants_allocation "
            f"WHEN {condition} BEGIN {'; '.join(counted)}; END"
        )


def _refusing(trigger, table, name, event, condition):
    word = "key_is_taken" if name.startswith("UNIQUE") else name
    return (
        f"CREATE TRIGGER {trigger}_{word} BEFORE {event} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
    )
