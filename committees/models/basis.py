"""Which lines of a plan rest on which clause or plan that papers cite."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from committees.models.citation import Citation
from participation.models import PlanLine
from people.models import Visitor


class LineBasisQuerySet(models.QuerySet["LineBasis"]):
    def visible_to(self, user: Visitor) -> "LineBasisQuerySet":
        return self.filter(line__in=PlanLine.objects.visible_to(user))

    def of_lines(self, keys: Iterable[int]) -> dict[int, set[int]]:
        """The key of each citation on which some of these lines rest, with the keys of those lines."""
        found: dict[int, set[int]] = {}
        for citation, line in self.filter(line__in=keys).values_list("citation", "line"):
            found.setdefault(citation, set()).add(line)
        return found


class LineBasis(models.Model):
    """That one line of a plan rests on one legal basis. Papers say so in their background."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="bases", verbose_name=_("line of a plan"))
    citation = models.ForeignKey(
        Citation, models.PROTECT, related_name="lines", verbose_name=_("legal basis")
    )

    objects = LineBasisQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal basis of a line")
        verbose_name_plural = _("legal bases of lines")
        ordering = ["citation__order", "line__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "citation"],
                name="linebasis_once",
                violation_error_message=_("The line rests on this already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.citation}: {self.line}"
