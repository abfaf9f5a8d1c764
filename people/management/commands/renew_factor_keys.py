"""manage.py renew_factor_keys: keep the secrets of second factors under the key of today."""

from typing import Any

from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError

from people.factors import renew_keys


class Command(BaseCommand):
    help = (
        "Encrypt the secrets of all second factors with SECRET_KEY, reading them with SECRET_KEY_FALLBACKS. "
        "Run it before a key is taken out of SECRET_KEY_FALLBACKS."
    )

    def handle(self, *args: Any, **options: object) -> None:
        try:
            count = renew_keys()
        except InvalidToken:
            raise CommandError(
                "Nothing was changed: a secret was kept under a key that is neither SECRET_KEY nor one of "
                "SECRET_KEY_FALLBACKS."
            ) from None
        self.stdout.write(f"{count} secrets are kept under the key of today.")
