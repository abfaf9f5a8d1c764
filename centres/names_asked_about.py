"""Names in a table that look like an organisation we know: a person says what is meant, and is not asked again."""

from collections.abc import Mapping

from centres.likeness import Lookalikes
from centres.models.apart import KnownApart
from centres.models.organisation import Organisation, OrganisationAlias, identity_of
from spreadsheets.resources import Comparison, Scope
from tables.faults import Fault
from thai.sentences import gettext as _

LOOKS_ALIKE = "almost_the_same"  # the question; it is answered by the key of an organisation, or by NEW
NEW = "new"


def asked_about(comparison: Comparison, name: str, row: int | None, near: list[Organisation]) -> Fault:
    """Ask which organisation a row's name means; left unanswered, it is a new one."""
    table, column = comparison.table, comparison.table.kind.subject
    sentence = _(
        "“%(name)s” is taken as a new organisation. The portal knows an almost equal name: “%(near)s”."
    )
    same = tuple((str(row.pk), _("The same as “%(name)s”") % {"name": row.name}) for row in near)
    return Fault(
        sentence % {"name": name, "near": "”, “".join(row.name for row in near)},
        LOOKS_ALIKE,
        table.sheet,
        row,
        table.columns.get(column),
        table.headers.get(column),
        suggestion=near[0].name,
        written=name,
        choices=(*same, (NEW, _("A new organisation"))),
    )


def answered_names(comparison: Comparison, known: Lookalikes) -> list[Fault]:
    """What was answered about names of the table, to be seen and changed as long as it is not remembered."""
    subject, answers = comparison.table.kind.subject, comparison.scope.answers
    said = [(row, row.values.get(subject) or "") for row in comparison.table.rows]
    return [
        asked_about(comparison, name, row.number, near).answered(answers[LOOKS_ALIKE, name])
        for row, name in said
        if (LOOKS_ALIKE, name) in answers and not known.named(name) and (near := known.of(name))
    ]


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
