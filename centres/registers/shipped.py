"""Loads the courses and the checklist that the portal comes with; safe to run again: what people have edited stays.

Both are only a start for head office to edit: the papers say that there is a course in mediation and that an
organisation gets ready for section 3, not which papers that takes.
"""

from django.db import models

COURSES = (("อบรมเจรจาไกล่เกลี่ย", "mediation"), ("อบรมการรับเรื่องร้องเรียน", "complaints"))
CHECKLIST = (
    ("หลักฐานการจัดตั้งองค์กร", True),
    ("สถานที่ให้บริการที่ประชาชนเข้าถึงได้", True),
    ("รายชื่อตำแหน่งผู้ให้บริการและผู้รับผิดชอบ", True),
    ("ขอบเขตบริการที่ขอขึ้นทะเบียน", True),
    ("หน่วยบริการที่รับส่งต่อและข้อตกลงร่วมกัน", True),
    ("ระบบเก็บข้อมูลและรักษาความลับ", True),
    ("แบบคำขอขึ้นทะเบียนที่ลงนามแล้ว", True),
    ("ภาพถ่ายสถานที่และอุปกรณ์", False),
)


def load(course_model: type[models.Model], item_model: type[models.Model]) -> None:
    """Write the courses and the items that are not there yet."""
    for name, topic in COURSES:
        course_model._default_manager.get_or_create(name=name, defaults={"topic": topic})
    for order, (name, is_required) in enumerate(CHECKLIST, start=1):
        item_model._default_manager.get_or_create(
            order=order, defaults={"name": name, "is_required": is_required}
        )
