"""The register of receiving units, to and from tables. States are not imported: a meeting decides them."""

from typing import Any

from django.utils import timezone
from import_export.fields import Field

from centres.models import Organisation, OrganisationRole
from centres.resources import DistrictNamed, ProvinceNamed, organisation_for
from centres.workbooks import organisation_of
from complaints.models import ReceivingUnit
from complaints.workbooks import RECEIVING_UNITS
from spreadsheets.register_resource import RecordResource
from spreadsheets.resources import Scope, Stamp
from spreadsheets.widgets import Day, Text
from tables.kinds import Row


class ReceivingUnitResource(RecordResource):
    """One row of a region's register: the organisation, its role, and what the order says."""

    table = RECEIVING_UNITS
    written_models = (ReceivingUnit, OrganisationRole, Organisation)
    kept_when_blank = frozenset({"province", "district"})

    name = Field("role__organisation__name", "ชื่อหน่วยรับเรื่องร้องเรียน", Text())
    registration_number = Field("registration_number", "เลขทะเบียน", Text())
    order_number = Field("order_number", "คำสั่ง/ประกาศ", Text())
    order_date = Field("order_date", "วันที่คำสั่ง", Day())
    valid_from = Field("valid_from", "มีผลตั้งแต่", Day())
    valid_until = Field("valid_until", "มีผลถึง", Day())
    province = Field("role__organisation__province", "จังหวัด", ProvinceNamed())
    district = Field("role__organisation__district", "อำเภอ", DistrictNamed())
    area = Field("area", "พื้นที่รับเรื่อง", Text())

    class Meta:
        model = ReceivingUnit
        fields = [
            "name",
            "registration_number",
            "order_number",
            "order_date",
            "valid_from",
            "valid_until",
            "province",
            "district",
            "area",
        ]
        import_id_fields = ["name"]

    def __init__(self, scope: Scope, **kwargs: Any):
        super().__init__(scope, **kwargs)
        self.fields["province"].widget.know_region(scope)
        self.fields["district"].widget.know_region(scope)

    def held(self) -> dict[str, Any]:
        rows = ReceivingUnit.objects.filter(role__organisation__region=self.scope.region)
        rows = rows.select_related("role__organisation__province", "role__organisation__district").order_by(
            "pk"
        )
        return {f"{row.organisation.name_key}/{row.organisation.issue_key}": row for row in rows}

    def key_of(self, row: Row) -> str:
        return organisation_of(row) or ""

    def make(self, values: dict[str, Any]) -> ReceivingUnit:
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

    def set_value(self, record: Any, key: str, value: Any) -> None:
        attribute = self.fields[key].attribute
        if attribute == "role__organisation__name":
            return  # the name is what identifies the row; another name is another unit
        if attribute.startswith("role__organisation__"):
            setattr(record.role.organisation, attribute.removeprefix("role__organisation__"), value)
        else:
            setattr(record, attribute, value)

    def check(self, record: Any) -> None:
        record.role.organisation.clean()
        # The role is saved with the unit; until then the form's rule about it cannot be asked.
        record.full_clean(exclude=[] if record.pk else ["role"], validate_unique=False)

    def save(self, new: list[Any], changed: list[Any], stamp: Stamp) -> None:
        unknown: list[Organisation] = []
        known: list[Organisation] = []
        for unit in new:
            (known if unit.role.organisation.pk else unknown).append(unit.role.organisation)
        stamp.create(Organisation, unknown)
        known += [unit.role.organisation for unit in changed]
        for organisation in known:
            organisation.version += 1
        stamp.update(Organisation, known, ["province", "district", "version"])
        for unit in new:
            unit.role.organisation = unit.role.organisation  # takes the key that saving has given
        stamp.create(OrganisationRole, [unit.role for unit in new])
        for unit in new:
            unit.role = unit.role
        stamp.create(ReceivingUnit, new)
        names = ["registration_number", "order_number", "order_date", "valid_from", "valid_until", "area"]
        for unit in changed:
            unit.version += 1
        stamp.update(ReceivingUnit, changed, [*names, "version"])
