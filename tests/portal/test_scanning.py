"""A file in which a scanner finds something comes in by no door; where none is configured nobody is asked."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from people.models import User
from portal.scanning import what_is_in
from spreadsheets.models import ImportBatch
from tests import make
from tests.grants.steps import Office
from tests.html import browser_of
from tests.uploads import budget_as_csv, sent

pytestmark = pytest.mark.django_db
TABLE = budget_as_csv("1,ศูนย์ประสานงานหลักประกันสุขภาพประชาชน,100000")
HARM = b"harmful"


def clamd(content: bytes) -> bytes:
    return b"stream: Sample.Harm FOUND\0" if HARM in content else b"stream: OK\0"


@contextmanager
def scanner(says: Callable[[bytes], bytes], listening: socket.socket) -> Iterator[list[bytes]]:
    """A stand-in that speaks clamd's INSTREAM; what it was given."""
    given: list[bytes] = []

    def serve() -> None:
        while True:
            try:
                asking, _address = listening.accept()
            except OSError:
                return
            with asking, asking.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while size := int.from_bytes(stream.read(4), "big"):
                    content += stream.read(size)
                given.append(content)
                asking.sendall(says(content))

    thread = threading.Thread(target=serve)
    listening.listen()
    thread.start()
    try:
        yield given
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(5)


@pytest.fixture
def at_socket(tmp_path: Path, settings: LazySettings) -> socket.socket:
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(tmp_path / "clamd.ctl"))
    settings.SCANNER = f"unix:{tmp_path / 'clamd.ctl'}"
    return listening


def test_a_file_with_something_in_it_is_refused_at_every_door(at_socket: socket.socket) -> None:
    office = Office()
    agreement = office.active(make.allocation(office.open_programme(), "ศูนย์", "95000"), "95000")
    hers = browser_of(office.asks)
    scan = SimpleUploadedFile("สัญญา.pdf", b"%PDF-1.7 " + HARM)
    with scanner(clamd, at_socket) as given:
        refused = [
            hers.post(f"/agreements/{agreement.pk}/attach-scan/", {"scan": scan}),
            sent(hers, "งบ.csv", "budget", TABLE + HARM),
        ]
        assert sent(hers, "งบ.csv", "budget", TABLE).status_code == 302
    for answer in refused:
        assert (answer.status_code, "Sample.Harm" in answer.text, "ไม่ได้รับไฟล์นี้" in answer.text) == (
            422,
            True,
            True,
        )
    agreement.refresh_from_db()
    assert not agreement.scan
    assert given == [b"%PDF-1.7 " + HARM, TABLE + HARM, TABLE]
    assert ImportBatch.objects.get().file.read() == TABLE


def test_what_follows_an_empty_piece_of_a_file_is_looked_at_too(at_socket: socket.socket) -> None:
    upload = SimpleUploadedFile("งบ.csv", b"")
    upload.chunks = lambda chunk_size=None: iter([b"begin ", b"", HARM])
    with scanner(clamd, at_socket) as given:
        assert what_is_in(upload) == "Sample.Harm"
    assert given == [b"begin " + HARM]


def test_a_script_is_told_in_its_own_words(at_socket: socket.socket, officer_6: User) -> None:
    sheet = SimpleUploadedFile("งบ.csv", TABLE + HARM)
    with scanner(clamd, at_socket):
        answer = browser_of(officer_6).post(
            "/imports/new/proposal/", {"file": sheet}, headers={"Accept": "application/json"}
        )
    assert (answer.status_code, answer.json()["kind"]) == (422, "not_taken")
    assert "Sample.Harm" in answer.json()["sentence"]


@pytest.mark.parametrize("said", [b"INSTREAM size limit exceeded. ERROR\0", b""])
def test_what_the_scanner_cannot_say_is_not_taken(
    said: bytes, at_socket: socket.socket, officer_6: User
) -> None:
    with scanner(lambda content: said, at_socket):
        answer = sent(browser_of(officer_6), "งบ.csv", "budget", TABLE)
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "ตรวจไฟล์" in answer.text
    assert not ImportBatch.objects.exists()


def test_a_scanner_over_the_network_is_asked_too_and_one_that_is_away_takes_nothing(
    officer_6: User, settings: LazySettings
) -> None:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    settings.SCANNER = f"tcp:127.0.0.1:{listening.getsockname()[1]}"
    client = browser_of(officer_6)
    with scanner(clamd, listening) as given:
        assert sent(client, "งบ.csv", "budget", TABLE).status_code == 302
    assert given == [TABLE]
    assert sent(client, "อื่น.csv", "budget", TABLE).status_code == 503


def test_without_a_scanner_nobody_is_asked(officer_6: User, settings: LazySettings) -> None:
    assert settings.SCANNER == ""
    assert sent(browser_of(officer_6), "งบ.csv", "budget", TABLE + HARM).status_code == 302
