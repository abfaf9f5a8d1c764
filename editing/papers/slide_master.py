"""The office's own PowerPoint file that slides are made in: its backgrounds, pictures and layouts stay as they are."""

import io
import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from pptx import Presentation as open_presentation
from pptx.exc import PythonPptxError
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.presentation import Presentation
from pptx.slide import SlideLayout
from pptx.util import Cm

from editing.papers.master import PLACES, Master
from editing.word.checking import SLIDES_FILE, check_package, no_sound
from editing.word.rendering import DAMAGE

WIDTH, HEIGHT = 33.867, 19.05  # centimetres
_FIELD = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
_MARK = re.compile(r"\{[{%#]|[}%#]\}")
TITLE = 0  # the number of the place of a title, on a layout and on a slide
_OF_SLIDES = ("sectionLst", "custShowLst")  # lists that name slides


def deck_in(master: Master) -> Presentation:
    """The file without its slides, fields filled in. Raises ValidationError with a sentence for each fault."""
    check_package(master.content, SLIDES_FILE)
    try:
        deck = open_presentation(io.BytesIO(master.content))
        _drop_slides(deck)
        faults = [*_faults_of_form(deck), *_fill(deck, master)]
    except (*DAMAGE, PythonPptxError) as error:
        raise no_sound(SLIDES_FILE) from error
    if faults:
        raise ValidationError(faults, code="template")
    return deck


def layouts_with_title(deck: Presentation) -> list[SlideLayout]:
    """The layouts with a title, that with the fewest places beside it first."""
    titled = [each for each in deck.slide_layouts if each.placeholders.get(TITLE) is not None]
    return sorted(titled, key=lambda layout: len(list(layout.iter_cloneable_placeholders())))


def _drop_slides(deck: Presentation) -> None:
    for found in [each for each in deck.element.iter() if str(each.tag).rsplit("}", 1)[-1] in _OF_SLIDES]:
        holder = found if found.getparent() is deck.element else found.getparent()
        holder.getparent().remove(holder)
    listed = deck.slides._sldIdLst
    for each in list(listed):
        listed.remove(each)
        deck.part.rels.pop(each.rId)  # whoever else may name the slide


def _faults_of_form(deck: Presentation) -> Iterator[str]:
    if not layouts_with_title(deck):
        yield gettext("No layout of this file has a title. Add a title to one in the slide master.")
    wide, high = deck.slide_width or 0, deck.slide_height or 0
    if abs(wide - Cm(WIDTH)) > Cm(0.1) or abs(high - Cm(HEIGHT)) > Cm(0.1):
        yield gettext("The slides have another size. Choose widescreen (16:9) under “slide size”.")


def _fill(deck: Presentation, master: Master) -> Iterator[str]:
    """Fill in the fields of masters and layouts, and name what cannot be, with its place."""
    values = {
        name: value for name, value in master.values.items() if name not in {each.name for each in PLACES}
    }
    for whole in deck.slide_masters:
        for page in (whole, *whole.slide_layouts):
            for line in page.element.iter(qn("a:p")):
                texts = list(line.iter(qn("a:t")))
                words = "".join(text.text or "" for text in texts)
                if not _MARK.search(words):
                    continue
                place = page.name or gettext("slide master")
                if _MARK.search(_FIELD.sub("", words)):
                    yield gettext("A mark that is no field, on “%(place)s”: “%(words)s”.") % {
                        "place": place,
                        "words": words[:60],
                    }
                for name in _FIELD.findall(words):
                    if name not in values:
                        yield gettext(
                            "There is no field “{{ %(name)s }}” (%(place)s). Compare it with the list of fields."
                        ) % {"name": name, "place": place}
                _write(texts, words, values)


def _write(texts: list[BaseOxmlElement], words: str, values: dict[str, str]) -> None:
    """Each run keeps its look where its fields are whole; else the first has all."""
    filled = [_FIELD.sub(lambda found: values.get(found[1], ""), text.text or "") for text in texts]
    if any(_MARK.search(each) for each in filled):
        filled = [_FIELD.sub(lambda found: values.get(found[1], ""), words), *("" for _text in texts[1:])]
    for text, each in zip(texts, filled, strict=True):
        text.text = each
