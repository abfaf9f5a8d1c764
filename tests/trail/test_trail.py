"""The trail: what changes nothing leaves a line too, and whoever changes a line afterwards is found out."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client

from centres.models import Organisation
from editing.proof import added_to
from people.guesses import OF_BOTH
from people.models import User
from tests import make
from tests.html import browser_of, text_at
from tests.walls.addresses import leaves
from trail.models import TrailEntry, TrailSeal
from trail.noting import ABOUT_PEOPLE, note

pytestmark = pytest.mark.django_db

What = TrailEntry.What
TABLE = "/imports/table/6/2567/organisations.csv"


def lines(**which: object) -> list[tuple[str, str, int | None]]:
    return list(TrailEntry.objects.filter(**which).order_by("pk").values_list("what", "path", "status"))


def command(*said: str) -> str:
    out = StringIO()
    call_command("audit_trail", *said, stdout=out)
    return out.getvalue()


def past_every_trigger(statement: str) -> None:
    """As somebody who owns the database: the triggers away, a statement, and the triggers back."""
    added_to.let_go("default")
    with connection.cursor() as cursor:
        cursor.execute(statement)
    added_to.hold("default")


def test_the_door_keeps_who_came_in_who_was_refused_and_from_where(client: Client, officer_6: User) -> None:
    officer_6.set_password("รหัสผ่านยาวพอ-2567")
    officer_6.save()
    for password in ("ผิด", "รหัสผ่านยาวพอ-2567"):
        client.post("/sign-in/", {"username": "officer_6", "password": password}, REMOTE_ADDR="203.0.113.7")
    client.post("/sign-out/")
    said = TrailEntry.objects.order_by("pk").values_list("what", "by", "named")
    assert list(said) == [
        (What.SIGN_IN_REFUSED, None, "officer_6"),
        (What.SIGNED_IN, officer_6.pk, ""),
        (What.SIGNED_OUT, officer_6.pk, ""),
    ]
    assert TrailEntry.objects.filter(address="203.0.113.7").count() == 2


def test_a_password_typed_as_a_name_is_not_kept_and_what_came_too_soon_is_not_told(
    client: Client, officer_6: User
) -> None:
    client.post("/sign-in/", {"username": "รหัสผ่านยาวพอ-2567", "password": "x"})
    assert TrailEntry.objects.get().named == ""
    for _attempt in range(4 * OF_BOTH.free):
        client.post("/sign-in/", {"username": "officer_6", "password": "ผิด"})
    assert OF_BOTH.free <= TrailEntry.objects.filter(named="officer_6").count() < 2 * OF_BOTH.free


def test_what_is_handed_out_read_of_people_or_refused_leaves_a_line_and_other_reading_none(
    officer_6: User, coordinator_6: User
) -> None:
    office = browser_of(officer_6)
    for address in ("/", "/imports/", TABLE, f"/people/{coordinator_6.pk}/access/", "/budget/2567/11/"):
        office.get(f"{address}?q=ความลับ")
    browser_of(coordinator_6).get("/budget/2567/6/")
    Client().get("/nowhere/")  # a stranger at the door
    assert lines(by=officer_6)[1:] == [
        (What.HANDED_OUT, TABLE, 200),
        (What.READ, f"/people/{coordinator_6.pk}/access/", 200),
        (What.REFUSED, "/budget/2567/11/", 404),
    ]
    assert lines(by=coordinator_6)[1:] == [(What.REFUSED, "/budget/2567/6/", 403)]
    assert not lines(by=None)


def test_what_cannot_be_noted_is_not_handed_out(officer_6: User, monkeypatch: pytest.MonkeyPatch) -> None:
    office = browser_of(officer_6)
    office.raise_request_exception = False

    def away(*_said: object, **_more: object) -> None:
        raise IntegrityError

    monkeypatch.setattr("trail.noting.note", away)
    answer = office.get(TABLE)
    assert answer.status_code == 500
    assert "attachment" not in answer.headers.get("Content-Disposition", "")


def test_every_page_about_people_that_is_named_is_there() -> None:
    assert {leaf.route for leaf in leaves()} >= ABOUT_PEOPLE


def test_head_office_searches_the_trail_and_takes_it_out_and_nobody_else_does(
    head_office: User, officer_6: User
) -> None:
    browser_of(officer_6).get("/nowhere/")
    head = browser_of(head_office)
    assert "/nowhere/" in text_at(head, "/admin/trail/trailentry/?q=officer_6")
    assert "/nowhere/" not in text_at(head, "/admin/trail/trailentry/?q=finance_6")
    assert "/nowhere/" in head.post("/admin/trail/trailentry/export/", {"format": "1"}).text
    assert browser_of(officer_6).get("/admin/trail/trailentry/").status_code == 403


def test_ten_thousand_lines_are_sealed_and_one_that_is_changed_slipped_in_or_gone_is_found(
    officer_6: User,
) -> None:
    make.organisation("ศูนย์ ก").store(by=officer_6, why="ก่อน")
    TrailEntry.objects.bulk_create(TrailEntry(what=What.READ, path=f"/{place}/") for place in range(9_000))
    first = command().split()[-1]
    TrailEntry.objects.bulk_create(TrailEntry(what=What.READ, path=f"/{place}/") for place in range(1_000))
    make.organisation("ศูนย์ ข").store(by=officer_6, why="หลัง")
    second = command().split()[-1]
    assert "nothing new" in command()
    assert "2 seals stand" in command("--verify", "--last-hash", first, "--last-hash", second)

    keys = list(TrailEntry.objects.order_by("pk").values_list("pk", flat=True))
    history = Organisation.history.model._meta.db_table
    forged = {
        "trail_trailentry": f"UPDATE trail_trailentry SET path = '/other/' WHERE id = {keys[5]}",  # noqa: S608
        "lines 1 to": f"DELETE FROM trail_trailentry WHERE id = {keys[7]}",  # noqa: S608
        history: f"UPDATE {history} SET history_change_reason = 'อื่น'",  # noqa: S608
        "seal 1 is gone": "DELETE FROM trail_trailseal WHERE place = 1",
        "is not what was sealed": "UPDATE trail_trailseal SET previous = '' WHERE place = 2",
    }
    for where, statement in forged.items():
        with transaction.atomic():
            past_every_trigger(statement)
            out = StringIO()
            with pytest.raises(CommandError):
                call_command("audit_trail", "--verify", stdout=out)
            assert where in out.getvalue()
            transaction.set_rollback(True)
    with pytest.raises(CommandError):
        command("--verify", "--last-hash", "0" * 64)
    assert "2 seals stand" in command("--verify")


def test_lines_and_seals_stay_as_they_are(officer_6: User) -> None:
    note(What.READ, None, by=officer_6)
    command()
    for rows, changed in ((TrailEntry.objects.all(), {"path": "/"}), (TrailSeal.objects.all(), {"hash": ""})):
        for act in (lambda rows=rows, changed=changed: rows.update(**changed), rows.delete):
            with pytest.raises(IntegrityError), transaction.atomic():
                act()


def test_a_table_that_a_migration_had_to_change_is_sealed_anew_and_every_proof_tells_it(
    officer_6: User,
) -> None:
    make.organisation("ศูนย์ ก").store(by=officer_6, why="ก่อน")
    note(What.READ, None, by=officer_6)
    first = command().split()[-1]
    history = Organisation.history.model._meta.db_table
    with pytest.raises(CommandError, match="as it was sealed"):
        command("--anew", history, "--why", "ไม่มีอะไรเปลี่ยน")
    past_every_trigger(f"UPDATE {history} SET history_change_reason = ''")  # noqa: S608
    with pytest.raises(CommandError):
        command("--verify")
    with pytest.raises(CommandError, match="--why"):
        command("--anew", history)
    with pytest.raises(CommandError, match="never sealed"):
        command("--anew", "django_session", "--why", "x")
    second = command("--anew", history, "--why", "a person was made nameless").split()[-1]
    said = command("--verify", "--last-hash", first, "--last-hash", second)
    assert f"{history} was sealed anew: a person was made nameless" in said
    assert "2 seals stand" in said

    make.organisation("ศูนย์ ข").store(by=officer_6, why="หลัง")
    command()
    assert "3 seals stand" in command("--verify")
    past_every_trigger(f"UPDATE {history} SET history_change_reason = 'อื่น'")  # noqa: S608
    with pytest.raises(CommandError, match="2 things"):
        command("--verify")


def test_a_column_that_was_dropped_is_told_until_its_table_is_sealed_anew(
    officer_6: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(What.READ, None, by=officer_6)
    command()
    fewer = [field for field in TrailEntry._meta.concrete_fields if field.column != "named"]
    monkeypatch.setitem(TrailEntry._meta.__dict__, "concrete_fields", fewer)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("audit_trail", "--verify", stdout=out)
    assert "a column is gone" in out.getvalue()
    command("--anew", "trail_trailentry", "--why", "named went with migration 7")
    assert "2 seals stand" in command("--verify")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer and locks no table")
def test_a_seal_waits_for_who_writes_and_not_for_ever(
    officer_6: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(What.READ, None, by=officer_6)
    monkeypatch.setattr("trail.sealing.WAITS_AT_MOST", "50ms")
    other = connection.copy()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("LOCK TABLE trail_trailentry IN ROW EXCLUSIVE MODE")
    with pytest.raises(CommandError, match="trail_trailentry is being written to"):
        command()
    other.close()
    assert not TrailSeal.objects.exists()
    assert "sealed" in command()


def test_a_long_trail_is_counted_and_taken_out_within_bounds(
    head_office: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = browser_of(head_office)
    TrailEntry.objects.bulk_create(TrailEntry(what=What.READ, path=f"/{place}/") for place in range(30))
    monkeypatch.setattr("trail.admin.AT_ONCE", 20)
    page = head.get("/admin/trail/trailentry/")
    assert page.context["cl"].result_count == 20
    assert "10,000" in page.text
    out = head.post("/admin/trail/trailentry/export/", {"format": "1"}).text
    assert ("/29/" in out, "/0/" in out, out.count("\n")) == (True, False, 21)
    oldest_first = head.post("/admin/trail/trailentry/export/?o=1", {"format": "1"}).text
    assert ("/29/" in oldest_first, "/0/" in oldest_first, oldest_first.count("\n")) == (False, True, 21)


def test_an_old_line_is_reached_by_its_day(head_office: User, monkeypatch: pytest.MonkeyPatch) -> None:
    head = browser_of(head_office)
    monkeypatch.setattr("trail.admin.AT_ONCE", 3)
    monkeypatch.setattr("trail.admin.TrailEntryAdmin.list_per_page", 2)
    with monkeypatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: datetime(2024, 2, 29, 5, tzinfo=UTC))
        note(What.READ, None, by=head_office, path="/old/")
    for place in range(5):
        note(What.READ, None, by=head_office, path=f"/{place}/")
    assert "/old/" not in head.get("/admin/trail/trailentry/").text
    day = "?month=2024-02&day=29"
    assert "ก.พ. 2567" in head.get("/admin/trail/trailentry/").text
    assert "29 ก.พ. 2567" in head.get("/admin/trail/trailentry/?month=2024-02").text
    assert "/old/" not in head.get("/admin/trail/trailentry/?month=2024-02&day=28").text
    assert "/old/" in head.get(f"/admin/trail/trailentry/{day}").text
    assert "/old/" in head.post(f"/admin/trail/trailentry/export/{day}", {"format": "1"}).text
