"""Take the pictures of region 6's paper in docs/screenshots: imported from its own tables, issued, read back as pages.

    .venv/bin/python scripts/paper_pictures.py FOLDER

Needs LibreOffice with Impress (Debian: libreoffice-writer, libreoffice-impress) and poppler-utils. The files as they
were issued are left in the folder, beside a database of their own.
"""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "screenshots"
COLUMNS, GAP, DOTS = {"pdf": 2, "docx": 2, "pptx": 3}, 6, 100
TITLE = "แผนการขับเคลื่อนการมีส่วนร่วมของภาคีเครือข่ายภาคประชาชน ประจำปี 2567"
NAME = "คณะกรรมการควบคุมคุณภาพและมาตรฐานบริการสาธารณสุขเขต 6 ระยอง"
PRESENTER, POSITION = "นางสาวอารีรัตน์ จำนงค์ฤทธิ์", "นักวิชาการหลักประกันสุขภาพ"


def main(folder: Path) -> None:
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'paper.sqlite3'}"
    os.environ["UPLOAD_FOLDER"] = str(folder / "uploads")
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.local"
    import django

    django.setup()
    for extension, content in issued().items():
        path = folder / f"paper.{extension}"
        path.write_bytes(content)
        picture = PICTURES / f"paper-region6-{extension}.png"
        beside_one_another(pages_of(path), COLUMNS[extension]).save(picture, optimize=True)
        print(picture.relative_to(ROOT))


def issued() -> dict[str, bytes]:
    """The paper of item 3.3 of meeting 4/2566, about the plan and the budget of its own tables."""
    from django.core.management import call_command

    from committees.models import AgendaItem, AgendaThing, Committee, CommitteeKind, Meeting
    from committees.papers.drawing import Wish, draw
    from committees.papers.issuing import WRITERS, issue
    from participation.models import Plan
    from people.models import Membership, User
    from people.roles import Role

    call_command("migrate", verbosity=0)
    staff = User.objects.create(
        username="officer_6", title="นางสาว", first_name="ตัวอย่าง", last_name="เจ้าหน้าที่เขต"
    )
    Membership.objects.create(user=staff, role=Role.REGIONAL_STAFF, region_id=6, since=date(2020, 1, 1))
    for kind, more in (("plan", {}), ("budget", {"ceiling": "1175000"})):
        file = ROOT / "samples" / f"region6-2567-{kind}.xlsx"
        told = {"kind": kind, "region": 6, "year": 2567, "user": staff.username, "apply": True}
        call_command("import_table", file, **told, **more)
    plan = Plan.objects.get(region_id=6, fiscal_year=2567)
    plan.submit(by=staff, seen=plan.shown)
    committee = Committee.objects.create(
        region_id=6, kind=CommitteeKind.objects.get(short_name="อคม."), name=NAME
    )
    meeting = Meeting.objects.create(committee=committee, year=2566, number=4, held_on=date(2023, 12, 22))
    item = AgendaItem.objects.create(
        meeting=meeting,
        order=1,
        number="3.3",
        type="inform",
        title=TITLE,
        presenter=PRESENTER,
        presenter_position=POSITION,
    )
    AgendaThing.objects.create(item=item, plan=plan)
    drawn = draw(item, staff, Wish())
    if drawn is None or drawn.problems:
        raise SystemExit(f"The paper cannot be issued: {drawn}")
    paper = issue(item, Wish(), by=staff, seen=drawn.sha256)
    return {extension: bytes(getattr(paper, extension)) for extension in WRITERS}


def pages_of(path: Path) -> list[Image.Image]:
    if path.suffix != ".pdf":
        command = [
            "soffice",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            f"{path.parent}/read",
            f"{path}",
        ]
        subprocess.run(command, check=True, capture_output=True)
        path = path.parent / "read" / f"{path.stem}.pdf"
    stem = path.with_suffix("")
    for old in path.parent.glob(f"{stem.name}-*.png"):
        old.unlink()
    subprocess.run(["pdftoppm", "-r", f"{DOTS}", "-png", f"{path}", f"{stem}"], check=True)
    return [Image.open(page) for page in sorted(path.parent.glob(f"{stem.name}-*.png"))]


def beside_one_another(pages: list[Image.Image], columns: int) -> Image.Image:
    """All pages as one picture."""
    wide, high = max(page.width for page in pages) + GAP, max(page.height for page in pages) + GAP
    whole = Image.new("RGB", (columns * wide + GAP, -(-len(pages) // columns) * high + GAP), "#7d8f8a")
    for place, page in enumerate(pages):
        whole.paste(page, (GAP + place % columns * wide, GAP + place // columns * high))
    return whole.quantize(64)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
