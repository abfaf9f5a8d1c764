"""Import batches: which file was brought in, by whom, what it would change, what it changed."""

import hashlib

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editing.fields import FiscalYearField
from editing.held import Held
from editing.reasons import History
from editing.shown import digest_of
from editing.texts import LineField, ProseField
from editing.uploads import KeptUnder
from people.models import User, Visitor
from regions.models import Region
from spreadsheets.kinds import coordinator_numbers, kind_named, kinds, office_roles
from spreadsheets.life import OPEN, BatchState
from spreadsheets.within import HoldsNoneBut
from tables.kinds import TableKind

# What stands with who brought a file in: to be confirmed, or to be answered before it can be.
_CONFIRMED = Q(state=BatchState.PREVIEWED)
_ANSWERED = Q(state=BatchState.REJECTED, only_asks=True)


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def brought_in_this_month(self, user: User) -> int:
        begun = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        return self.filter(created_by=user, created_at__gte=begun).count()

    def visible_to(self, user: Visitor) -> "ImportBatchQuerySet":
        """Whose office a kind of table is sees each batch of its region; a coordinator what she brought in herself.

        Where its rows are of organisations, she sees that only while all of them are hers.
        """
        if isinstance(user, AnonymousUser):
            return self.none()
        if user.sees_every_region:
            return self
        office: dict[frozenset[int], list[str]] = {}
        hers: dict[frozenset[int], list[str]] = {}
        for name, kind in kinds().items():
            office.setdefault(frozenset(user.region_numbers(*office_roles(kind))), []).append(name)
            hers.setdefault(frozenset(coordinator_numbers(user, kind)), []).append(name)
        seen = Q(pk__in=[])
        for regions, of_these in office.items():
            seen |= Q(kind__in=of_these, region__in=regions)
        if not any(hers):
            return self.filter(seen)
        # A condition, and nothing read beforehand: the text of statements about a person's rows is kept.
        are_hers = Q(organisations__isnull=False) & Q(
            HoldsNoneBut("organisations", user.coordinated_organisations)
        )
        whole = Q(kind__in=[name for name, kind in kinds().items() if not kind.by_organisation])
        for regions, of_these in hers.items():
            seen |= Q(kind__in=of_these, region__in=regions, created_by=user) & (whole | are_hers)
        return self.filter(seen)

    def listed(self) -> "ImportBatchQuerySet":
        """For a list of many: without what the preview holds of each row."""
        return self.select_related("region", "created_by").defer("preview", "options")

    def to_do(self, user: User) -> "ImportBatchQuerySet":
        """What has a next step here: asked of the office, or to be confirmed or answered by who brought it in.

        A file with faults has none: its next step is another file.
        """
        return self.filter(Q(state=BatchState.ASKED) | Q(_CONFIRMED | _ANSWERED, created_by=user))

    def to_confirm(self, user: User) -> "ImportBatchQuerySet":
        return self.filter(_CONFIRMED, created_by=user)

    def to_answer(self, user: User) -> "ImportBatchQuerySet":
        return self.filter(_ANSWERED, created_by=user)

    def same_file_elsewhere(self, batch: "ImportBatch") -> "ImportBatchQuerySet":
        """The same file where it waits or is applied as another table, or for another year or region."""
        here = Q(kind=batch.kind, region=batch.region_id, fiscal_year=batch.fiscal_year)
        standing = self.filter(state__in=[*OPEN, BatchState.ASKED, BatchState.APPLIED])
        return standing.filter(sha256=batch.sha256).exclude(here).exclude(pk=batch.pk)

    def done_by(self, user: User) -> "ImportBatchQuerySet":
        """What the person brought in herself and is done with: written, undone or put aside."""
        return self.filter(created_by=user).exclude(state__in=[BatchState.ASKED, *OPEN])


class ImportBatch(Held):
    """One file on its way in: kept whole with its hash, from preview to confirm, and to undo."""

    State = BatchState

    kind = models.CharField(_("kind of table"), max_length=30)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("region"))
    fiscal_year = FiscalYearField(_("fiscal year"))
    filename = LineField(_("file name"), max_length=255)
    file = models.FileField(_("file"), upload_to=KeptUnder("imports/%Y/%m"))
    sha256 = models.CharField(_("hash of the file"), max_length=64)
    options = models.JSONField(_("options"), default=dict, help_text=_("Sheet, fill down, ceiling, columns."))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PREVIEWED)
    preview = models.JSONField(_("preview"), default=dict)
    fingerprint = models.CharField(_("what the preview showed, as a hash"), max_length=64, blank=True)
    created_at = models.DateTimeField(_("brought in at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("brought in by"),
        help_text=_("Empty for the command line."),
    )
    asked_at = models.DateTimeField(_("sent to the regional office at"), null=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("sent by")
    )
    comment = ProseField(_("why it was given back"), blank=True)
    applied_at = models.DateTimeField(_("applied at"), null=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("applied by")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("undone by")
    )

    closed_at = models.DateTimeField(_("closed at"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("discarded by"),
        help_text=_("Empty where there was nothing to confirm."),
    )
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="replaces", verbose_name=_("replaced by")
    )
    only_asks = models.BooleanField(_("only asks before it can be confirmed"), default=False)

    organisations = models.JSONField(
        _("of these organisations alone"),
        null=True,
        editable=False,
        help_text=_("Keys of those whose rows its sender may bring in; empty where that is every row."),
    )

    history = History(excluded_fields=["preview", "options", "organisations"])
    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import batch")
        verbose_name_plural = _("import batches")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["applied", "undone"], applied_at__isnull=False)
                | Q(state__in=["rejected", "previewed", "asked", "closed"], applied_at=None),
                name="importbatch_applied_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False)
                | (~Q(state="undone") & Q(undone_at=None)),
                name="importbatch_undone_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False)
                | (~Q(state="closed") & Q(closed_at=None)),
                name="importbatch_closed_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | Q(state="closed"), name="importbatch_replaced_is_closed"
            ),
            models.CheckConstraint(
                condition=~Q(state="asked") | Q(asked_at__isnull=False, asked_by__isnull=False),
                name="importbatch_asked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(applied_by=None) | Q(asked_by=None) | ~Q(applied_by=models.F("asked_by")),
                name="importbatch_taken_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filename} ({self.created_at:%Y-%m-%d})" if self.created_at else self.filename

    @property
    def is_open(self) -> bool:
        """Not handed on yet: what a person says about the file can still change the preview."""
        return self.state in OPEN

    @property
    def kind_of_table(self) -> TableKind:
        return kind_named(self.kind)

    @property
    def is_for_head_office(self) -> bool:
        return self.kind_of_table.head_office_only

    @property
    def shown(self) -> str:
        """What its page shows to whoever decides on it."""
        return digest_of(self.pk, self.version, self.state, self.fingerprint)

    @staticmethod
    def hash_of(content: bytes) -> str:
        return hashlib.sha256(content).hexdigest()


class ColumnMapping(models.Model):
    """Columns that a person named by hand, remembered for the next file of that region and kind."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="+", verbose_name=_("region"))
    kind = models.CharField(_("kind of table"), max_length=30)
    headers = models.JSONField(_("column names by field"), default=dict)

    class Meta:
        verbose_name = _("column mapping")
        verbose_name_plural = _("column mappings")
        constraints = [
            models.UniqueConstraint(fields=["region", "kind"], name="columnmapping_one_per_region_and_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.region}"


class ImportedRecord(models.Model):
    """Base of history tables: which import, if any, wrote this version of the record."""

    batch = models.ForeignKey(
        ImportBatch, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("import batch")
    )

    class Meta:
        abstract = True


def history(**options: object) -> History:
    """Return the history of a record that imports may write: who, when, why, and by which batch."""
    return History(bases=[ImportedRecord], **options)
