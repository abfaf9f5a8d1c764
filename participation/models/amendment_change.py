"""What an amendment wants otherwise, line by line and item by item, each with the version that its writer saw."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.held import Held
from editing.shown import digest_of
from editing.texts import LineField, ProseField
from participation.models.amendment import PlanAmendment
from participation.models.catalogue import FormOfParticipation
from participation.models.item import ItemKind, PlanItem, PlanLine
from spreadsheets.models import history


class ChangeWhat(models.TextChoices):
    """What an amendment does to an item or a line: changed or moved, a new one, one that goes."""

    CHANGE = "change", _("changed")
    ADD = "add", _("added")
    TAKE_OUT = "out", _("taken out")


class AmendedLine(Held):
    """One change of one line: its number, its form, its place; or a new line, or one that goes with all its items.

    `base` is the version of the line that its writer saw, `number_before` and `form_before` what it said then. Of a
    line that goes, `seen` stands for its items as they were. A line that `moves` stands behind `after`, or first.
    The `line` of a new one is empty until the amendment is decided on.
    """

    What = ChangeWhat

    amendment = models.ForeignKey(PlanAmendment, models.CASCADE, related_name="line_changes")
    what = models.CharField(_("change"), max_length=6, choices=ChangeWhat)
    line = models.ForeignKey(
        PlanLine,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="amended_itself",
        verbose_name=_("plan line"),
    )
    base = models.PositiveIntegerField(_("version of the line"), null=True, blank=True)
    seen = models.CharField(max_length=16, blank=True, editable=False)
    number_before = LineField(_("number before"), max_length=20, blank=True)
    form_before = LineField(_("form before"), max_length=300, blank=True)
    number = LineField(
        _("number as written"), max_length=20, blank=True, help_text=_("As it is printed: “1.”, “3”.")
    )
    form = models.ForeignKey(
        FormOfParticipation, models.PROTECT, related_name="+", verbose_name=_("form of participation")
    )
    form_words = LineField(_("form as named in this plan"), max_length=300)
    moves = models.BooleanField(_("stands elsewhere"), default=False)
    after = models.ForeignKey(
        PlanLine,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("line that it stands behind"),
    )

    history = history()

    class Meta:
        verbose_name = _("change of a line in an amendment")
        verbose_name_plural = _("changes of lines in amendments")
        ordering = ["amendment", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["amendment", "line"],
                name="amendedline_line_once",
                violation_error_message=_("The amendment changes this line already."),
            ),
            models.CheckConstraint(
                condition=Q(what="add", base=None, number_before="", form_before="", moves=True)
                | ~Q(what="add") & Q(line__isnull=False, base__isnull=False),
                name="amendedline_of_a_line",
                violation_error_message=_("What changes or goes is a line; what is added is none yet."),
            ),
            models.CheckConstraint(
                condition=Q(moves=True) & ~Q(what="out") | Q(moves=False, after=None),
                name="amendedline_after_where_it_moves",
                violation_error_message=_("Only a line that is new or moves has a place to go to."),
            ),
            models.CheckConstraint(
                condition=~Q(form_words=""),
                name="amendedline_names_its_form",
                violation_error_message=_("A line says which form of participation it is of."),
            ),
        ]

    def __str__(self) -> str:
        if self.line is not None:
            return str(self.line)
        return gettext("New line: %(form)s") % {"form": self.form.short_name}

    @property
    def mark_shown(self) -> str:
        return _mark_of(self)

    @property
    def says(self) -> str:
        return f"{self.number} {self.form_words}".strip() if self.pk else ""

    @property
    def anchor(self) -> str:
        return f"line-{self.line_id}" if self.line_id else f"new-line-{self.pk}"

    @property
    def is_overtaken(self) -> bool:
        """Whether the line was changed since this was written, or an item of a line that goes."""
        if self.line is None or self.what == ChangeWhat.ADD:
            return False
        if self.line.version != self.base:
            return True
        return self.what == ChangeWhat.TAKE_OUT and self.seen != digest_of_items(self.line)

    @property
    def is_adrift(self) -> bool:
        """Whether the line, or the one that it is to stand behind, was taken out of the plan."""
        ours, after = self.line, self.after
        return (ours is not None and ours.order is None) or (after is not None and after.order is None)


def _mark_of(change: "AmendedLine | AmendmentChange") -> str:
    """What a form brings back of a change that its page showed; empty for one that is not written yet."""
    return f"{change.pk}-{change.version}" if change.pk else ""


def digest_of_items(line: PlanLine) -> str:
    """What stands for the items of a line and their words, for who takes them all out."""
    items = (each for kind in ItemKind for each in line.cell(kind))
    return digest_of(*((item.pk, item.version) for item in items))


class AmendmentChange(Held):
    """One change of one item. `base` is the version of the item that its writer saw, `before` its words then.

    Where the item has another version now, another amendment was first, and a person chooses. It is of a `line`
    of the plan or goes `into` a line that the amendment adds.
    """

    What = ChangeWhat

    amendment = models.ForeignKey(PlanAmendment, models.CASCADE, related_name="changes")
    what = models.CharField(_("change"), max_length=6, choices=ChangeWhat)
    item = models.ForeignKey(
        PlanItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="amended",
        verbose_name=_("item of a plan"),
    )
    base = models.PositiveIntegerField(_("version of the item"), null=True, blank=True)
    before = ProseField(_("words before"), blank=True)
    line = models.ForeignKey(
        PlanLine,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="amended",
        verbose_name=_("plan line"),
    )
    into = models.ForeignKey(
        AmendedLine,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("new line"),
    )
    kind = models.CharField(_("kind"), max_length=8, choices=ItemKind)
    text = ProseField(_("words"), blank=True)

    history = history()

    class Meta:
        verbose_name = _("change of an amendment")
        verbose_name_plural = _("changes of amendments")
        ordering = ["amendment", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["amendment", "item"],
                name="amendmentchange_item_once",
                violation_error_message=_("The amendment changes this item already."),
            ),
            models.CheckConstraint(
                condition=Q(what="add", item=None, base=None, before="")
                | ~Q(what="add") & Q(item__isnull=False, base__isnull=False),
                name="amendmentchange_of_an_item",
                violation_error_message=_("What changes or goes is an item; what is added is none yet."),
            ),
            models.CheckConstraint(
                condition=Q(line__isnull=False, into=None)
                | Q(line=None, into__isnull=False) & ~Q(what="out"),
                name="amendmentchange_of_one_line",
                violation_error_message=_("An item stands in a line of the plan or in a new one."),
            ),
            models.CheckConstraint(
                condition=Q(what="out", text="") | ~Q(what="out") & ~Q(text=""),
                name="amendmentchange_says_something",
                violation_error_message=_("An item without words is taken out."),
            ),
        ]

    def __str__(self) -> str:
        return self.text or self.before

    @property
    def mark_shown(self) -> str:
        return _mark_of(self)

    @property
    def says(self) -> str:
        return self.text if self.pk else ""

    @property
    def is_overtaken(self) -> bool:
        """Whether the item was changed, moved or taken out since this was written."""
        return self.item is not None and self.item.version != self.base

    @property
    def is_adrift(self) -> bool:
        """Whether the line that it is of, or goes to, was taken out of the plan, or goes by this very amendment."""
        if self.item is not None and self.item.line.order is None:
            return True
        return self.line is not None and (self.line.order is None or self.line_id in self.amendment.going)

    @property
    def is_moved(self) -> bool:
        return self.item is not None and self.item.line_id != self.line_id

    @property
    def place(self) -> PlanLine | AmendedLine | None:
        """The line that it is of, of the plan or new."""
        if self.into is None:
            return self.line
        return self.into.line or self.into
