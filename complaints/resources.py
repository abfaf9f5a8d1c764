"""The register of receiving units, to and from tables. States are not imported: a meeting decides them."""

from django.db.models import QuerySet
from django.utils import timezone
from import_export.fields import Field

from centres.models import Organisation, OrganisationRole
from centres.places_named import DistrictNamed, ProvinceNamed
from centres.resources import OrganisationRegister, organisation_for
from complaints.models import ReceivingUnit
from complaints.workbooks import RECEIVING_UNITS
from spreadsheets.resources import ImportWriter, Values
from spreadsheets.widgets import Day, Text


class ReceivingUnitResource(OrganisationRegister):
    """One row of a region's register: the organisation, its role, and what the order says."""

    kind = RECEIVING_UNITS
    model = ReceivingUnit
    written_models = (ReceivingUnit, OrganisationRole, Organisation)
    kept_when_blank = frozenset({"province", "district"})

    def make_fields(self) -> dict[str, Field]:
        return {
            "name": Field("role__organisation__name", widget=Text(), readonly=True),
            "registration_number": Field("registration_number", widget=Text()),
            "order_number": Field("order_number", widget=Text()),
            "order_date": Field("order_date", widget=Day()),
            "valid_from": Field("valid_from", widget=Day()),
            "valid_until": Field("valid_until", widget=Day()),
            "province": Field("role__organisation__province", widget=ProvinceNamed(self.scope)),
            "district": Field("role__organisation__district", widget=DistrictNamed(self.scope)),
            "area": Field("area", widget=Text()),
        }

    def in_register(self) -> QuerySet[ReceivingUnit]:
        rows = ReceivingUnit.objects.filter(role__organisation__region=self.scope.region)
        return rows.select_related("role__organisation__province", "role__organisation__district").order_by(
            "pk"
        )

    def organisation_in(self, record: ReceivingUnit) -> Organisation:
        return record.organisation

    def make(self, values: Values) -> ReceivingUnit:
        role = OrganisationRole(
            organisation=organisation_for(self.scope, values["name"], values),
            kind=OrganisationRole.Kind.RECEIVING_UNIT,
            since=values.get("valid_from") or timezone.localdate(),
            document=values.get("order_number") or "",
        )
        unit = ReceivingUnit(role=role)
        for key, value in values.items():
            self.set_value(unit, key, value)
        return unit

    def check(self, record: ReceivingUnit) -> None:
        record.role.organisation.clean()
        # The role is saved with the unit; until then the form's rule about it cannot be asked.
        record.full_clean(exclude=[] if record.pk else ["role"], validate_unique=False)

    def save(self, new: list[ReceivingUnit], changed: list[ReceivingUnit], writer: ImportWriter) -> None:
        unknown: list[Organisation] = []
        known: list[Organisation] = []
        for unit in new:
            (known if unit.role.organisation.pk else unknown).append(unit.role.organisation)
        writer.create(Organisation, unknown)
        known += [unit.role.organisation for unit in changed]
        writer.update(Organisation, known, ["province", "district"])
        for unit in new:
            unit.role.organisation = unit.role.organisation  # takes the key that saving has given
        writer.create(OrganisationRole, [unit.role for unit in new])
        for unit in new:
            unit.role = unit.role
        writer.create(ReceivingUnit, new)
        writer.update(ReceivingUnit, changed, self.own_attributes())
