"""The members of a region's committees as offices keep them in a table."""

from collections.abc import Hashable

from django.utils.translation import gettext_lazy as _

from centres.workbooks import ORDER
from people.roles import Role
from tables.cells import read_day, read_note
from tables.kinds import Column, Row, TableKind
from thai.text import match_key


def member_of(row: Row) -> Hashable | None:
    """What makes two rows the same seat: the committee, who sits there, and from which day."""
    since = row.values.get("since")
    who = row.values.get("name") or row.values.get("office")
    if not who or since is None:
        return None
    return match_key(row.values.get("committee") or ""), match_key(who), since.value


MEMBERS = TableKind(
    name="members",
    label=_("members of committees"),
    subject="name",
    order="order",
    identity=member_of,
    roles=(Role.REGIONAL_STAFF,),
    is_register=True,
    has_total=False,
    page=("committees", _("Open the committees")),
    columns=(
        ORDER,
        Column(
            "committee",
            "คณะกรรมการ",
            read_note,
            ("ชื่อคณะกรรมการ", "คณะ", "คณะอนุกรรมการ", "Committee"),
            group=True,
        ),
        Column("title", "คำนำหน้า", read_note, ("คำนำหน้าชื่อ", "คำนำหน้านาม"), required=False),
        Column(
            "name", "ชื่อ-สกุล", read_note, ("ชื่อ - สกุล", "ชื่อ สกุล", "ชื่อ-นามสกุล", "ชื่อและนามสกุล", "รายชื่อ", "Name")
        ),
        Column("duty", "ตำแหน่งในคณะ", read_note, ("ตำแหน่งในคณะกรรมการ", "ตำแหน่ง", "Duty"), required=False),
        Column("sector", "ภาคส่วน", read_note, ("ประเภท", "องค์ประกอบ", "สัดส่วน", "Sector"), required=False),
        Column(
            "organisation", "หน่วยงานที่ส่ง", read_note, ("หน่วยงาน", "สังกัด", "องค์กร", "ผู้แทนจาก"), required=False
        ),
        Column("office", "โดยตำแหน่ง", read_note, ("กรรมการโดยตำแหน่ง",), required=False),
        Column("has_vote", "สิทธิออกเสียง", read_note, ("มีสิทธิออกเสียง", "การออกเสียง", "Vote"), required=False),
        Column(
            "order_number",
            "คำสั่ง/ประกาศ",
            read_note,
            ("คำสั่ง", "เลขที่คำสั่ง", "คำสั่งเลขที่", "ประกาศเลขที่"),
            required=False,
        ),
        Column("order_date", "วันที่คำสั่ง", read_day, ("ลงวันที่", "วันที่ประกาศ"), required=False),
        Column("since", "ตั้งแต่วันที่", read_day, ("ดำรงตำแหน่งตั้งแต่", "วันเริ่มวาระ", "เริ่มวาระ", "From")),
        Column("until", "ถึงวันที่", read_day, ("ครบวาระ", "วันครบวาระ", "สิ้นสุดวาระ", "Until"), required=False),
        Column("elected_by", "เลือกโดย", read_note, ("ผู้เลือก", "ที่ประชุมที่เลือก", "Elected by"), required=False),
        Column("elected_on", "วันที่เลือก", read_day, ("เลือกเมื่อวันที่", "Elected on"), required=False),
    ),
)
