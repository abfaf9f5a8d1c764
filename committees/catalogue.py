"""The kinds of committees, the sectors of their members and how กขป. is made up, as an installation begins with them.

The composition of กขป. is that of ระเบียบสำนักนายกรัฐมนตรีว่าด้วยการจัดตั้งเขตสุขภาพเพื่อประชาชน พ.ศ. 2559.
"""

from datetime import date
from typing import Any

KINDS = (
    ("อคม.", "คณะอนุกรรมการควบคุมคุณภาพและมาตรฐานบริการสาธารณสุขระดับเขตพื้นที่"),
    ("อปสข.", "คณะอนุกรรมการหลักประกันสุขภาพระดับเขตพื้นที่"),
    ("กขป.", "คณะกรรมการเขตสุขภาพเพื่อประชาชน"),
    ("คณะทำงาน", "คณะทำงาน"),
)
SECTORS = ("ภาครัฐ", "ผู้ทรงคุณวุฒิและวิชาชีพ", "ภาคเอกชนและภาคประชาสังคม")
BASIS = "ระเบียบสำนักนายกรัฐมนตรีว่าด้วยการจัดตั้งเขตสุขภาพเพื่อประชาชน พ.ศ. 2559"
FROM = date(2016, 10, 4)  # the day of the cabinet's resolution
# Region (None: all others), seats by sector, chair and vice-chair by office.
COMPOSITIONS = (
    (None, (17, 11, 17), "", ""),
    (13, (20, 11, 15), "ผู้ว่าราชการกรุงเทพมหานคร", "ปลัดกรุงเทพมหานคร"),
)


def load(apps: Any) -> None:
    """Make the rows of a new installation; what offices have changed since is theirs."""
    kind, sector, rule, part = (
        apps.get_model("committees", name)
        for name in ("CommitteeKind", "Sector", "CompositionRule", "CompositionPart")
    )
    for order, (short, name) in enumerate(KINDS, start=1):
        kind.objects.get_or_create(short_name=short, defaults={"name": name, "order": order})
    sectors = [
        sector.objects.get_or_create(name=name, defaults={"order": order})[0]
        for order, name in enumerate(SECTORS, start=1)
    ]
    health = kind.objects.get(short_name="กขป.")
    for region, seats, chair, vice_chair in COMPOSITIONS:
        made, is_new = rule.objects.get_or_create(
            kind=health,
            region_id=region,
            valid_from=FROM,
            defaults={"legal_basis": BASIS, "chair_office": chair, "vice_chair_office": vice_chair},
        )
        if is_new:
            for each, count in zip(sectors, seats, strict=True):
                part.objects.create(rule=made, sector=each, seats=count)
