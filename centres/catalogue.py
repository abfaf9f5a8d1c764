"""Loads the target networks; safe to run again: what people have edited since stays."""

import csv
from pathlib import Path

from django.db import models

NETWORKS_FILE = Path(__file__).parent / "data" / "target_networks.csv"

# Words that stand in many names of organisations or inside other words: hints, not evidence.
_WEAK = {"ชุมชน", "IL"}


def load(network_model: type[models.Model]) -> None:
    """Write the networks of data/target_networks.csv that are not there yet."""
    with NETWORKS_FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            words = row["match_keywords_regex"].split("|")
            network_model._default_manager.get_or_create(
                code=row["code"],
                defaults={
                    "slug": row["slug"].replace("_", "-"),
                    "name_th": row["name_th"],
                    "name_en": row["name_en"],
                    "kind": _kind(row["statute_ref"]),
                    "basis": _basis(row["statute_ref"]),
                    "keywords": "|".join(word for word in words if word not in _WEAK),
                    "weak_keywords": "|".join(word for word in words if word in _WEAK),
                },
            )


def _basis(reference: str) -> str:
    if reference.startswith("13(4)"):
        return f"มาตรา {reference}"
    return "ภาคี ไม่ใช่เครือข่าย" if reference.startswith("partner") else "ไม่อยู่ในมาตรา 13(4)"


def _kind(basis: str) -> str:
    if basis.startswith("13(4)"):
        return "section_13_4"
    return "partner" if basis.startswith("partner") else "other"
