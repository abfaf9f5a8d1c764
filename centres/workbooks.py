"""The registers of organisations and coordination centres as offices keep them in tables."""

from functools import lru_cache

import geothai
from django.utils.translation import gettext_lazy as _

from centres.models.organisation import identity_of
from people.roles import TABLE_ROLES
from tables.cells import read_day, read_note, read_order
from tables.kinds import Column, Row, TableKind
from tables.names import read_name

ORDER = Column(
    "order",
    "ลำดับ",
    read_order,
    ("ที่", "ลำดับที่", "ลำดับ ที่", "อันดับ", "อันดับที่", "ข้อ", "ข้อที่", "เลขที่", "No", "#", "Order", "Number", "Seq"),
    required=False,
)
NAMES = (
    "ชื่อหน่วยงาน",
    "ชื่อองค์กร",
    "หน่วยงาน",
    "องค์กร",
    "ชื่อหน่วยงานภาคประชาชน",
    "ชื่อหน่วยงาน/องค์กร",
    "Organisation",
)
PROVINCE = Column("province", "จังหวัด", read_note, ("ชื่อจังหวัด", "Province"), required=False)
DISTRICT = Column("district", "อำเภอ", read_note, ("อำเภอ/เขต", "เขต/อำเภอ", "District"), required=False)


@lru_cache(maxsize=1)
def _provinces() -> frozenset[str]:
    return frozenset(province.name_th for province in geothai.provinces())


def is_province(text: str) -> bool:
    """Whether a line of a table is only the name of a province, under which its organisations stand."""
    return text in _provinces()


def organisation_of(row: Row) -> str | None:
    """What makes two rows the same organisation: its name and the issue in parentheses."""
    name = row.values.get("name")
    return "/".join(identity_of(name)) if name else None


ORGANISATIONS = TableKind(
    name="organisations",
    label=_("register of organisations"),
    subject="name",
    order="order",
    identity=organisation_of,
    roles=TABLE_ROLES,
    is_register=True,
    page=("registers", _("Open the registers")),
    of_organisations=True,
    by_organisation=True,
    columns=(
        ORDER,
        Column("name", "ชื่อหน่วยงาน", read_name, NAMES),
        PROVINCE,
        DISTRICT,
        Column(
            "focus",
            "เครือข่าย",
            read_note,
            ("เครือข่ายที่ทำงานด้วย", "กลุ่มเป้าหมาย", "ประเด็น", "Network"),
            required=False,
        ),
        Column(
            "legal_form", "ประเภทองค์กร", read_note, ("รูปแบบองค์กร", "สถานะองค์กร", "Legal form"), required=False
        ),
        Column("contact", "ที่อยู่ติดต่อ", read_note, ("ข้อมูลติดต่อ", "การติดต่อ", "ติดต่อ", "Contact"), required=False),
    ),
)

CENTRES = TableKind(
    name="centres",
    label=_("register of coordination centres"),
    subject="name",
    order="order",
    identity=organisation_of,
    roles=TABLE_ROLES,
    is_register=True,
    page=("registers", _("Open the registers")),
    of_organisations=True,
    by_organisation=True,
    columns=(
        ORDER,
        Column("name", "ชื่อศูนย์ประสานงาน", read_name, ("ชื่อศูนย์", "ศูนย์ประสานงาน", *NAMES)),
        Column("level", "ระดับ", read_note, ("ระดับศูนย์", "ระดับของศูนย์", "Level")),
        Column("province", "จังหวัด", read_note, ("ชื่อจังหวัด", "Province")),
        DISTRICT,
        Column("tambon", "ตำบล", read_note, ("ตำบล/แขวง", "Tambon"), required=False),
        Column("zone", "โซน", read_note, ("โซนกรุงเทพ", "Zone"), required=False),
        Column("since", "ตั้งแต่วันที่", read_day, ("วันที่เริ่ม", "วันที่ได้รับการรับรอง", "Since"), required=False),
        Column("document", "เอกสาร", read_note, ("คำสั่ง/หนังสือ", "หนังสือรับรอง", "Document"), required=False),
    ),
)


NETWORKS = TableKind(
    name="networks",
    label=_("catalogue of target networks"),
    subject="name_th",
    identity=lambda row: row.values.get("code"),
    roles=TABLE_ROLES,
    is_register=True,
    page=("registers", _("Open the registers")),
    head_office_only=True,
    columns=(
        Column("code", "รหัส", read_note, ("รหัสเครือข่าย", "Code")),
        Column("slug", "ชื่อย่อ", read_note, ("Slug",)),
        Column("name_th", "ชื่อเครือข่าย", read_name, ("ชื่อภาษาไทย", "ชื่อเครือข่ายเป้าหมาย", "Thai name")),
        Column("name_en", "ชื่อภาษาอังกฤษ", read_note, ("English name",)),
        Column("kind", "ประเภทเครือข่าย", read_note, ("ประเภท", "Kind")),
        Column("basis", "ฐานกฎหมาย", read_note, ("ที่มา", "Basis"), required=False),
        Column("keywords", "คำที่ระบุเครือข่าย", read_note, ("คำสำคัญ", "Keywords"), required=False),
    ),
)
