"""The lines of a plan, and the items that stand in their cells: a cell is made by joining its items."""

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from centres.models import TargetNetwork
from centres.models.network import NetworkFinder
from editing.held import Held
from editing.shown import digest_of
from editing.texts import LineField, ProseField
from participation.life import PLAN_LIFE
from participation.models.catalogue import FormOfParticipation, StandardActivity
from participation.models.plan import Plan
from people.models import Visitor
from spreadsheets.models import history
from thai.marks import pieces_of
from thai.sentences import gettext
from thai.text import match_key, suspicious_words


class PlanLineQuerySet(models.QuerySet["PlanLine"]):
    def visible_to(self, user: Visitor) -> "PlanLineQuerySet":
        return self.filter(plan__in=Plan.objects.visible_to(user))

    def that_say_something(self) -> "PlanLineQuerySet":
        """Lines with an item in at least one cell: only these cover their form."""
        return self.filter(Exists(PlanItem.objects.filter(line=OuterRef("pk")).order_by()))

    def empty(self) -> "PlanLineQuerySet":
        return self.filter(~Exists(PlanItem.objects.filter(line=OuterRef("pk")).order_by()))


class StandingLines(models.Manager["PlanLine"]):
    """The lines that stand in a plan; one that was taken out keeps its key for whoever puts it back."""

    def get_queryset(self) -> PlanLineQuerySet:
        return PlanLineQuerySet(self.model, using=self._db).filter(order__isnull=False)


class PlanLine(Held):
    """One line of the plan: a form of participation, for whom, what is done, what comes of it.

    The words of the form are those of the plan's year: a catalogue that renames it later does not rewrite the plan.
    A line without a place (`order` is empty) was taken out.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="lines", verbose_name=_("participation plan"))
    order = models.PositiveSmallIntegerField(_("place"), null=True)
    number = LineField(
        _("number as written"), max_length=20, blank=True, help_text=_("As it is printed: “1.”, “3”.")
    )
    form = models.ForeignKey(
        FormOfParticipation,
        models.PROTECT,
        related_name="plan_lines",
        verbose_name=_("form of participation"),
    )
    form_words = LineField(_("form as named in this plan"), max_length=300)
    form_is_above = models.BooleanField(
        _("form stands above"),
        default=False,
        help_text=_("The office merged the cell with the one above it."),
    )
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies", verbose_name=_("copied from")
    )

    objects = StandingLines.from_queryset(PlanLineQuerySet)()
    kept = models.Manager()  # those that were taken out, too
    history = history()

    class Meta:
        verbose_name = _("plan line")
        verbose_name_plural = _("plan lines")
        ordering = ["plan", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "order"],
                name="planline_order_once",
                violation_error_message=_("The plan already has a line of that number."),
            ),
            models.CheckConstraint(
                condition=Q(order=None) | Q(order__gte=1),
                name="planline_order_from_1",
                violation_error_message=_("Lines are numbered from 1."),
            ),
            models.CheckConstraint(
                condition=~Q(form_words=""),
                name="planline_names_its_form",
                violation_error_message=_("A line says which form of participation it is of."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Line %(order)s: %(form)s") % {"order": self.order, "form": self.form.short_name}

    def place(self, *, by: AbstractBaseUser | None, why: str) -> None:
        """Save where it stands and its number; nobody's open form grows old by it."""
        with self._in_the_name_of(by, why):
            self.save(update_fields=["order", "number", "form_is_above"])

    @property
    def shown(self) -> str:
        """What its row shows: number, form, and of each item the words, the place, the links and the hints."""
        items = sorted(
            (item.pk, item.version, item.kind, item.order, item.mark, *item.links, item.left_as_they_are)
            for item in self.items.all()
            if item.order is not None
        )
        return digest_of(self.version, self.number, self.form_words, self.form_is_above, items)

    def clean(self) -> None:
        if self.plan_id:
            self.plan.require_open()

    @property
    def targets(self) -> "list[PlanItem]":
        return self.cell("target")

    @property
    def activities(self) -> "list[PlanItem]":
        return self.cell("activity")

    @property
    def outcomes(self) -> "list[PlanItem]":
        return self.cell("outcome")

    def cell(self, kind: str) -> "list[PlanItem]":
        """The items of one of its cells, in order; from what was prefetched, where it was."""
        items = [item for item in self.items.all() if item.kind == kind and item.order is not None]
        return sorted(items, key=lambda item: item.order or 0)


class ItemKind(models.TextChoices):
    """The three cells of a line, in the order of the paper's columns."""

    TARGET = "target", _("target")
    ACTIVITY = "activity", _("activity")
    OUTCOME = "outcome", _("outcome")


class PlanItemQuerySet(models.QuerySet["PlanItem"]):
    def visible_to(self, user: Visitor) -> "PlanItemQuerySet":
        return self.filter(line__in=PlanLine.objects.visible_to(user))


class StandingItems(models.Manager["PlanItem"]):
    """The items that stand in a line; one that was taken out keeps its key, and what hangs on it."""

    def get_queryset(self) -> PlanItemQuerySet:
        return PlanItemQuerySet(self.model, using=self._db).filter(
            order__isnull=False, line__order__isnull=False
        )


class PlanItem(Held):
    """A target, an activity or an outcome of a line, for life: moved, reworded and brought in again it stays itself.

    `mark` stands before its words and `after` parts them from the next item, both as the office wrote them; they and
    `order` change with the items around it, and do not count as a version of its words. Without `order` it was taken
    out. A link to the catalogue keeps the words that the catalogue had when it was made.
    """

    Kind = ItemKind

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="items", verbose_name=_("plan line"))
    kind = models.CharField(_("kind"), max_length=8, choices=ItemKind)
    order = models.PositiveSmallIntegerField(_("order"), null=True)
    mark = models.TextField(_("mark"), blank=True)  # not cleaned: its spaces are the office's
    text = ProseField(_("text"))
    after = models.TextField(_("what parts it from the next"), blank=True)
    network = models.ForeignKey(
        TargetNetwork,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_items",
        verbose_name=_("target network"),
    )
    network_words = LineField(_("network as named in this plan"), max_length=120, blank=True)
    standard = models.ForeignKey(
        StandardActivity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_items",
        verbose_name=_("standard activity"),
    )
    standard_words = LineField(_("standard activity as named in this plan"), max_length=500, blank=True)
    copied_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="copies",
        verbose_name=_("copied from"),
        help_text=_("The item of another year, or of this plan, that its words came from."),
    )

    # Words that look like typing errors, and that somebody said are meant so.
    left_as_they_are = models.JSONField(default=list, blank=True, editable=False)

    objects = StandingItems.from_queryset(PlanItemQuerySet)()
    kept = models.Manager()  # those that were taken out, too
    history = history(excluded_fields=["left_as_they_are"])

    class Meta:
        verbose_name = _("item of a plan")
        verbose_name_plural = _("items of a plan")
        ordering = ["line", "kind", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "kind", "order"],
                name="planitem_order_once",
                violation_error_message=_("The line already has an item of that number."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="planitem_says_something",
                violation_error_message=_("An item without words is taken out."),
            ),
            models.CheckConstraint(
                condition=Q(network=None, network_words="")
                | Q(kind=ItemKind.TARGET) & Q(network__isnull=False) & ~Q(network_words=""),
                name="planitem_network_of_a_target",
                violation_error_message=_("Only a target names a network."),
            ),
            models.CheckConstraint(
                condition=Q(standard=None, standard_words="")
                | Q(kind=ItemKind.ACTIVITY) & Q(standard__isnull=False) & ~Q(standard_words=""),
                name="planitem_standard_of_an_activity",
                violation_error_message=_("Only an activity is one of the standard activities."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def links(self) -> tuple[int | None, int | None]:
        """What of the catalogue it is, by key: a network, a standard activity."""
        return self.network_id, self.standard_id

    @property
    def hints(self) -> list[tuple[str, str]]:
        """Probable typing errors in its words, each with what may be meant, but for those that are meant so."""
        found = suspicious_words(self.text)
        return [(word, meant) for word, meant in found if word not in self.left_as_they_are]

    def leave_as_it_is(self, word: str, *, is_meant: bool, by: AbstractBaseUser) -> None:
        """Keep a person's answer to such a hint, or forget it; her colleagues' open texts do not grow old by it."""
        others = [each for each in self.left_as_they_are if each != word]
        self.left_as_they_are = [*others, word] if is_meant else others
        why = (
            gettext("“%(word)s” is meant so") if is_meant else gettext("“%(word)s” is not meant so any more")
        )
        with self._in_the_name_of(by, why % {"word": word}):
            self.save(update_fields=["left_as_they_are"])

    def link(self, *, network: TargetNetwork | None = None, standard: StandardActivity | None = None) -> None:
        """Set what of the catalogue the item is, with its words of today; unsaved. None takes the link away."""
        self.network, self.network_words = network, network.name_th if network else ""
        self.standard, self.standard_words = standard, standard.name if standard else ""

    def place(self, *, by: AbstractBaseUser | None, why: str) -> None:
        """Save where it stands and its mark; nobody's open text grows old by it."""
        with self._in_the_name_of(by, why):
            self.save(update_fields=["line", "order", "mark", "after"])


def cell_of(items: Iterable[PlanItem]) -> str:
    """The text of a cell as it is printed, from its items in order."""
    return "".join(item.mark + item.text + item.after for item in items)


class Recogniser:
    """Finds in the words of items the networks and the standard activities of a year that they name; asks once."""

    def __init__(self, fiscal_year: int) -> None:
        self._networks = NetworkFinder(TargetNetwork.objects.for_year(fiscal_year))
        standard = StandardActivity.objects.for_year(fiscal_year)
        self._standard = {match_key(activity.name): activity for activity in standard}

    def items_of(self, line: PlanLine, kind: str, cell: str) -> list[PlanItem]:
        """The items of a cell as the office wrote it, unsaved."""
        items = []
        for order, piece in enumerate(pieces_of(cell), start=1):
            item = PlanItem(line=line, kind=kind, order=order)
            item.mark, item.text, item.after = piece.mark, piece.text, piece.after
            self.recognise(item)
            items.append(item)
        return items

    def recognise(self, item: PlanItem) -> None:
        """Link a new item to what its words name; a text that names two networks is left for a person."""
        if item.kind == ItemKind.TARGET:
            named = self._networks.named_in(item.text)
            item.link(network=named[0] if len(named) == 1 else None)
        elif item.kind == ItemKind.ACTIVITY:
            item.link(standard=self._standard.get(match_key(item.text)))


@PLAN_LIFE.needs("submit")
def says_something(plan: Plan) -> None:
    if not PlanLine.objects.filter(plan=plan).that_say_something().exists():
        raise ValidationError(
            gettext("A plan in which no line says anything cannot be submitted."), code="plan_empty"
        )
