"""What a history, the admin's log or a list of openings says is only ever added to, in the database itself."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, models, transaction

from centres.models import Organisation
from editing.proof import added_to
from editing.proof.migrating import kept_by_rooms
from editing.refusals import sentence_for
from people.models import User
from tests import make

pytestmark = pytest.mark.django_db


def a_line_of_a_history(person: User) -> models.Model:
    make.organisation("ศูนย์ ก").store(by=person, why="ทดสอบ")
    line: models.Model = Organisation.history.all()[0]
    return line


def a_line_of_the_log(person: User) -> models.Model:
    return LogEntry.objects.create(
        user=person,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(person.pk),
        object_repr="ใคร",
        action_flag=CHANGE,
        change_message="เดิม",
    )


MADE = {"history_change_reason": a_line_of_a_history, "change_message": a_line_of_the_log}


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act()
    return sentence_for(error.value)


def test_every_history_is_held_by_a_trigger_or_by_the_room_it_is_of() -> None:
    assert added_to.missing(connection) == []
    tables = {model._meta.db_table for model in apps.get_models() if hasattr(model, "history_id")}
    held = {table for table, _made in added_to.triggers(connection.vendor).values()}
    assert len(tables) > 40
    assert tables - held - kept_by_rooms == set()
    assert {"django_admin_log", "registers_readinessfileopening"} <= held
    assert max(map(len, added_to.triggers("postgresql"))) <= 63  # it cuts a longer name


@pytest.mark.parametrize("column", MADE)
def test_a_line_does_not_change_and_does_not_disappear(column: str, officer_6: User) -> None:
    line = MADE[column](officer_6)
    rows = type(line)._base_manager.filter(pk=line.pk)
    before = rows.values().get()
    said = {refused(act) for act in (lambda: rows.update(**{column: "อื่น"}), rows.delete)}
    assert said == {"ข้อความที่บันทึกไว้แล้วคงอยู่ตามเดิม แก้ไขหรือลบไม่ได้"}
    if connection.vendor == "sqlite":
        table, key = line._meta.db_table, line._meta.pk.column  # type: ignore[union-attr]
        with connection.cursor() as cursor:
            replace = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE {key} = %s"  # noqa: S608
            refused(lambda: cursor.execute(replace, [line.pk]))
    assert rows.values().get() == before


def test_a_migration_may_change_old_lines_and_ends_with_all_of_them_held(officer_6: User) -> None:
    line = a_line_of_a_history(officer_6)
    rows = type(line)._base_manager.filter(pk=line.pk)
    added_to.let_go("default")
    assert rows.update(history_change_reason="ย้าย") == 1
    added_to.hold("default")
    assert added_to.missing(connection) == []
    refused(lambda: rows.update(history_change_reason="อื่น"))
