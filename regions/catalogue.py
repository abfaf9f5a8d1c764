"""Loads regions, provinces and districts; safe to run again at any time.

Region membership: data/nhso_regions.csv (NHSO's 13 regions over 77 provinces). Districts: the geothai
package, GeoThai/data © 2026 Pongsakorn Thipayanate, CC-BY-4.0, from the Department of Provincial
Administration.
"""

import csv
from pathlib import Path

import geothai
from django.db import models

REGIONS_FILE = Path(__file__).parent / "data" / "nhso_regions.csv"


def load(
    region_model: type[models.Model], province_model: type[models.Model], district_model: type[models.Model]
) -> None:
    """Write the catalogue through the given model classes (a migration passes its own)."""
    with REGIONS_FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    regions = {
        int(row["region_no"]): region_model(
            number=int(row["region_no"]), name_th=row["region_name_th"], name_en=row["region_name_en"]
        )
        for row in rows
    }
    region_model._default_manager.bulk_create(
        regions.values(),
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=["name_th", "name_en"],
    )
    province_model._default_manager.bulk_create(
        [
            province_model(
                code=row["province_code"],
                region_id=int(row["region_no"]),
                name_th=row["province_th"],
                name_en=row["province_en"],
                is_seat=row["is_seat"] == "1",
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["region", "name_th", "name_en", "is_seat"],
    )
    district_model._default_manager.bulk_create(
        [
            district_model(
                code=district.code,
                province_id=district.province_code,
                name_th=district.name_th,
                name_en=district.name_en,
            )
            for province in geothai.provinces()
            for district in geothai.districts(province.code)
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["province", "name_th", "name_en"],
    )
