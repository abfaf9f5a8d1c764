"""Names in a table that look like an organisation we know: a person says what is meant, and is not asked again."""

from collections.abc import Mapping

from centres.likeness import Lookalikes
from centres.models.apart import KnownApart
from centres.models.organisation import Organisation, OrganisationAlias, identity_of
from spreadsheets.resources import Comparison, RowChange, Scope
from tables.faults import Fault
from thai.sentences import gettext as _

LOOKS_ALIKE = "almost_the_same"  # the question; it is answered by the key of an organisation, or by NEW
NEW = "new"


def asked_about(comparison: Comparison, change: RowChange, near: list[Organisation]) -> Fault:
    """Ask which organisation a row's name means; left unanswered, it is a new one."""
    table, column = comparison.table, comparison.table.kind.subject
    sentence = _(
        "“%(name)s” is taken as a new organisation. The portal knows an almost equal name: “%(near)s”."
    )
    same = tuple((str(row.pk), _("The same as “%(name)s”") % {"name": row.name}) for row in near)
    return Fault(
        sentence % {"name": change.title, "near": "”, “".join(row.name for row in near)},
        LOOKS_ALIKE,
        table.sheet,
        change.row,
        table.columns.get(column),
        table.headers.get(column),
        suggestion=near[0].name,
        written=change.title,
        choices=(*same, (NEW, _("A new organisation"))),
    )


def keep_answers(scope: Scope, meant: Mapping[str, Organisation]) -> None:
    """Remember what a person said of names: another name of the organisation, or another organisation.

    `meant` are the organisations of the table, saved, by the name in their row.
    """
    said = {name: answer for (code, name), answer in scope.answers.items() if code == LOOKS_ALIKE}
    known = Lookalikes(scope.region) if NEW in said.values() else None
    for name in filter(meant.__contains__, said):
        organisation, (key, issue) = meant[name], identity_of(name)
        if said[name] == NEW and known is not None:
            for other in known.of(name, but=[organisation.pk]):
                KnownApart.say(organisation, other, by=scope.user)
        elif (organisation.name_key, organisation.issue_key) != (key, issue):
            OrganisationAlias.objects.get_or_create(
                organisation=organisation, name_key=key, issue_key=issue, defaults={"name": name}
            )
