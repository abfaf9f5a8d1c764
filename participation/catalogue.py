"""Loads what plans choose from: forms, standard activities, tags; what people have edited since stays."""

import csv
from pathlib import Path

from django.db import models

FORMS_FILE = Path(__file__).parent / "data" / "participation_forms.csv"

_SHORT_NAMES = {
    1: "เพิ่มการรับรู้",
    2: "เพิ่มการเข้าถึงบริการ",
    3: "การคุ้มครองสิทธิ",
    4: "ร่วมจัดบริการ",
    5: "ร่วมบริหารจัดการ",
}


def load(form_model: type[models.Model], activity_model: type[models.Model]) -> None:
    """Write the forms and activities of data/participation_forms.csv that are not there yet."""
    with FORMS_FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            number = int(row["form_no"])
            form, _made = form_model._default_manager.get_or_create(
                number=number, defaults={"name": row["form_th"], "short_name": _SHORT_NAMES[number]}
            )
            activity_model._default_manager.get_or_create(
                form=form, number=int(row["activity_no"]), defaults={"name": row["activity_th"]}
            )


# ภารกิจ 5 ร่วม of a health region (seed 002), and what the centre of Chumphon works on (seed 003).
_TAGS = {
    "mission": ("ร่วมประสาน", "ร่วมแลกเปลี่ยน", "ร่วมชี้ทิศทาง", "ร่วมบูรณาการ", "ร่วมระดมสรรพกำลังขับเคลื่อน"),
    "issue": (
        "หลักประกันสุขภาพ",
        "คุ้มครองผู้บริโภค",
        "อาหารปลอดภัย",
        "การเท่าทันสื่อและสินค้าออนไลน์",
        "สาธารณสุขมูลฐานและระบบสุขภาพชุมชน",
        "ความรอบรู้ทางสุขภาพ",
    ),
}


def load_tags(model: type[models.Model]) -> None:
    """Write the joint missions and the issues that are not there yet."""
    for kind, names in _TAGS.items():
        for number, name in enumerate(names, start=1):
            model._default_manager.get_or_create(kind=kind, number=number, defaults={"name": name})
