"""The register of groups and the list of trained people as offices keep them in tables."""

from django.utils.translation import gettext_lazy as _

from centres.workbooks import NAMES, ORDER, PROVINCE, organisation_of
from people.roles import STAFF_ROLES
from tables.cells import read_day, read_note
from tables.kinds import Column, Row, TableKind
from tables.names import read_name
from thai.text import match_key


def group_of(row: Row) -> str | None:
    name = row.values.get("name")
    return match_key(name) if name else None


NETWORK_GROUPS = TableKind(
    name="groups",
    label=_("register of groups of networks"),
    subject="name",
    order="order",
    identity=group_of,
    roles=STAFF_ROLES,  # a link to a LINE group may be for them alone
    is_register=True,
    page=("registers", _("Open the registers")),
    columns=(
        ORDER,
        Column("name", "ชื่อกลุ่ม", read_name, ("ชื่อกลุ่มเครือข่าย", "กลุ่ม", "ชื่อเครือข่ายในพื้นที่", "Group")),
        Column("network", "เครือข่าย", read_note, ("เครือข่ายกลุ่มเป้าหมาย", "กลุ่มเป้าหมาย", "Network")),
        PROVINCE,
        Column(
            "members",
            "จำนวนสมาชิก",
            read_note,
            ("สมาชิก", "จำนวนสมาชิก (คน)", "Members"),
            required=False,
            may_be_dash=True,
        ),
        Column(
            "organisation",
            "หน่วยงานที่ดูแล",
            read_note,
            ("หน่วยงานผู้ดูแล", "องค์กรที่ดูแล"),
            required=False,
            may_be_dash=True,
        ),
        Column(
            "line_link",
            "ลิงก์กลุ่มไลน์",
            read_note,
            ("กลุ่มไลน์", "ลิงก์ไลน์", "LINE"),
            required=False,
            may_be_dash=True,
        ),
        Column(
            "line_keeper",
            "ผู้ดูแลกลุ่มไลน์",
            read_note,
            ("แอดมินกลุ่มไลน์", "ผู้ดูแลกลุ่ม"),
            required=False,
            may_be_dash=True,
        ),
        Column(
            "line_consent",
            "ยินยอมให้ส่งต่อลิงก์",
            read_note,
            ("ส่งต่อลิงก์ได้", "ยินยอมส่งต่อลิงก์"),
            required=False,
            may_be_dash=True,
        ),
        Column(
            "first_year",
            "ปีงบประมาณที่เข้าถึงครั้งแรก",
            read_note,
            ("ปีที่เข้าถึงครั้งแรก", "ปีงบประมาณแรก", "First year"),
            holds_years=True,
        ),
        Column("retired_on", "เลิกเมื่อวันที่", read_day, ("วันที่เลิก", "สิ้นสุดเมื่อ"), required=False, may_be_dash=True),
    ),
)

TRAININGS = TableKind(
    name="trainings",
    label=_("list of trained people"),
    subject="name",
    order="order",
    identity=lambda row: (
        match_key(row.values.get("name") or ""),
        match_key(row.values.get("course") or ""),
        row.written.get("held_on"),
        organisation_of_trained(row),
    ),
    roles=STAFF_ROLES,  # names of people, of every organisation of the region
    is_register=True,
    page=("registers", _("Open the registers")),
    columns=(
        ORDER,
        Column("course", "หลักสูตร", read_note, ("หลักสูตรอบรม", "ชื่อหลักสูตร", "การอบรม", "Course")),
        Column("held_on", "วันที่อบรม", read_day, ("วันอบรม", "วันที่", "Date")),
        Column("organisation", "หน่วยงาน", read_name, (*(name for name in NAMES if name != "หน่วยงาน"),)),
        Column(
            "name",
            "ชื่อ-สกุล",
            read_name,
            ("ชื่อ - สกุล", "ชื่อ-นามสกุล", "ชื่อสกุล", "ชื่อผู้เข้าอบรม", "ชื่อผู้ผ่านการอบรม", "Name"),
        ),
        Column("place", "สถานที่", read_note, ("สถานที่อบรม", "Place"), required=False, may_be_dash=True),
    ),
)


def organisation_of_trained(row: Row) -> str | None:
    """What makes two rows of one organisation: its name is not what such a row is about."""
    return organisation_of(Row(row.number, {"name": row.values.get("organisation")}))
