"""What was decided on is kept word for word, can be read by whoever reads the plan, and cannot be changed."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client

from editing.refusals import sentence_for
from participation.migrations.rows_stay import writing
from participation.models import FormOfParticipation, Plan, PlanVersion
from participation.proof import IN_FORCE
from participation.years.deciding import decide
from people.models import User
from people.roles import Role
from tests import make
from tests.html import browser_of, text_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(officer_6: User) -> PlanVersion:
    plan = make.plan_line(make.plan(), 1).plan
    plan.submit(by=officer_6, seen=plan.shown)
    return decide(plan, make.minutes(), by=make.user("decides", Role.REGIONAL_STAFF, 6), seen=plan.shown)


def test_deciding_keeps_the_plan_and_the_words_of_the_catalogue(version: PlanVersion) -> None:
    assert (version.number, version.title) == (1, "ฉบับที่ 1 (ครั้งที่ 4/2566)")
    (line,) = version.content["lines"]
    texts = [(item["mark"], item["text"]) for item in line["items"] if item["kind"] == "activity"]
    assert texts == [("1.", "อบรมสร้างความรู้"), ("2.", "สื่อสารเรื่องสิทธิประโยชน์")]
    assert line["items"][0]["key"] == Plan.objects.get().lines.get().targets[0].pk
    assert version.is_whole
    name = FormOfParticipation.objects.get(number=5).name
    FormOfParticipation.objects.update(short_name="ใหม่")
    FormOfParticipation.objects.filter(number=5).update(name="ชื่อใหม่")
    version.refresh_from_db()
    assert any(name in words for words in version.content["catalogue"])


def test_a_version_is_read_with_its_decision_by_whoever_reads_the_plan(
    version: PlanVersion, member_6: User, officer_11: User
) -> None:
    page = text_at(browser_of(member_6), "/plans/2567/6/versions/1/")
    for told in ("ฉบับที่ 1 (ครั้งที่ 4/2566)", "อบรมสร้างความรู้", "เห็นชอบ", version.sha256):
        assert told in page
    assert "/plans/2567/6/versions/1/" in text_at(browser_of(member_6), "/plans/2567/6/")
    assert browser_of(officer_11).get("/plans/2567/6/versions/1/").status_code == 404


STATEMENTS = [
    "UPDATE participation_planversion SET title = 'อื่น'",
    "UPDATE participation_planversion SET content = '{}'",
    "DELETE FROM participation_planversion",
    "UPDATE participation_plandecision SET kind = 'acknowledged'",
    "DELETE FROM participation_plandecision",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_no_statement_changes_a_version_or_its_decision(statement: str, version: PlanVersion) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    said = sentence_for(refused.value)
    assert said in ("ฉบับของแผนที่มีมติแล้วแก้ไขหรือลบไม่ได้", "มติเกี่ยวกับแผนแก้ไขหรือลบไม่ได้")
    version.refresh_from_db()
    assert version.is_whole


@pytest.mark.parametrize("state", [state for state in Plan.State if state in IN_FORCE])
@pytest.mark.parametrize("way", ["update", "create"])
def test_no_plan_is_in_force_that_nobody_decided_on(state: str, way: str, officer_6: User) -> None:
    """Another plan's decision is none of this one."""
    decided = make.plan_line(make.plan(6, 2566), 1).plan
    decided.submit(by=officer_6, seen=decided.shown)
    by = make.user("decides", Role.REGIONAL_STAFF, 6)
    decide(decided, make.minutes(), by=by, seen=decided.shown)
    plans = Plan.objects.filter(fiscal_year=2567)
    if way == "update":
        make.plan_line(make.plan(), 1).plan.submit(by=officer_6, seen=plans.get().shown)
    ways: dict[str, Callable[[], object]] = {
        "update": lambda: plans.update(state=state),
        "create": lambda: plans.create(region_id=6, fiscal_year=2567, state=state, submitted_by=officer_6),
    }
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        ways[way]()
    assert "มติ" in sentence_for(refused.value)
    assert not plans.exclude(state="submitted").exists()


@pytest.mark.parametrize("state", [state for state in Plan.State if state not in IN_FORCE])
def test_no_plan_that_was_decided_on_waits_for_it_again(state: str, version: PlanVersion) -> None:
    submitted_by = None if state == Plan.State.DRAFT else version.plan.submitted_by
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Plan.objects.update(state=state, submitted_by=submitted_by)
    assert "มติ" in sentence_for(refused.value)
    assert Plan.objects.get().state == "decided"


def test_no_version_takes_the_place_of_another(version: PlanVersion) -> None:
    connection.check_constraints()
    if connection.vendor == "sqlite":
        columns = "id, plan_id, number, title, decision_id, content, sha256, made_at"
        statement = f"INSERT OR REPLACE INTO participation_planversion ({columns}) SELECT {columns} "
        statement += "FROM participation_planversion"
    else:
        statement = "TRUNCATE participation_planversion CASCADE"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert PlanVersion.objects.count() == 1


def test_a_page_says_when_a_version_was_changed_past_the_portal(desk: Client, version: PlanVersion) -> None:
    warning = "มีการแก้ไขนอกระบบ"
    address = "/plans/2567/6/versions/1/"
    assert warning not in text_at(desk, address)
    connection.check_constraints()
    with connection.cursor() as cursor:
        off = "DROP TRIGGER participation_planversion_update"
        if connection.vendor == "postgresql":
            off = "ALTER TABLE participation_planversion DISABLE TRIGGER USER"
        cursor.execute(off)
        cursor.execute("UPDATE participation_planversion SET sha256 = 'x'")
    assert warning in text_at(desk, address)


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_writes_a_table_anew_ends_with_its_triggers() -> None:
    with connection.schema_editor() as editor:
        writing.drop(None, editor)
    assert writing.standing(connection) == []
    call_command("migrate", verbosity=0)
    assert sorted(writing.standing(connection)) == sorted(writing.triggers(connection.vendor))
