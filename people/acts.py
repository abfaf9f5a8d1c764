"""What may be done to a record, each act said once: its method, its button, the queue and the admin all ask here."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from editing.held import Held
from editing.shown import last_told, require_shown
from people import rights
from people.models import User
from people.proving import require_proof
from people.roles import Role

Acted = TypeVar("Acted", bound=Held)
Condition = Callable[[Any], None]  # raises ValidationError where the record is not ready for the act


class WithState(Protocol):
    """A record that acts are done to: it stands in a state."""

    @property
    def state(self) -> str: ...

    def get_state_display(self) -> str: ...


class When(StrEnum):
    """In which fiscal years an act may be done."""

    OPEN = "open"
    NOT_CLOSED = "not_closed"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a person does to a record: its name, from which states, to which.

    `target` is the state it leads to, empty where the state stays. `roles` are those of the record's region:
    head office holds them all, but a coordinator only where the record is of her own organisation. `another_than`
    names the persons on the record who do not do it, `nor` its property with the keys of more of them, `only` the
    one person who does, whatever her role. `reserved` names what is true of a record on which head office alone
    decides. What `decides` is done on what was shown to the person who does it, what is
    `proved` only by who has shown lately that it is she (people/proving.py). `refused` says why it is not done
    to a record in another state; it may name the "%(record)s" and its "%(state)s".
    """

    name: str
    sources: tuple[str, ...]
    target: str = ""
    _: KW_ONLY
    refused: str | Promise
    roles: tuple[Role, ...] = ()
    when: When = When.NOT_CLOSED
    another_than: tuple[str, ...] = ()
    nor: str = ""
    only: str = ""
    reserved: str = ""
    decides: bool = False
    proved: bool = False


@dataclass(frozen=True, slots=True)
class Consequence:
    """A step that nobody takes on the record itself: it follows from an act on another one."""

    sources: tuple[str, ...]
    target: str


class Life:
    """All acts of one noun. The record says where it stands: `state`, and by the functions here its region and year."""

    def __init__(
        self,
        *acts: Act,
        region: Callable[[Any], int],
        year: Callable[[Any], Any] = lambda record: None,
        organisation: Callable[[Any], Any] = lambda record: None,
        among: Callable[[Any], Iterable[str]] = lambda record: Role,
        follows: Iterable[Consequence] = (),
    ):
        self._acts = {act.name: act for act in acts}
        self._conditions: dict[str, list[Condition]] = {act.name: [] for act in acts}
        self._region, self._year, self._organisation = region, year, organisation
        self._among = among  # the roles to which a record narrows those of its acts
        self._follows = tuple(follows)

    def __iter__(self) -> Iterator[Act]:
        return iter(self._acts.values())

    def __getitem__(self, name: str) -> Act:
        return self._acts[name]

    @property
    def moves(self) -> set[tuple[str, str]]:
        """Every step from one state to another that an act makes, on this record or on another one."""
        steps: list[Act | Consequence] = [*(act for act in self if act.target), *self._follows]
        return {(str(source), str(step.target)) for step in steps for source in step.sources}

    def needs(self, *names: str) -> Callable[[Condition], Condition]:
        """Add a condition to acts: for what the room that carries them out knows and the noun's own does not."""

        def add(condition: Condition) -> Condition:
            for name in names:
                self._conditions[name].append(condition)
            return condition

        return add

    def is_for(self, name: str, record: object, user: User) -> bool:
        """Whether a person is one of those who do this at all, whatever state the record is in."""
        act = self._acts[name]
        if act.only and getattr(record, f"{act.only}_id") == user.pk:
            return True
        if self._is_for_head_office(act, record):
            return user.sees_every_region
        roles = self._roles(act, record)
        office = tuple(role for role in roles if role != Role.COORDINATOR)
        if office and rights.holds(user, self._region(record), *office):
            return True
        return Role.COORDINATOR in roles and rights.acts_for(user, self._organisation(record))

    def kept_from(self, name: str, record: object) -> set[int]:
        """Keys of the persons who had a hand in the record, so that another one has to do this."""
        act = self._acts[name]
        named = {getattr(record, f"{person}_id") for person in act.another_than} - {None}
        return named | set(getattr(record, act.nor) if act.nor else ())

    def require(self, name: str, record: Any, by: User, *, seen: str | None = None) -> Act:
        """Refuse what may not be done: raises ValidationError with the sentence for the person who tried.

        `record` is held under its lock. A decision has to bring `seen`, what was shown (`record.shown` of the page);
        another act brings it where a page is between, and is done on that alone, too.
        ProofNeeded goes past it, to the page that asks.
        """
        act = self._acts[name]
        self._require_person(act, record, by)
        try:
            self.require_ready(name, record)
        except ValidationError as refused:
            if seen is None or seen == record.shown:
                raise
            said = [
                *refused.messages,
                last_told(record),
            ]  # another person came first: who, and what came of it
            raise ValidationError(
                " ".join(filter(None, said)), code=getattr(refused, "code", None)
            ) from refused
        if act.decides and seen is None:
            raise TypeError(f"{name} is a decision, and what was shown is missing")
        if seen is not None:
            require_shown(seen, record)
        self._require_another(act, record, by)
        if act.proved:
            require_proof()
        return act

    def require_ready(self, name: str, record: WithState) -> None:
        """Refuse what may not be done to the record as it stands, whoever does it."""
        act = self._acts[name]
        self._require_year(act, record)
        if record.state not in act.sources:
            named = {"record": record, "state": record.get_state_display()}
            raise ValidationError(str(act.refused) % named, code="state")
        for condition in self._conditions[name]:
            condition(record)

    @contextmanager
    def doing(self, name: str, record: Acted, by: User, *, seen: str | None = None) -> Iterator[Acted]:
        """Do an act in one transaction: hold the record, refuse what may not be done, and read it anew at the end.

        Yields the held record, in the state to which the act leads; whoever does the act stores it, with what else
        it changes. Raises ValidationError as `require` does.
        """
        with transaction.atomic():
            held: Any = record.hold()
            held.state = self.require(name, held, by, seen=seen).target or held.state
            yield held
        record.refresh_from_db()

    def why_not(self, name: str, record: Any, user: User) -> str:
        """Why a person may not do this to the record as it stands; empty where she may. The button asks here."""
        act = self._acts[name]
        try:
            self._require_person(act, record, user)
            self.require_ready(name, record)
            self._require_another(act, record, user)
        except ValidationError as refused:
            return " ".join(refused.messages)
        return ""

    def open_to(self, record: object, user: User) -> "OpenActs":
        return OpenActs(self, record, user)

    def _is_for_head_office(self, act: Act, record: object) -> bool:
        return act.roles == (Role.HEAD_OFFICE,) or bool(act.reserved and getattr(record, act.reserved))

    def _require_person(self, act: Act, record: object, by: User) -> None:
        if self.is_for(act.name, record, by):
            return
        if self._is_for_head_office(act, record):
            rights.require_head_office(by)
        if not act.roles:
            raise ValidationError(_("Only the person who asked for it may do this."), code="role")
        if Role.COORDINATOR in self._roles(act, record):
            rights.require_acts_for(by, self._organisation(record))
        rights.require(by, self._region(record), *self._roles(act, record))

    def _require_another(self, act: Act, record: object, by: User) -> None:
        if act.decides:
            self._require_independent(act, record, by)
        rights.require_another(by, *(getattr(record, person) for person in act.another_than))
        if act.nor and by.pk in getattr(record, act.nor):
            raise ValidationError(
                _("Another person has to do this: you wrote a part of it yourself."), code="own"
            )

    def _require_independent(self, act: Act, record: object, by: User) -> None:
        """Whoever acts for an organisation does not decide for the office on what is its own, in no role.

        Neither does whoever gave its coordinator her role on what that one asked for: she might be both.
        """
        self._require_not_brought(act, record, by)
        organisation = self._organisation(record)
        if organisation is None or Role.COORDINATOR in act.roles or not rights.acts_for(by, organisation):
            return
        said = _("Another person has to do this: you are a coordinator of %(organisation)s.")
        raise ValidationError(said % {"organisation": organisation}, code="own_organisation")

    def _require_not_brought(self, act: Act, record: object, by: User) -> None:
        if not by.brought:
            return
        hers = [by.brought[key] for key in sorted(self.kept_from(act.name, record) & by.brought.keys())]
        if hers:
            said = _(
                "Another colleague or head office has to decide on this: %(person)s had a hand in it, and you gave "
                "her a role."
            )
            raise ValidationError(said % {"person": ", ".join(hers)}, code="brought")

    def _roles(self, act: Act, record: object) -> tuple[Role, ...]:
        return tuple(role for role in act.roles if role in self._among(record))

    def _require_year(self, act: Act, record: object) -> None:
        year = self._year(record)
        if year is None or act.when == When.ALWAYS:
            return
        if act.when == When.OPEN:
            year.require_open()
        else:
            year.require_not_closed()


class OpenActs:
    """Which acts are open to a person on one record, asked for by name: `{% if may.sign %}` in a template."""

    def __init__(self, life: Life, record: object, user: User):
        self._life, self._record, self._user = life, record, user
        self._refusals: dict[str, str] = {}

    def why_not(self, name: str) -> str:
        if name not in self._refusals:
            self._refusals[name] = self._life.why_not(name, self._record, self._user)
        return self._refusals[name]

    def refusal(self, name: str) -> str:
        """What keeps a person from an act that is hers; empty where it is open, or not for her at all."""
        return self.why_not(name) if self._life.is_for(name, self._record, self._user) else ""

    def __getitem__(self, name: str) -> bool:
        return not self.why_not(name)
