"""Make editing/papers/fonts from Sarabun as its authors give it out: `make_paper_fonts.py FOLDER_OF_TTF`.

Needs fonttools, which the portal does not: `pip install fonttools fontpkg-sarabun`, and the folder is
fontpkg_sarabun/files. Last made with fonttools 4.68 and fontpkg-sarabun 1.0 (SIL Open Font License, no reserved name).

One thing is changed: a tone above another mark stands at one height over every vowel. Sarabun sets it 0.046 em lower
over some, and the typesetter then draws it apart from its letter, so that whoever copies พิ่ม from the paper would
get พิ่พิ่ม. It may still move to the side.
"""

import sys
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent.parent / "editing" / "papers" / "fonts"
NAMES = ("Sarabun-Regular.ttf", "Sarabun-Bold.ttf")


# ั ิ ี ึ ื and the ring of ำ, each also as it leans over a letter with a tall stroke.
VOWELS = {f"uni0E{code}{shape}" for code in ("31", "34", "35", "36", "37", "4D") for shape in ("", ".narrow")}
RAISED = {f"uni0E{code}.small" for code in ("48", "49", "4A", "4B", "4C")}  # as they stand over a vowel
MARK_TO_MARK, EXTENSION = 6, 9
HEIGHT = 952  # where Sarabun sets a tone over ี and ื, in thousandths of an em


def level_tones(font: TTFont) -> int:
    """Set tones over every vowel at one height. Returns how many anchors moved."""
    moved = 0
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for held in lookup.SubTable:
            table = held.ExtSubTable if held.LookupType == EXTENSION else held
            if table.LookupType == MARK_TO_MARK:
                moved += _level(table)
    return moved


def _level(table: Any) -> int:
    tones = zip(table.Mark1Coverage.glyphs, table.Mark1Array.MarkRecord, strict=True)
    vowels = zip(table.Mark2Coverage.glyphs, table.Mark2Array.Mark2Record, strict=True)
    anchors = [record.MarkAnchor for glyph, record in tones if glyph in RAISED]
    anchors += [
        anchor for glyph, record in vowels if glyph in VOWELS for anchor in record.Mark2Anchor if anchor
    ]
    uneven = [anchor for anchor in anchors if anchor.YCoordinate != HEIGHT]
    for anchor in uneven:
        anchor.YCoordinate = HEIGHT
    return len(uneven)


if __name__ == "__main__":
    for name in NAMES:
        font = TTFont(Path(sys.argv[1]) / name, recalcTimestamp=False)
        moved = level_tones(font)
        font.save(HERE / name)
        sys.stdout.write(f"{name}: {moved} anchors moved\n")
