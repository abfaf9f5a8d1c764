"""Import batches: which file was brought in, by whom, what it would change, what it changed."""

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from editing.fields import FiscalYearField
from people.models import Visitor
from regions.models import Region
from spreadsheets.kinds import kinds


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def visible_to(self, user: Visitor) -> "ImportBatchQuerySet":
        """Colleagues who may bring a kind of table into a region see each other's batches of that kind."""
        if isinstance(user, AnonymousUser):
            return self.none()
        if user.sees_every_region:
            return self
        seen = Q(pk__in=[])
        for name, kind in kinds().items():
            seen |= Q(kind=name, region__in=user.region_numbers(*kind.roles))
        return self.filter(seen)


class ImportBatch(models.Model):
    """One file on its way in: kept whole with its hash, from preview to confirm, and to undo."""

    class State(models.TextChoices):
        REJECTED = "rejected", _("has faults")
        PREVIEWED = "previewed", _("waits for confirmation")
        APPLIED = "applied", _("applied")
        UNDONE = "undone", _("undone")

    kind = models.CharField(_("kind of table"), max_length=30)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("region"))
    fiscal_year = FiscalYearField(_("fiscal year"))
    filename = models.CharField(_("file name"), max_length=255)
    file = models.FileField(_("file"), upload_to="imports/%Y/%m/")
    sha256 = models.CharField(_("hash of the file"), max_length=64)
    options = models.JSONField(_("options"), default=dict, help_text=_("Sheet, fill down, ceiling, columns."))
    state = models.CharField(_("state"), max_length=10, choices=State)
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
    applied_at = models.DateTimeField(_("applied at"), null=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("applied by")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("undone by")
    )

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import batch")
        verbose_name_plural = _("import batches")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["applied", "undone"], applied_at__isnull=False)
                | Q(state__in=["rejected", "previewed"], applied_at=None),
                name="importbatch_applied_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False)
                | (~Q(state="undone") & Q(undone_at=None)),
                name="importbatch_undone_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filename} ({self.created_at:%Y-%m-%d})" if self.created_at else self.filename

    @property
    def is_open(self) -> bool:
        """Not written yet: what a person says about the file can still change the preview."""
        return self.state in (self.State.REJECTED, self.State.PREVIEWED)

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


def history(**options: Any) -> HistoricalRecords:
    """Return the history of a record that imports may write: who, when, why, and by which batch."""
    return HistoricalRecords(bases=[ImportedRecord], **options)
