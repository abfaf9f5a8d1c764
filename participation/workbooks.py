"""The plan table that a regional office sends: form of participation, targets, activities, outcomes."""

from django.utils.translation import gettext_lazy as _

from centres.workbooks import ORDER
from people.roles import TABLE_ROLES
from tables.kinds import Column, TableKind
from tables.texts import read_text

PLAN = TableKind(
    name="plan",
    label=_("plan table"),
    subject="form",
    order="order",
    roles=TABLE_ROLES,
    page=("plan", _("Open the plan")),
    has_page_of_region=True,
    columns=(
        ORDER,
        Column(
            key="form",
            header="รูปแบบการมีส่วนร่วม",
            reader=read_text,
            group=True,
            synonyms=(
                "รูปแบบ",
                "รูปแบบการมีส่วนร่วมของประชาชน",
                "รูปแบบการมีส่วนร่วมของภาคประชาชน",
                "รูปแบบการมีส่วนร่วมภาคประชาชน",
                "รูปแบบการดำเนินงาน",
                "Form",
                "Form of participation",
            ),
        ),
        Column(
            key="targets",
            header="กลุ่มเป้าหมาย",
            reader=read_text,
            may_be_dash=True,
            group=True,
            synonyms=(
                "เครือข่าย",
                "กลุ่มเป้าหมาย/เครือข่าย",
                "เครือข่าย/กลุ่มเป้าหมาย",
                "กลุ่มเป้าหมาย (เครือข่าย)",
                "เป้าหมาย",
                "เครือข่ายเป้าหมาย",
                "กลุ่มเครือข่าย",
                "กลุ่มเป้าหมายเครือข่าย",
                "กลุ่มเป้าหมายในการดำเนินงาน",
                "กลุ่มเป้าหมายการดำเนินงาน",
                "Target",
                "Targets",
                "Target network",
                "Target networks",
                "Target group",
            ),
        ),
        Column(
            key="activities",
            header="กิจกรรม",
            reader=read_text,
            may_be_dash=True,
            synonyms=(
                "กิจกรรมที่ดำเนินการ",
                "กิจกรรมที่จะดำเนินการ",
                "กิจกรรมการดำเนินงาน",
                "กิจกรรมดำเนินงาน",
                "กิจกรรมดำเนินการ",
                "กิจกรรมหลัก",
                "กิจกรรมสำคัญ",
                "กิจกรรม/โครงการ",
                "โครงการ/กิจกรรม",
                "แผนงาน/กิจกรรม",
                "Activity",
                "Activities",
            ),
        ),
        Column(
            key="outcomes",
            header="ผลลัพธ์",
            reader=read_text,
            may_be_dash=True,
            shared=True,
            synonyms=(
                "ผลลัพธ์ที่คาดหวัง",
                "ผลลัพธ์ที่คาดว่าจะได้รับ",
                "ผลลัพธ์ที่คาดว่าจะเกิดขึ้น",
                "ผลลัพธ์ที่ต้องการ",
                "ผลลัพธ์ที่ได้",
                "ผลที่คาดว่าจะได้รับ",
                "ผลที่คาดหวัง",
                "ผลที่คาดว่าจะเกิดขึ้น",
                "ผลสำเร็จ",
                "ผลผลิต/ผลลัพธ์",
                "ผลผลิต ผลลัพธ์",
                "Outcome",
                "Outcomes",
            ),
        ),
    ),
)
