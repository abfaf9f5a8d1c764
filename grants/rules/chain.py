"""The seals of money: each programme has a chain of its own, so that no region waits for another."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editing.proof.chain import Link


class Seal(Link):
    """One link of a programme's chain."""

    CHAIN = "programme"
    CALLED = ("programme__region", "programme__fiscal_year")

    programme = models.ForeignKey("grants.Programme", models.PROTECT, related_name="seals")

    class Meta(Link.Meta):
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["programme", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "place"],
                name="seal_one_in_each_place",
                violation_error_message=_("A seal follows the last one of its chain."),
            ),
        ]


seal = Seal.put
