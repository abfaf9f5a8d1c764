"""What manage.py check says of how people sign in."""

from pathlib import Path

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

from people.passwords import is_a_list


@register(Tags.security)
def leaked_passwords_can_be_read(app_configs: object, **_options: object) -> list[Error]:
    path = settings.LEAKED_PASSWORDS
    if not path:
        return []
    try:
        if is_a_list(Path(path)):
            return []
    except OSError:
        return [Error(f"LEAKED_PASSWORDS names {path}, which cannot be read.", id="people.E001")]
    said = f"LEAKED_PASSWORDS names {path}, which has no sorted lines of SHA-1 in capitals."
    return [Error(said, id="people.E002")]


@register(Tags.security, deploy=True)
def second_factor_is_required(app_configs: object, **_options: object) -> list[Warning]:
    if settings.SECOND_FACTOR_REQUIRED:
        return []
    return [
        Warning(
            "SECOND_FACTOR_REQUIRED is off: a password alone opens accounts that decide on money, rights and cases.",
            hint="Take SECOND_FACTOR_REQUIRED out of the environment.",
            id="people.W001",
        )
    ]
