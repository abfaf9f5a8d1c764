"""Take the pictures of region 6's paper and workbooks in docs/screenshots, read back as the pages that are printed.

    .venv/bin/python scripts/paper_pictures.py FOLDER

The plan and the budget are imported from the region's own tables. Needs LibreOffice with Calc and Impress (Debian:
libreoffice-writer, libreoffice-calc, libreoffice-impress) and poppler-utils. The files are left in the folder, beside
a database of their own.
"""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "screenshots"
COLUMNS, GAP, DOTS = {"pdf": 2, "docx": 2, "pptx": 3, "xlsx": 2}, 6, {"xlsx": 80}
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
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for name, content in {**issued(), **workbooks()}.items():
        path = folder / name
        path.write_bytes(content)
        extension = path.suffix[1:]
        picture = PICTURES / f"{path.stem}-region6-{extension}.png"
        pages = pages_of(path)
        beside_one_another(pages, min(COLUMNS[extension], len(pages))).save(picture, optimize=True)
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

    staff = User.objects.create(username="officer_6")
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
    return {f"paper.{extension}": bytes(getattr(paper, extension)) for extension in WRITERS}


def workbooks() -> dict[str, bytes]:
    """The plan's table and the worksheet of the budget as they are downloaded from their pages."""
    from django.test import Client

    from grants.models import Programme
    from people.models import User

    reader, programme = Client(headers={"host": "localhost"}), Programme.objects.get()
    reader.force_login(User.objects.get())
    pages = {"plan": "/plans/2567/6/plan.xlsx", "worksheet": f"/programmes/{programme.pk}/worksheet.xlsx"}
    return {f"{name}.xlsx": reader.get(page).content for name, page in pages.items()}


def read_by_an_office(path: Path) -> Path:
    """The pages of a file as LibreOffice sets them, as a PDF; with settings of its own, so that two may run at once."""
    settings, into = f"-env:UserInstallation={(path.parent / 'office').as_uri()}", f"{path.parent}/read"
    command = ["soffice", settings, "--headless", "--convert-to", "pdf", "--outdir", into, f"{path}"]
    subprocess.run(command, check=True, capture_output=True)
    return path.parent / "read" / f"{path.stem}.pdf"


def pages_of(path: Path) -> list[Image.Image]:
    kind = path.suffix[1:]
    if path.suffix != ".pdf":
        path = read_by_an_office(path)
    stem = path.with_suffix("")
    for old in path.parent.glob(f"{stem.name}-*.png"):
        old.unlink()
    subprocess.run(["pdftoppm", "-r", f"{DOTS.get(kind, 100)}", "-png", f"{path}", f"{stem}"], check=True)
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
