"""The kinds of committees, the sectors of their members and how กขป. is made up, as an installation begins with them.

The composition of กขป. is that of ระเบียบสำนักนายกรัฐมนตรีว่าด้วยการจัดตั้งเขตสุขภาพเพื่อประชาชน พ.ศ. 2559.
"""

from datetime import date

from django.db.migrations.state import StateApps

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


def load(apps: StateApps) -> None:
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


# Name, words, first and last fiscal year: as region 6's paper for meeting 4/2566 cites them.
CITATIONS: tuple[tuple[str, str, int, int | None], ...] = (
    (
        "มาตรา 18 (9)",
        "การสนับสนุนและกำหนดหลักเกณฑ์ให้องค์กร ชุมชน องค์กรเอกชนและภาคเอกชนที่ไม่มีวัตถุประสงค์เพื่อดำเนินการ"
        "แสวงหาผลกำไร ดำเนินการและบริหารจัดการเงินทุนในระดับท้องถิ่นหรือพื้นที่ ที่ได้ตามความพร้อม ความเหมาะสมและ"
        "ความต้องการโดยส่งเสริมกระบวนการมีส่วนร่วมเพื่อสร้างหลักประกันสุขภาพแห่งชาติให้แก่บุคคลในพื้นที่ตามมาตรา 47",
        2560,
        None,
    ),
    ("มาตรา 26 (12)", "มอบให้องค์กรอื่นหรือบุคคลอื่นทำกิจการที่อยู่ภายในอำนาจหน้าที่ของสำนักงาน", 2560, None),
    (
        "มาตรา 50 (5)",
        "กำหนดหลักเกณฑ์ วิธีการและเงื่อนไขในการร้องเรียนของผู้ซึ่งถูกละเมิดสิทธิจากการใช้บริการ และวิธีพิจารณา"
        "เรื่องร้องเรียนดังกล่าว รวมทั้งหลักเกณฑ์และวิธีการให้ความช่วยเหลือแก่ผู้ซึ่งถูกละเมิดสิทธิจากการใช้บริการ และ"
        "กำหนดหน่วยรับเรื่องร้องเรียนเพื่อให้ประชาชนสามารถเสนอเรื่องร้องเรียนได้โดยสะดวกและเป็นอิสระจากผู้ถูกร้องเรียน",
        2560,
        None,
    ),
    (
        "แผนการดำเนินงานของคณะกรรมการคุ้มครองสิทธิและการมีส่วนร่วม ระยะสี่ปี (พ.ศ. 2563 – 2567)",
        "",
        2563,
        2567,
    ),
    ("แผนปฏิบัติราชการของสำนักงานหลักประกันสุขภาพแห่งชาติ ฉบับที่ 5 พ.ศ. 2566 – 2570", "", 2566, 2570),
)

# Region 6's paper names them inside the words of others. Nobody has given the portal their own words from a source that
# it could name, so head office enters them; until then they stand on no paper.
WITHOUT_WORDS = ("มาตรา 47", "มาตรา 3")


def load_without_words(apps: StateApps) -> None:
    citation = apps.get_model("committees", "Citation")
    for name in WITHOUT_WORDS:
        citation.objects.get_or_create(name=name, defaults={"order": 3, "awaits_words": True})


def load_citations(apps: StateApps) -> None:
    """Make the legal bases of a new installation; what head office has changed since is its own."""
    citation = apps.get_model("committees", "Citation")
    for order, (name, text, since, until) in enumerate(CITATIONS, start=1):
        said = {"order": order, "text": text, "valid_from": since, "valid_until": until}
        citation.objects.get_or_create(name=name, defaults=said)
