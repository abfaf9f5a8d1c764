"""A paper as slides (16:9): titles that stand first are its cover, every later title and heading begins a slide.

What does not fit on a slide goes on on the next under the same title; the head of a table stands on each of them.
"""

import io
from copy import deepcopy
from dataclasses import dataclass, field

from pptx import Presentation as new_presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.oxml.table import CT_TableCellProperties
from pptx.oxml.text import CT_TextParagraph
from pptx.presentation import Presentation
from pptx.slide import Slide, SlideLayout, Slides
from pptx.table import _Cell
from pptx.text.text import TextFrame
from pptx.util import Cm, Emu

from editing.papers.blocks import DIGITS, Block, Figure, PaperColumn, PaperTable, Paragraph, SetPaper, Title
from editing.papers.fitting import (
    CELL_EDGES,
    CONTINUED,
    LINE_HEIGHT,
    FittedRow,
    fitted,
    line_height,
    lines_in,
    split_table,
    split_text,
    width_of,
)
from editing.papers.master import SAMPLE, Master
from editing.papers.slide_master import HEIGHT, TITLE, WIDTH, deck_in, layouts_with_title
from editing.word.template import Vocabulary, written
from tables.writing import FONT

EDGE = 1.4  # centimetres
LINE = WIDTH - 2 * EDGE
COVER_POINTS, TITLE_POINTS, TEXT_POINTS, TABLE_POINTS, FOOT_POINTS = 32, 26, 22, 18, 10
FOOT_TOP = HEIGHT - 1.2
NUMBER = 2.5  # of the slide, which no long foot runs into
GAP = 0.3
CELL_SIDES = 0.5  # both sides of a cell together
OVER_WORDS = 0.8  # of CELL_EDGES: a tone over a vowel rises above its line, and below there is room
BOLD = 1.1  # how much wider the heads of tables are than letters are measured
BRAND, EDGE_COLOUR, WHITE, INK = "0B5C4F", "7D8F8A", "FFFFFF", "14211F"
LEFT, MIDDLE, RIGHT = "l", "ctr", "r"


@dataclass(frozen=True, slots=True)
class _Look:
    """How a line looks. The typeface is named for Thai letters, too, and the language by which lines are broken.

    The height of a line is fixed: each typeface that may stand in has one of its own.
    """

    points: int
    stands: str = LEFT
    is_bold: bool = False
    colour: str = INK

    def paragraph(self, words: str) -> CT_TextParagraph:
        """The line as the format writes it: set property by property it would take ten times as long."""
        made = parse_xml(
            f'<a:p {nsdecls("a")}><a:pPr algn="{self.stands}">'
            f'<a:lnSpc><a:spcPts val="{round(self.points * LINE_HEIGHT * 100)}"/></a:lnSpc>'
            '<a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft><a:spcPts val="0"/></a:spcAft></a:pPr>'
            f'<a:r><a:rPr lang="th-TH" sz="{self.points * 100}" b="{int(self.is_bold)}">'
            f'<a:solidFill><a:srgbClr val="{self.colour}"/></a:solidFill>'
            f'<a:latin typeface="{FONT}"/><a:cs typeface="{FONT}"/></a:rPr><a:t/></a:r></a:p>'
        )
        made.find(".//" + qn("a:t")).text = words
        return made


HEAD = _Look(TABLE_POINTS, MIDDLE, is_bold=True, colour=WHITE)


@dataclass(slots=True)
class _Part:
    """What stands under one title, on as many slides as it takes."""

    title: str
    blocks: list[Block] = field(default_factory=list)


LONGEST_PROPERTY = 255  # letters that python-pptx takes in a property of the file


def paper_slides(paper: SetPaper, master: Master | None = None) -> bytes:
    """Return a paper as .pptx. Raises ValidationError where the office's own file cannot be filled in."""
    shown = paper.in_its_digits()
    deck = deck_in(master) if master else new_presentation()
    deck.slide_width, deck.slide_height = Cm(WIDTH), Cm(HEIGHT)
    title = written(shown.name)[:LONGEST_PROPERTY]
    deck.core_properties.title, deck.core_properties.language = title, "th-TH"
    slides = _Slides(deck.slides, layouts_with_title(deck)[0])
    cover, parts = _parts_of(shown)
    if cover:
        _cover(slides, cover)
    for part in parts:
        _Writer(slides, part).write()
    _foot(deck, shown)
    made = io.BytesIO()
    deck.save(made)
    return made.getvalue()


def check_slide_master(content: bytes, vocabulary: Vocabulary) -> None:
    """Refuse a file that no slides can be made in. Raises ValidationError that says what to correct."""
    paper_slides(SAMPLE, Master.of_sample(content, vocabulary))


@dataclass(frozen=True, slots=True)
class _Slides:
    """The slides of a file, and the layout by which each is made."""

    of_file: Slides
    layout: SlideLayout


def _parts_of(paper: SetPaper) -> tuple[list[str], list[_Part]]:
    cover: list[str] = []
    parts: list[_Part] = []
    for block in paper.blocks:
        match block:
            case Title(on_new_page=False) if not parts:
                cover.append(written(block.words))
            case Title() | Paragraph(is_heading=True):
                parts.append(_Part(written(block.words)))
            case _:
                if not parts:
                    parts.append(_Part(cover[0] if cover else ""))
                parts[-1].blocks.append(block)
    return cover, parts


def _cover(slides: _Slides, titles: list[str]) -> None:
    first, *others = titles
    heights = [len(lines_in(first, LINE, COVER_POINTS)) * line_height(COVER_POINTS)]
    heights += [len(lines_in(line, LINE, TITLE_POINTS)) * line_height(TITLE_POINTS) for line in others]
    top = max(EDGE, (FOOT_TOP - sum(heights)) / 2 - 1)
    slide = _slide(slides, first, COVER_POINTS, top, heights[0], in_the_middle=True)
    if others:
        frame = _box(slide, top + heights[0] + GAP, sum(heights[1:]))
        _fill(frame, others, _Look(TITLE_POINTS, MIDDLE))


class _Writer:
    """Fills slide after slide with a part, from the top of the room under the title to its end."""

    def __init__(self, slides: _Slides, part: _Part) -> None:
        self.slides, self.part = slides, part
        self._begin(part.title)

    def write(self) -> None:
        for block in self.part.blocks:
            match block:
                case PaperTable():
                    self._table(block)
                case Paragraph():
                    self._text(block)
                case Figure():
                    self._figure(block)

    @property
    def left(self) -> float:
        return FOOT_TOP - GAP - self.top

    @property
    def continued(self) -> str:
        return f"{self.part.title} {CONTINUED}"

    def _begin(self, title: str) -> None:
        height = len(lines_in(self.continued, LINE, TITLE_POINTS)) * line_height(TITLE_POINTS) + 0.2
        self.slide = _slide(self.slides, title, TITLE_POINTS, EDGE * 0.7, height)
        self.top = self.body = EDGE * 0.7 + height + GAP

    def _text(self, block: Paragraph) -> None:
        height, whole = line_height(TEXT_POINTS), FOOT_TOP - GAP - self.body
        for piece in split_text(written(block.words), LINE, TEXT_POINTS, int(whole / height)):
            takes = piece.lines * height
            if takes > self.left:
                self._begin(self.continued)
            look = _Look(TEXT_POINTS, RIGHT if block.is_right else LEFT)
            _fill(_box(self.slide, self.top, takes), piece.words.split("\n"), look)
            self.top += takes + GAP

    def _figure(self, figure: Figure) -> None:
        """On a slide of its own, with its caption under it."""
        if self.top > self.body:
            self._begin(self.continued)
        lines = lines_in(written(figure.words), LINE, TEXT_POINTS)
        said = len(lines) * line_height(TEXT_POINTS)
        width, height = figure.fitted(LINE, self.left - said - GAP)
        middle = EDGE + (LINE - width) / 2
        stream = io.BytesIO(figure.content)
        picture = self.slide.shapes.add_picture(stream, Cm(middle), Cm(self.top), Cm(width), Cm(height))
        next(picture._element.iter(qn("p:cNvPr"))).set("descr", written(figure.words))
        _fill(
            _box(self.slide, self.top + height + GAP, said),
            [written(figure.words)],
            _Look(TEXT_POINTS, MIDDLE),
        )
        self.top = FOOT_TOP  # whatever follows begins a slide

    def _table(self, table: PaperTable) -> None:
        widths = _widths_of(table.columns)
        rooms = [width - CELL_SIDES for width in widths]
        clean = PaperTable(table.columns, tuple(tuple(written(cell) for cell in row) for row in table.rows))
        head = fitted((written(column.head) for column in table.columns), rooms, TABLE_POINTS)
        first = self.left - head.height
        most = FOOT_TOP - GAP - self.body - head.height
        for place, rows in enumerate(split_table(clean, rooms, TABLE_POINTS, first, most)):
            if place:
                self._begin(self.continued)
            if rows:
                _grid(self.slide, self.top, table.columns, [head, *rows], widths)
                self.top += sum(row.height for row in [head, *rows]) + GAP


def _widths_of(columns: tuple[PaperColumn, ...]) -> list[float]:
    """The line parted as the table's columns are; where a head would be broken, the others give it the room."""
    whole = sum(column.width for column in columns)
    widths = [column.width / whole * LINE for column in columns]
    heads = [width_of(written(each.head), TABLE_POINTS) * BOLD + CELL_SIDES for each in columns]
    missing = [max(0.0, head - width) for head, width in zip(heads, widths, strict=True)]
    spare = [max(0.0, width - head) for head, width in zip(heads, widths, strict=True)]
    if sum(missing) > sum(spare):
        return widths
    share = sum(missing) / (sum(spare) or 1)
    return [width + less - more * share for width, less, more in zip(widths, missing, spare, strict=True)]


def _slide(
    slides: _Slides, title: str, points: int, top: float, height: float, *, in_the_middle: bool = False
) -> Slide:
    """A new slide with nothing but its title, which readers that speak and the list of slides go by."""
    slide = slides.of_file.add_slide(slides.layout)
    named = slide.placeholders[TITLE]
    for shape in [each for each in slide.placeholders if each.shape_id != named.shape_id]:
        shape._element.getparent().remove(shape._element)
    named.left, named.top, named.width, named.height = Cm(EDGE), Cm(top), Cm(LINE), Cm(height)
    look = _Look(points, MIDDLE if in_the_middle else LEFT, is_bold=True, colour=BRAND)
    _fill(_plain(named.text_frame), [title], look)
    return slide


def _box(slide: Slide, top: float, height: float) -> TextFrame:
    return _plain(slide.shapes.add_textbox(Cm(EDGE), Cm(top), Cm(LINE), Cm(height)).text_frame)


def _plain(frame: TextFrame) -> TextFrame:
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
    return frame


def _fill(frame: TextFrame, lines: list[str], look: _Look) -> None:
    """Put lines into a frame in place of what stands there."""
    body = frame._txBody
    for old in body.findall(qn("a:p")):
        body.remove(old)
    for words in lines:
        body.append(look.paragraph(words))


def _grid(
    slide: Slide, top: float, columns: tuple[PaperColumn, ...], rows: list[FittedRow], widths: list[float]
) -> None:
    height = sum(row.height for row in rows)
    shape = slide.shapes.add_table(len(rows), len(columns), Cm(EDGE), Cm(top), Cm(LINE), Cm(height))
    for place, width in enumerate(widths):
        shape.table.columns[place].width = Cm(width)
    head, body = _ground(BRAND), _ground(WHITE)
    looks = [_Look(TABLE_POINTS, RIGHT if column.figures else LEFT) for column in columns]
    for place, (made, row) in enumerate(zip(shape.table.rows, rows, strict=True)):
        made.height = Cm(row.height)
        for cell, words, look in zip(made.cells, row.cells, looks, strict=True):
            _cell(cell, words, look if place else HEAD, body if place else head)


def _cell(cell: _Cell, words: str, look: _Look, ground: CT_TableCellProperties) -> None:
    _fill(cell.text_frame, words.split("\n"), look)
    if (old := cell._tc.tcPr) is not None:
        cell._tc.remove(old)
    cell._tc.append(deepcopy(ground))


def _ground(colour: str) -> CT_TableCellProperties:
    """What a cell stands on: its edges on every side, and its colour."""
    side, top = round(Cm(CELL_SIDES / 2)), round(Cm(CELL_EDGES * OVER_WORDS))
    bottom = round(Cm(CELL_EDGES)) - top
    edge = f'w="6350"><a:solidFill><a:srgbClr val="{EDGE_COLOUR}"/></a:solidFill>'
    edges = "".join(f"<a:{name} {edge}</a:{name}>" for name in ("lnL", "lnR", "lnT", "lnB"))
    return parse_xml(
        f'<a:tcPr {nsdecls("a")} marL="{side}" marR="{side}" marT="{top}" marB="{bottom}">{edges}'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:tcPr>'
    )


def _foot(deck: Presentation, paper: SetPaper) -> None:
    """Say at the foot of each slide of when the paper is, and which slide of how many this is."""
    write = DIGITS[paper.digits]
    whole = len(deck.slides)
    for number, slide in enumerate(deck.slides, start=1):
        told = ((written(paper.foot), LEFT, LINE - NUMBER), (write(f"{number} / {whole}"), RIGHT, LINE))
        for words, stands, width in told:
            box = slide.shapes.add_textbox(Cm(EDGE), Cm(FOOT_TOP), Cm(width), Cm(0.8))
            _fill(_plain(box.text_frame), [words], _Look(FOOT_POINTS, stands))
