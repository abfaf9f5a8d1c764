"""The steps of an organisation to its registration under section 3: each closes the step before it on its day."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from centres.models import Organisation, OrganisationRole
from centres.registers.life import READINESS_LIFE, ReadinessState
from centres.registers.models import Readiness, ReadinessStep
from editing.refusals import refused_at, required
from people import rights
from people.models import User
from people.roles import Role
from regions.models import Region
from thai.dates import tell_date
from thai.sentences import gettext, in_each_language


def begin(organisation: Organisation, *, by: User, on: date, field: str = "", said: str = "") -> Readiness:
    """Take an organisation into the register as a candidate. Raises ValidationError where it stands there already."""
    rights.require(by, organisation.region_id, Role.REGIONAL_STAFF)
    with transaction.atomic():
        Region.objects.select_for_update(no_key=True).get(pk=organisation.region_id)
        made = Readiness(organisation=organisation, field=field)
        made.full_clean()
        made.store(by=by, why=gettext("taken into the register"))
        _step(made, by=by, on=on, said=said)
    return made


def prepare(readiness: Readiness, *, by: User, on: date, said: str = "", seen: str | None = None) -> None:
    """The organisation gets ready: its checklist is worked on."""
    _go(readiness, "prepare", by=by, on=on, said=said, seen=seen)


def submit(readiness: Readiness, *, by: User, on: date, said: str = "", seen: str | None = None) -> None:
    """Ask for the registration; another person decides."""
    with READINESS_LIFE.doing("submit", readiness, by, seen=seen) as held:
        held.submitted_by = by
        held.store(by=by, why=said or gettext("request submitted"), fields=["state", "submitted_by"])
        _step(held, by=by, on=on, said=said)


def send_back(readiness: Readiness, *, by: User, seen: str, on: date, said: str) -> None:
    """Return the request to the organisation, which gets ready once more."""
    _go(readiness, "send_back", by=by, on=on, said=_reason(said), seen=seen)


def enter(
    readiness: Readiness, *, by: User, seen: str, on: date, said: str, registration_number: str
) -> None:
    """Enter the registration that another person asked for: from its day the organisation is a referral unit."""
    with READINESS_LIFE.doing("register", readiness, by, seen=seen) as held:
        said = required(said, "said", gettext("Name the announcement or order that registers it."))
        number = gettext("Give the number of the registration.")
        held.registration_number = required(registration_number, "registration_number", number)
        held.registered_by = by
        held.store(by=by, why=said, fields=["state", "registered_by", "registration_number"])
        _step(held, by=by, on=on, said=said)
        role = OrganisationRole(
            organisation=held.organisation,
            kind=OrganisationRole.Kind.SERVICE_UNIT,
            since=on,
            document=said[: OrganisationRole._meta.get_field("document").max_length],
        )
        role.full_clean()
        role.store(by=by, why=gettext("registered under section 3"))


def stop(readiness: Readiness, *, by: User, seen: str, on: date, said: str) -> None:
    """The organisation does not go on; it leaves the count and its record stays."""
    _go(readiness, "stop", by=by, on=on, said=_reason(said), seen=seen)


def take_up(readiness: Readiness, *, by: User, on: date, said: str = "", seen: str | None = None) -> None:
    """An organisation that had stopped begins again."""
    _go(readiness, "take_up", by=by, on=on, said=said, seen=seen)


def _reason(said: str) -> str:
    return required(said, "said", gettext("Say why."))


def _go(readiness: Readiness, act: str, *, by: User, on: date, said: str, seen: str | None = None) -> None:
    with READINESS_LIFE.doing(act, readiness, by, seen=seen) as held:
        held.submitted_by = None  # of the request that it leaves, or that it never made
        why = said or in_each_language(held.get_state_display)
        held.store(by=by, why=why, fields=["state", "submitted_by"])
        _step(held, by=by, on=on, said=said)


def _step(readiness: Readiness, *, by: User, on: date, said: str) -> None:
    """Close the step at which it stood on the day, and open the one that its state names."""
    before = ReadinessStep.objects.filter(readiness=readiness, until=None).first()
    if before is not None:
        if on < before.since:
            told = gettext("The step before it began on %(day)s.") % {"day": tell_date(before.since)}
            raise refused_at("on", told, "order")
        before.until = on
        before.full_clean()
        before.save(update_fields=["until"])
    taken = ReadinessStep(
        readiness=readiness, state=ReadinessState(readiness.state), since=on, said=said, by=by
    )
    try:
        taken.full_clean()
    except ValidationError as error:
        raise _at_the_form(error) from error
    taken.save()


def _at_the_form(error: ValidationError) -> ValidationError:
    """The same refusal under the names of the form: its day is `on`."""
    named = {"since": "on", "until": "on"}
    told = {named.get(field, field): messages for field, messages in error.message_dict.items()}
    return ValidationError(told)
