"""What is asked about a text that may be no organisation's name, or the names of several."""

from collections.abc import Callable

from tables.names import Doubt, doubt_of, names_several
from thai.sentences import gettext as _

_DOUBTS: dict[Doubt, Callable[[], str]] = {
    Doubt.NO_KIND: lambda: _(
        "Rows %(rows)s: is %(said)s an organisation? Its name has no word that says so."
    ),
    Doubt.NO_NAME: lambda: _(
        "Rows %(rows)s: is %(said)s an organisation? It begins as an act, a cost or a person does, or is an address."
    ),
    Doubt.SEVERAL: lambda: _(
        "Rows %(rows)s: does %(said)s name several organisations? A row is for one. If it is one, take the row; if "
        "not, leave it out and give each of them a row of its own in the file."
    ),
    Doubt.OPEN: lambda: _("Rows %(rows)s: is %(said)s an organisation? The name itself is not filled in."),
}


def question_of(name: str) -> str:
    """The question, with `%(rows)s` and `%(said)s` still to be filled in."""
    return _DOUBTS[Doubt.SEVERAL if names_several(name) else doubt_of(name) or Doubt.NO_KIND]()
