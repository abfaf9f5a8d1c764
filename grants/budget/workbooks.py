"""The budget table that a regional office sends: which organisation is granted how much."""

from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from centres.models.organisation import identity_of
from centres.workbooks import ORDER
from people.roles import TABLE_ROLES
from tables.cells import read_amount, read_name
from tables.kinds import Column, Row, TableKind


def _organisation_of(row: Row) -> tuple[str, str] | None:
    name = row.values.get("name")
    return identity_of(name) if name else None


@lru_cache(maxsize=1)
def _provinces() -> frozenset[str]:
    import geothai

    return frozenset(province.name_th for province in geothai.provinces())


def _is_province(text: str) -> bool:
    return text in _provinces()


BUDGET = TableKind(
    name="budget",
    label=_("budget table"),
    subject="name",
    amount="amount",
    order="order",
    identity=_organisation_of,
    is_group=_is_province,
    roles=TABLE_ROLES,
    of_organisations=True,
    columns=(
        ORDER,
        Column(
            key="name",
            header="ชื่อหน่วยงานภาคประชาชน",
            reader=read_name,
            synonyms=(
                "ชื่อหน่วยงาน",
                "ชื่อองค์กร",
                "หน่วยงาน",
                "องค์กร",
                "หน่วยงานภาคประชาชน",
                "องค์กรภาคประชาชน",
                "ชื่อองค์กรภาคประชาชน",
                "ชื่อหน่วยงาน/องค์กร",
                "ชื่อองค์กร/หน่วยงาน",
                "หน่วยงาน/องค์กร",
                "องค์กร/หน่วยงาน",
                "ชื่อหน่วยงานองค์กร",
                "ชื่อหน่วยงาน/องค์กรภาคประชาชน",
                "ชื่อหน่วยงานหรือองค์กร",
                "รายชื่อหน่วยงาน",
                "รายชื่อองค์กร",
                "รายชื่อหน่วยงานภาคประชาชน",
                "รายชื่อองค์กรภาคประชาชน",
                "ชื่อศูนย์",
                "ชื่อศูนย์ประสานงาน",
                "ศูนย์ประสานงาน",
                "ชื่อหน่วยงานที่ได้รับงบประมาณ",
                "ชื่อหน่วยงานที่ได้รับการสนับสนุน",
                "ชื่อหน่วยงานที่ได้รับสนับสนุน",
                "ชื่อหน่วยงานที่ได้รับจัดสรร",
                "หน่วยงานที่ได้รับงบประมาณ",
                "หน่วยงานที่ได้รับการสนับสนุน",
                "หน่วยงานที่ได้รับจัดสรร",
                "ชื่อองค์กรที่ได้รับงบประมาณ",
                "ชื่อองค์กรที่ได้รับการสนับสนุน",
                "องค์กรที่ได้รับการสนับสนุน",
                "ชื่อหน่วยงานผู้รับทุน",
                "ผู้รับทุน",
                "ผู้รับเงินอุดหนุน",
                "Organisation",
                "Organization",
                "Organisation name",
                "Organization name",
                "Name",
                "Name of organisation",
                "Name of organization",
            ),
        ),
        Column(
            key="amount",
            header="งบประมาณ",
            reader=read_amount,
            synonyms=(
                "จำนวนเงิน",
                "วงเงิน",
                "งบ",
                "งบฯ",
                "จำนวน (บาท)",
                "เงิน (บาท)",
                "งบประมาณที่ได้รับ",
                "งบประมาณที่ได้รับจัดสรร",
                "งบประมาณที่ได้รับการจัดสรร",
                "งบประมาณที่จัดสรร",
                "งบประมาณจัดสรร",
                "งบประมาณที่ได้รับอนุมัติ",
                "งบประมาณที่อนุมัติ",
                "งบประมาณที่ได้รับสนับสนุน",
                "งบประมาณที่ได้รับการสนับสนุน",
                "งบประมาณที่สนับสนุน",
                "งบประมาณสนับสนุน",
                "งบประมาณรวม",
                "งบประมาณทั้งสิ้น",
                "จำนวนงบประมาณ",
                "จำนวนงบประมาณที่ได้รับ",
                "จำนวนเงินงบประมาณ",
                "จำนวนเงินที่ได้รับ",
                "จำนวนเงินที่ได้รับจัดสรร",
                "จำนวนเงินที่จัดสรร",
                "จำนวนเงินที่สนับสนุน",
                "จำนวนเงินสนับสนุน",
                "จำนวนเงินอุดหนุน",
                "จำนวนเงินรวม",
                "วงเงินงบประมาณ",
                "วงเงินที่ได้รับ",
                "วงเงินที่ได้รับจัดสรร",
                "วงเงินที่จัดสรร",
                "วงเงินที่อนุมัติ",
                "วงเงินสนับสนุน",
                "วงเงินรวม",
                "เงินงบประมาณ",
                "เงินอุดหนุน",
                "เงินสนับสนุน",
                "ยอดเงิน",
                "ยอดจัดสรร",
                "Budget",
                "Amount",
                "Grant",
            ),
        ),
    ),
)
