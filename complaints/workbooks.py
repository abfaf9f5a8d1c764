"""The register of receiving units of section 50(5) as offices keep it in a table."""

from django.utils.translation import gettext_lazy as _

from centres.workbooks import DISTRICT, NAMES, ORDER, PROVINCE, organisation_of
from people.roles import TABLE_ROLES
from tables.cells import read_day, read_note
from tables.kinds import Column, TableKind
from tables.names import read_name

RECEIVING_UNITS = TableKind(
    name="units",
    label=_("register of receiving units, section 50(5)"),
    subject="name",
    order="order",
    identity=organisation_of,
    roles=TABLE_ROLES,
    is_register=True,
    page=("registers", _("Open the registers")),
    by_organisation=True,
    columns=(
        ORDER,
        Column("name", "ชื่อหน่วยรับเรื่องร้องเรียน", read_name, ("ชื่อหน่วยรับเรื่อง", "ศูนย์คุ้มครองสิทธิบัตรทอง", *NAMES)),
        Column(
            "registration_number",
            "เลขทะเบียน",
            read_note,
            ("เลขที่ขึ้นทะเบียน", "ทะเบียนเลขที่", "Registration number"),
            may_be_blank=True,  # a unit that has only applied has none
        ),
        Column(
            "order_number", "คำสั่ง/ประกาศ", read_note, ("เลขที่คำสั่ง", "คำสั่งเลขที่", "ประกาศเลขที่"), required=False
        ),
        Column("order_date", "วันที่คำสั่ง", read_day, ("ลงวันที่", "วันที่ขึ้นทะเบียน", "วันที่ประกาศ"), required=False),
        Column("valid_from", "มีผลตั้งแต่", read_day, ("วันที่มีผล", "ตั้งแต่วันที่"), required=False),
        Column("valid_until", "มีผลถึง", read_day, ("วันหมดอายุ", "ถึงวันที่"), required=False),
        PROVINCE,
        DISTRICT,
        Column("area", "พื้นที่รับเรื่อง", read_note, ("พื้นที่รับผิดชอบ", "พื้นที่", "Area"), required=False),
    ),
)
