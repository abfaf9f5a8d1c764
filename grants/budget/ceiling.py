"""That the ceiling of a year becomes another one: asked for by one person with a reason, and approved by another."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from deciding.request import Reasoned, RequestQuerySet, life_of_request, require_none_waits, rules_of_request
from editing.baht import BahtField
from editing.refusals import refused_at
from grants.budget.life import PROGRAMME_LIFE
from grants.budget.programme import Programme
from grants.rules.request import MoneyRequest
from people.acts import When
from people.models import User
from people.roles import STAFF_ROLES
from thai.money_words import baht_words, format_baht
from thai.sentences import gettext

CEILINGS = life_of_request(deciding=STAFF_ROLES, when=When.NOT_CLOSED)
NOTHING_CHANGES = _("This is the ceiling already.")


class CeilingChangeQuerySet(RequestQuerySet["CeilingChange"]):
    def visible_to(self, user: User) -> "CeilingChangeQuerySet":
        return self.filter(programme__in=Programme.objects.budget_read_by(user))


class CeilingChange(Reasoned, MoneyRequest):
    """Another ceiling for a programme, and why. The first one is said when the programme is made."""

    LIFE = CEILINGS
    UNDER = "programme"
    RELATED = ()

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="ceiling_changes", verbose_name=_("programme")
    )
    before = BahtField(_("ceiling before (baht)"))
    after = BahtField(_("new ceiling (baht)"))

    objects = CeilingChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a ceiling")
        verbose_name_plural = _("changes of ceilings")
        ordering = ["programme", "pk"]
        constraints = [
            *rules_of_request("ceilingchange", one_waits_for="programme", why=_("Say why.")),
            models.CheckConstraint(
                condition=Q(after__gte=0),
                name="ceilingchange_not_negative",
                violation_error_message=_("The ceiling cannot be negative."),
            ),
            models.CheckConstraint(
                condition=~Q(after=F("before")),
                name="ceilingchange_changes_something",
                violation_error_message=NOTHING_CHANGES,
            ),
        ]

    def __str__(self) -> str:
        return gettext("Ceiling %(before)s → %(after)s") % {
            "before": format_baht(self.before),
            "after": format_baht(self.after),
        }

    def get_absolute_url(self) -> str:
        return reverse("ceiling", args=[self.programme_id])

    @property
    def change(self) -> Decimal:
        return self.after - self.before

    @property
    def said(self) -> str:
        """The difference in figures and in words."""
        said = gettext("raised by %(baht)s baht (%(words)s)")
        if self.change < 0:
            said = gettext("lowered by %(baht)s baht (%(words)s)")
        return said % {"baht": format_baht(abs(self.change)), "words": baht_words(abs(self.change))}

    @property
    def figures(self) -> tuple[object, ...]:
        return (self.before, self.after, self.reason, self.programme.ceiling, self.programme.allocated)

    @classmethod
    def propose(cls, programme: Programme, *, by: User, after: Decimal, reason: str) -> "CeilingChange":
        """Ask for another ceiling. Raises ValidationError where it is less than what is allocated."""
        with PROGRAMME_LIFE.doing("change_ceiling", programme, by) as held:
            made = cls(
                programme=held, before=held.ceiling, after=after, reason=reason.strip(), requested_by=by
            )
            if not made.change:
                raise refused_at("after", str(NOTHING_CHANGES), "same")
            covers_what_is_allocated(made)
            made.full_clean()
            made.save()
        return made

    def carry_out(self, by: User) -> None:
        """The database takes another ceiling only once the approval is written: see `decided`."""

    def decided(self) -> None:
        super().decided()
        if self.state != self.State.APPROVED:
            return
        self.programme.ceiling = self.after
        why = gettext("ceiling changed as %(person)s asked: %(reason)s")
        why %= {"person": self.requested_by, "reason": self.reason}
        self.programme.store(by=self.decided_by, why=why, fields=["ceiling"])


@PROGRAMME_LIFE.needs("change_ceiling")
def no_change_waits(programme: Programme) -> None:
    require_none_waits(CeilingChange.objects.filter(programme=programme))


@CEILINGS.needs("approve")
def covers_what_is_allocated(change: CeilingChange) -> None:
    allocated = change.programme.allocations.counted()
    if change.after < allocated:
        sentence = gettext("%(allocated)s baht are already allocated, more than a ceiling of %(ceiling)s.")
        figures = {"allocated": format_baht(allocated), "ceiling": format_baht(change.after)}
        raise refused_at("after", sentence % figures, "ceiling")
