"""Reading XML from a stranger: as a stream, without document types, entities or deep nesting."""

from collections.abc import Callable
from typing import IO
from xml.parsers import expat

from spreadsheets import limits
from spreadsheets.refusals import Refused

_CHUNK = 1024 * 1024  # small chunks make expat scan a long token again and again


def parse(
    stream: IO[bytes],
    start: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object] = lambda name: None,
    text: Callable[[str], object] | None = None,
) -> None:
    """Call the handlers as elements open and close; an element's name is "namespace local"."""
    depth = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.MARKUP_DEPTH:
            raise Refused("damaged")
        start(name, attributes)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = 64 * 1024
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.EntityDeclHandler = _refuse_document_type
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = text
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused("damaged") from error


def _refuse_document_type(*declaration: object) -> None:
    raise Refused("document_type")
