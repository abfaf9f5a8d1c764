"""What tests of sign-in share: the clock of everybody's phone."""

import pytest

from tests.people.phones import Clock, Moment


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("people.factors.yield_hotp_counters_from_time", clock.steps)
    return clock


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> Moment:
    stands = Moment()
    monkeypatch.setattr("people.guesses.timezone", stands)
    return stands
