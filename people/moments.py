"""How long ago something was, by a clock that can be set back: what lies ahead of it is never taken for fresh.

Whatever opens, proves or forgets by its age asks here: sessions, proofs, links, wrong tries, codes.
"""

import time
from typing import Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils.http import base36_to_int

SKEW = 2 * 60  # seconds by which the clocks of two hosts may differ


def lies_ahead(moment: float, now: float | None = None) -> bool:
    """Whether a kept moment, in seconds, is still to come, so that nobody can say how long ago it was."""
    return moment - (time.time() if now is None else now) > SKEW


def is_within(moment: float, seconds: float) -> bool:
    """Whether it was so many seconds ago at most."""
    return time.time() - moment <= seconds and not lies_ahead(moment)


class LinkTokens(PasswordResetTokenGenerator):
    """Django's own for a new password, whose age cannot be told when the clock was set back: then it opens nothing."""

    def check_token(self, user: Any, token: str | None) -> bool:
        if token is None or not super().check_token(user, token):
            return False
        made = base36_to_int(token.split("-")[0])
        return not lies_ahead(made, self._num_seconds(self._now()))


link_tokens = LinkTokens()
