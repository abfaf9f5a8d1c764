"""The registers of organisations and coordination centres, to and from tables."""

from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from import_export.fields import Field

from centres.likeness import Lookalikes
from centres.models import CoordinationCentre, Organisation, OrganisationRole, TargetNetwork
from centres.models.organisation import identity_of
from centres.names_asked_about import LOOKS_ALIKE, answered_names, asked_about, keep_answers
from centres.places_named import DistrictNamed, ProvinceNamed
from centres.workbooks import CENTRES, NETWORKS, ORGANISATIONS, organisation_of
from regions.models import Region
from spreadsheets.register_resource import RecordResource
from spreadsheets.resources import Change, Comparison, ImportWriter, Scope, SheetResource, Values
from spreadsheets.widgets import Choice, Day, Named, Text
from tables.faults import Fault
from tables.kinds import Row, Table
from thai.amounts import NO_BAHT
from thai.sentences import gettext as _


class NetworkNamed(Named):
    """A target network of the catalogue."""

    def __init__(self) -> None:
        super().__init__()
        for network in TargetNetwork.objects.all():
            names = (network.name_th, f"เครือข่าย{network.name_th}", network.name_en, network.code)
            self.know((name, network) for name in names)


LEGAL_FORMS = {
    "มูลนิธิ": "foundation",
    "สมาคม": "association",
    "องค์กรชุมชน": "community",
    "ชมรม": "club",
    "กลุ่ม": "club",
    "สภาองค์กรชุมชน": "council",
    "หน่วยงานรัฐ": "public_body",
}
LEVELS = {"อำเภอ": "district", "จังหวัด": "province", "ตำบล": "tambon", "โซน": "bangkok_zone"}


class KnowsOrganisations(SheetResource):
    """A resource whose rows are about organisations: what the region calls one already needs no word that says so."""

    @cached_property
    def known(self) -> Lookalikes:
        return Lookalikes(self.scope.region)

    def knows(self, name: str) -> bool:
        organisation = self.known.named(name)
        return organisation is not None and self.is_own(organisation)

    def is_own(self, organisation: Organisation | None) -> bool:
        """Whether rows of the organisation are for the person at all; None is one that the portal does not know."""
        return self.own is None or (organisation is not None and organisation.pk in self.own)

    def not_hers(self, comparison: Comparison, row: Row) -> Fault:
        """What a coordinator is told of a row that is none of hers, the same whether or not the portal knows it."""
        sentence = _(
            "This is not an organisation that you coordinate. Leave the row out, or have the regional office bring "
            "it in."
        )
        return comparison.fault_at(row, comparison.table.kind.subject, sentence, "not_hers")

    def meant(self, name: str) -> Organisation | None:
        """Return the organisation that a name means, by itself or because a person has said so."""
        return self.known.named(name) or self.known.chosen(self.scope.answers.get((LOOKS_ALIKE, name)))


class OrganisationRegister(KnowsOrganisations, RecordResource):
    """Base of the registers whose rows are about organisations: a name may be another one's, written otherwise."""

    def organisation_in(self, record: Any) -> Organisation:
        raise NotImplementedError

    def in_register(self) -> QuerySet[Any]:
        """The region's records in the order of the register."""
        raise NotImplementedError

    def records(self) -> dict[str, Any]:
        return {
            f"{organisation.name_key}/{organisation.issue_key}": row
            for row in self.in_register()
            if self.is_own(organisation := self.organisation_in(row))
        }

    def keys_left_out(self, table: Table) -> frozenset[str]:
        return frozenset(self.key_of(row) for row in table.left_out if row.values.get("name"))

    def holds(self, name: str) -> Decimal | None:
        organisation = self.meant(name)
        known = organisation is not None and f"{organisation.name_key}/{organisation.issue_key}" in self.held
        return NO_BAHT if known else None

    @cached_property
    def held(self) -> frozenset[str]:
        return frozenset(self.records())

    def compare(self, table: Table) -> Comparison:
        self._rows: dict[int, int] = {}
        comparison = super().compare(table)
        for change in comparison.of(Change.NEW):
            if self.known.named(change.title) or (LOOKS_ALIKE, change.title) in self.scope.answers:
                continue
            province = change.values.get("province")
            if near := self.known.of(change.title, province=province and province.pk):
                comparison.warnings.append(asked_about(comparison, change.title, change.row, near))
        comparison.warnings += answered_names(comparison, self.known)
        return comparison

    def key_of(self, row: Row) -> str:
        meant = self.meant(row.values.get("name") or "")
        return f"{meant.name_key}/{meant.issue_key}" if meant else organisation_of(row) or ""

    def write(self, comparison: Comparison, writer: ImportWriter) -> None:
        super().write(comparison, writer)
        keep_answers(
            self.scope,
            {row.title: self.organisation_in(row.record) for row in comparison.changes if row.values},
        )

    def _values(self, comparison: Comparison, row: Row) -> Values | None:
        meant = self.meant(row.values.get("name") or "")
        if row.values.get("name") and not self.is_own(meant):
            comparison.faults.append(self.not_hers(comparison, row))
            return None
        values = super()._values(comparison, row)
        if values is None or meant is None:
            return values
        earlier = self._rows.setdefault(meant.pk, row.number)
        if earlier != row.number:
            sentence = _("This is the same organisation as in row %(row)s.") % {"row": earlier}
            comparison.faults.append(comparison.fault_at(row, "name", sentence, "duplicate"))
            return None
        if identity_of(values["name"]) != (meant.name_key, meant.issue_key):
            values["name"] = meant.name  # another name of it; the register keeps its own
        return values


class OrganisationResource(OrganisationRegister):
    """One row of a region's register of organisations."""

    kind = ORGANISATIONS
    model = Organisation
    written_models = (Organisation,)

    def make_fields(self) -> dict[str, Field]:
        return {
            "name": Field("name", widget=Text()),
            "province": Field("province", widget=ProvinceNamed(self.scope)),
            "district": Field("district", widget=DistrictNamed(self.scope)),
            "focus": Field("focus", widget=NetworkNamed()),
            "legal_form": Field("legal_form", widget=Choice(Organisation.LegalForm, synonyms=LEGAL_FORMS)),
            "contact": Field("contact", widget=Text()),
        }

    def in_register(self) -> QuerySet[Organisation]:
        rows = Organisation.objects.filter(region=self.scope.region).select_related(
            "province", "district", "focus"
        )
        return rows.in_thai_order()

    def organisation_in(self, record: Organisation) -> Organisation:
        return record

    def make(self, values: Values) -> Organisation:
        record = Organisation(region=self.scope.region)
        for key, value in values.items():
            self.set_value(record, key, value)
        record.set_name(record.name)
        return record

    def save(self, new: list[Organisation], changed: list[Organisation], writer: ImportWriter) -> None:
        for record in changed:
            record.set_name(record.name)
        super().save(new, changed, writer)


def organisation_for(scope: Scope, name: str, values: Values) -> Organisation:
    """Return the region's organisation of that name, or a new one, unsaved, in the place that the row names."""
    found = Organisation.objects.filter(region=scope.region).named(name).first()
    if found is not None:
        return found
    made = Organisation(region=scope.region, province=values.get("province"), district=values.get("district"))
    made.set_name(name)
    return made


class CoordinationCentreResource(OrganisationRegister):
    """One row of a region's register of coordination centres: the organisation, its role and its level."""

    kind = CENTRES
    model = CoordinationCentre
    written_models = (CoordinationCentre, OrganisationRole, Organisation)
    kept_when_blank = frozenset({"since"})

    def make_fields(self) -> dict[str, Field]:
        return {
            "name": Field("role__organisation__name", widget=Text(), readonly=True),
            "level": Field("level", widget=Choice(CoordinationCentre.Level, synonyms=LEVELS)),
            "province": Field("province", widget=ProvinceNamed(self.scope)),
            "district": Field("district", widget=DistrictNamed(self.scope)),
            "tambon": Field("tambon", widget=Text()),
            "zone": Field("zone", widget=Text()),
            "since": Field("role__since", widget=Day()),
            "document": Field("role__document", widget=Text()),
        }

    def in_register(self) -> QuerySet[CoordinationCentre]:
        rows = CoordinationCentre.objects.filter(role__organisation__region=self.scope.region)
        return rows.select_related("role__organisation__region", "province", "district").order_by("pk")

    def organisation_in(self, record: CoordinationCentre) -> Organisation:
        return record.role.organisation

    def make(self, values: Values) -> CoordinationCentre:
        role = OrganisationRole(
            organisation=organisation_for(self.scope, values["name"], values),
            kind=OrganisationRole.Kind.COORDINATION_CENTRE,
            since=values.get("since") or timezone.localdate(),
            document=values.get("document") or "",
        )
        centre = CoordinationCentre(role=role)
        for key, value in values.items():
            self.set_value(centre, key, value)
        return centre

    def check(self, record: CoordinationCentre) -> None:
        if record.role.until:  # a role that ends, so not a new one
            record.role.validate_constraints()
        # The role is saved with the centre; until then the form's rule about it cannot be asked.
        record.full_clean(exclude=[] if record.pk else ["role"], validate_unique=False)

    def save(
        self, new: list[CoordinationCentre], changed: list[CoordinationCentre], writer: ImportWriter
    ) -> None:
        writer.create(
            Organisation, [row.role.organisation for row in new if row.role.organisation.pk is None]
        )
        for row in new:
            row.role.organisation = row.role.organisation  # takes the key that saving has given
        writer.create(OrganisationRole, [row.role for row in new])
        for row in new:
            row.role = row.role
        writer.create(CoordinationCentre, new)
        writer.update(OrganisationRole, [row.role for row in changed], ["since", "document"])
        writer.update(CoordinationCentre, changed, self.own_attributes())


class TargetNetworkResource(RecordResource):
    """One row of the catalogue of target networks, which all regions share and head office keeps."""

    kind = NETWORKS
    model = TargetNetwork
    written_models = (TargetNetwork,)

    def make_fields(self) -> dict[str, Field]:
        texts = ("code", "slug", "name_th", "name_en", "basis", "keywords")
        return {
            **{name: Field(name, widget=Text()) for name in texts},
            "kind": Field("kind", widget=Choice(TargetNetwork.Kind)),
        }

    def refusal(self) -> str:
        """Why the person may not write the catalogue; empty for head office and the command line."""
        user = self.scope.user
        if user is None or user.sees_every_region:
            return ""
        return _("All regions share this catalogue. Head office brings it in.")

    def lock(self) -> None:
        # Confirming and undoing come by here, whoever brought the file in.
        if refusal := self.refusal():
            raise ValidationError(refusal, code="head_office_only")
        list(Region.objects.select_for_update().order_by("pk"))

    def compare(self, table: Table) -> Comparison:
        comparison = super().compare(table)
        if refusal := self.refusal():
            comparison.faults.append(Fault(refusal, "head_office_only", table.sheet))
        return comparison

    def records(self) -> dict[str, TargetNetwork]:
        return {network.code: network for network in TargetNetwork.objects.all()}

    def key_of(self, row: Row) -> str:
        return str(row.values["code"])

    def make(self, values: Values) -> TargetNetwork:
        return TargetNetwork(**values)
