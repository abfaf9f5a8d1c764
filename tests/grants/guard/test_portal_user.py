"""The PostgreSQL user that the portal connects as does its daily work, and cannot reach past the rules of money."""

from collections.abc import Iterator

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from editing.proof.portal_user import reaches_past
from grants.guard.audit import STANDING, run_and_keep, violations
from tests.grants.office_in_the_middle import middle_of_the_year
from tests.grants.raw_sql import only_on
from tests.grants.steps import Office
from tests.grants.year import test_region_6_whole_year as whole_year

NOT_ALLOWED = psycopg.errors.InsufficientPrivilege
PAST_THE_RULES = [
    "TRUNCATE grants_entry CASCADE",
    "TRUNCATE grants_historicalagreement",
    "ALTER TABLE grants_entry DISABLE TRIGGER ALL",
    "ALTER TABLE grants_entry DISABLE TRIGGER grants_entry_counted",
    "ALTER TABLE grants_agreement DROP CONSTRAINT agreement_paid_within_amount",
    "ALTER TABLE grants_agreement ADD COLUMN theirs integer",
    "ALTER TABLE grants_entry OWNER TO CURRENT_USER",
    "DROP TABLE grants_entry CASCADE",
    "DROP TRIGGER grants_entry_counted ON grants_entry",
    "DROP FUNCTION grants_entry_counted() CASCADE",
    "CREATE OR REPLACE FUNCTION grants_entry_counted() RETURNS trigger LANGUAGE plpgsql "
    "AS $$ BEGIN RETURN NULL; END $$",
    "CREATE TRIGGER theirs AFTER INSERT ON grants_entry EXECUTE FUNCTION grants_entry_counted()",
    "SET session_replication_role = replica",
    "CREATE TABLE grants_theirs (id integer)",
    "CREATE TEMPORARY TABLE grants_report AS SELECT 1",
    "CREATE SCHEMA theirs",
    "DELETE FROM grants_entry",
    "UPDATE grants_entry SET document_number = 'x'",
    "DELETE FROM grants_seal",
    "UPDATE grants_seal SET content = ''",
    "DELETE FROM grants_auditrun",
    "UPDATE grants_auditrun SET findings = 0",
    "UPDATE grants_historicalagreement SET amount = 1",
    "DELETE FROM grants_historicalagreement",
    "DELETE FROM centres_historicalorganisation",
    "DELETE FROM people_historicaluser",
    "DELETE FROM participation_historicalplan",
    "DELETE FROM grants_amendment",
    "DELETE FROM grants_agreement",
    "INSERT INTO grants_zero (id) VALUES (1)",
    "UPDATE grants_zero SET id = 1",
    "DELETE FROM django_migrations",
    "INSERT INTO auth_permission (name, content_type_id, codename) VALUES ('x', 1, 'x')",
]
ITS_WORK = [
    "SELECT count(*) FROM grants_entry",
    "SELECT count(*) FROM django_migrations",
    "UPDATE grants_allocation SET purpose = 'อบรม' WHERE state = 'planned'",
    "DELETE FROM grants_allocation WHERE FALSE",
    "UPDATE grants_amendment SET answer = answer WHERE FALSE",
]


@pytest.fixture
def portal_user(transactional_db: None) -> Iterator[str]:
    """A user made for the test; its name is of the database, because users are of the whole server."""
    only_on("postgresql")
    name = f"held_{connection.settings_dict['NAME']}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'only for this test'")
    try:
        call_command("grant_portal_user", name, verbosity=0)
        yield name
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP OWNED BY {name}")
            cursor.execute(f"DROP ROLE {name}")


@pytest.fixture
def as_portal_user(portal_user: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """What the test does, it does as the portal's user."""
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "USER", portal_user)
        patch.setitem(connection.settings_dict, "PASSWORD", "only for this test")
        connection.close()
        yield portal_user
        connection.close()


def why_not(statement: str) -> type[BaseException] | None:
    """What PostgreSQL answers, on a connection of the user's own; whatever it did is taken back."""
    with psycopg.connect(**connection.get_connection_params()) as theirs:
        try:
            theirs.execute(statement)
        except psycopg.Error as error:
            return type(error)
        finally:
            theirs.rollback()
    return None


def test_it_cannot_reach_past_the_rules(portal_user: str, request: pytest.FixtureRequest) -> None:
    middle_of_the_year()
    request.getfixturevalue("as_portal_user")
    assert {each: why for each in PAST_THE_RULES if (why := why_not(each)) is not NOT_ALLOWED} == {}
    assert {each: why for each in ITS_WORK if (why := why_not(each)) is not None} == {}


def test_without_being_held_back_the_same_reaches_past(portal_user: str) -> None:
    """The control: to the owner PostgreSQL says nothing of rights."""
    middle_of_the_year()
    assert [each for each in PAST_THE_RULES if why_not(each) is NOT_ALLOWED] == []


def test_the_whole_year_goes_through_the_pages_as_this_user(as_portal_user: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (as_portal_user,)
    whole_year.test_the_year_goes_from_the_table_to_its_close_through_the_pages(Office())
    run, _results = run_and_keep()
    assert run.findings == 0


def test_a_later_table_can_be_read_and_added_to_and_no_more(
    portal_user: str, request: pytest.FixtureRequest
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE grants_later (id integer PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY)")
    request.getfixturevalue("as_portal_user")
    assert why_not("INSERT INTO grants_later DEFAULT VALUES") is None
    assert why_not("SELECT * FROM grants_later") is None
    assert why_not("DELETE FROM grants_later") is NOT_ALLOWED


def test_a_user_who_reaches_past_is_named_with_the_reason(portal_user: str) -> None:
    assert reaches_past(portal_user) == []
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT TRUNCATE ON grants_entry TO {portal_user}")
        assert reaches_past(portal_user) == ["it may empty a table or hang triggers on it"]
        cursor.execute(f"REVOKE TRUNCATE ON grants_entry FROM {portal_user}")
        cursor.execute(f"GRANT {connection.settings_dict['USER'] or 'CURRENT_USER'} TO {portal_user}")
    with pytest.raises(CommandError, match="it is a member of the role that owns tables"):
        call_command("grant_portal_user", portal_user)


@pytest.mark.django_db
def test_a_user_who_is_not_there_or_owns_the_tables_is_refused() -> None:
    only_on("postgresql")
    with pytest.raises(CommandError, match="There is no user nobody_of_this_name"):
        call_command("grant_portal_user", "nobody_of_this_name")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (owner,) = cursor.fetchone()
    with pytest.raises(CommandError, match="is who asks"):
        call_command("grant_portal_user", owner)
    assert violations(STANDING) == []


@pytest.mark.django_db
def test_sqlite_has_no_users_to_hold_back() -> None:
    only_on("sqlite")
    with pytest.raises(CommandError, match="Only PostgreSQL"):
        call_command("grant_portal_user", "portal")
