"""Tables of a web page that was saved, or handed out by a system, under the name of a workbook.

Read as a pasted table is: what the page shows, as text. No script runs, and nothing that the page names is fetched.
"""

import re

from tables.readers.encoding import decode
from tables.readers.pasted import send_tables
from tables.readers.tally import Tally
from tables.refused import Refused

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_THAI_8_BIT = ("tis-620", "tis620", "windows-874", "iso-8859-11", "cp874", "x-windows-874")


def read(content: bytes, tally: Tally) -> None:
    if not send_tables(_text_of(content), tally):
        raise Refused("web_page")
    tally.finish()


def _text_of(content: bytes) -> str:
    """The page's text: by what it says of its letters where that is Thai of eight bits, else as any text file."""
    charset = _CHARSET.search(content[:4096])
    if charset is not None and charset[1].decode("ascii").lower() in _THAI_8_BIT:
        try:
            return content.decode("cp874")
        except UnicodeDecodeError:
            pass  # it says so and is not: the bytes themselves tell
    return decode(content)
