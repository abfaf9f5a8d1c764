"""The rules as PostgreSQL writes them: each in a function, with locks for writers that come without ours."""

from grants.migrations.money_rules.conditions import PROGRAMMES
from grants.migrations.money_rules.counted import AFTER, COUNTED_BY_HAND, TAKEN
from grants.migrations.money_rules.refused import BY_TABLE, ORGANISATION, REFUSED


def refusals():
    yield from REFUSED
    yield ("counter_is_a_sum", "programme", "UPDATE", COUNTED_BY_HAND["postgresql"])


def statements():
    for table, programme in PROGRAMMES.items():
        # Two who write under one programme without our lock: the second waits here, then sees what the first wrote.
        lock = f"PERFORM 1 FROM {programme} FOR NO KEY UPDATE OF p"
        body = (
            f"IF TG_OP = 'DELETE' THEN {lock.format(row='OLD')}; RETURN OLD; END IF; "
            f"{lock.format(row='NEW')}; RETURN NEW;"
        )
        # PostgreSQL fires triggers in the order of their names: the lock comes before every rule.
        yield from _rule(f"grants_lock_{table}", "BEFORE INSERT OR UPDATE OR DELETE", f"grants_{table}", body)
    for place, (name, table, event, condition) in enumerate(refusals()):
        yield from _refused(f"grants_rule_{place:03d}_{name}", f"grants_{table}", name, event, condition)
    for place, (name, event, condition) in enumerate(ORGANISATION):
        yield from _refused(f"grants_rule_organisation_{place}", "centres_organisation", name, event, condition)
    for table in ("zero", *BY_TABLE):
        name = f"{table}_stays" if table in ("entry", "seal") else "rows_stay"
        yield _function(f"grants_stay_{table}", _refusing(name, "TRUE", "NULL"))
        yield (
            f"CREATE TRIGGER grants_stay_{table} BEFORE TRUNCATE ON grants_{table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION grants_stay_{table}()"
        )
    for name, table, event, done in AFTER:
        yield from _rule(name, f"AFTER {event}", f"grants_{table}", f"{'; '.join(done)}; RETURN NULL;")
    # An import writes thousands of allocations in one statement: they are counted once.
    taken = TAKEN.format(row="")
    new = f"SELECT programme_id, {taken} AS baht FROM new_rows"
    old = f"SELECT programme_id, -({taken}) AS baht FROM old_rows"
    for event, rows, tables in (
        ("INSERT", new, "NEW TABLE AS new_rows"),
        ("DELETE", old, "OLD TABLE AS old_rows"),
        ("UPDATE", f"{new} UNION ALL {old}", "OLD TABLE AS old_rows NEW TABLE AS new_rows"),
    ):
        name = f"grants_allocation_counted_{event.lower()}"
        yield _function(
            name,
            "UPDATE grants_programme p SET allocated = p.allocated + s.baht FROM (SELECT programme_id, SUM(baht) "
            f"AS baht FROM ({rows}) moved GROUP BY programme_id HAVING SUM(baht) <> 0) s "
            "WHERE p.id = s.programme_id; RETURN NULL;",
        )
        yield (
            f"CREATE TRIGGER {name} AFTER {event} ON grants_allocation REFERENCING {tables} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )


def _refused(trigger, table, name, event, condition):
    body = _refusing(name, condition, "OLD" if event == "DELETE" else "NEW")
    yield from _rule(trigger[:60], f"BEFORE {event}", table, body)


def _refusing(name, condition, row):
    return (
        f"IF {condition} THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'; "
        f"END IF; RETURN {row};"
    )


def _rule(name, when, table, body):
    yield _function(name, body)
    yield f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"


def _function(name, body):
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
