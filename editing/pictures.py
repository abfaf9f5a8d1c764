"""Photographs without what they say beside the picture: where it was taken, when, with whose telephone.

A picture is taken apart and put together again from the parts that draw it; all others (EXIF, XMP, IPTC, comments,
thumbnails, whatever follows the end) stay behind, known to us or not. Of EXIF only the orientation goes along, or a
picture held upright would lie on its side.
"""

import struct
from collections.abc import Iterator
from zlib import crc32

JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
ENDINGS = {JPEG: ".jpg", PNG: ".png", WEBP: ".webp"}

_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_HEAD = 13  # bytes of IHDR
_PNG_DRAWS = frozenset((b"IHDR", b"IDAT", b"IEND"))
# What else draws, with the lengths that it has: a longer one would carry what nobody sees.
_PNG_LENGTHS = {
    b"PLTE": range(3, 769, 3),
    b"tRNS": range(1, 257),
    b"gAMA": (4,),
    b"cHRM": (32,),
    b"sRGB": (1,),
    b"sBIT": range(1, 5),
    b"bKGD": (1, 2, 6),
    b"pHYs": (9,),
}
_WEBP_MOVES = frozenset((b"ANIM", b"ANMF"))
_WEBP_HAS_EXIF, _WEBP_HAS_XMP, _WEBP_HAS_ICC, _WEBP_HAS_MOTION = 0x08, 0x04, 0x20, 0x02
_WEBP_CANVAS = 10  # bytes of VP8X
_VP8_START = b"\x9d\x01\x2a"  # of a frame that stands by itself, after three bytes
_VP8L_START = 0x2F
_FOURTEEN_BITS = 0x3FFF
LONGEST_SIDE, MOST_PIXELS = 12_000, 60_000_000

_EOI, _SOS = 0xD9, 0xDA
_RESTARTS = range(0xD0, 0xD8)
_APP0, _APP1, _APP14, _APP15, _COMMENT = 0xE0, 0xE1, 0xEE, 0xEF, 0xFE
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_DENSITY = slice(4, 16)  # of the segment of JFIF; what follows is a small picture
_EXIF = b"Exif\x00\x00"
_ORIENTATION = 0x0112


class PictureRefused(ValueError):
    """Bytes that are no whole JPEG, PNG or WebP, move, or draw more pixels than a telephone takes."""


def _require_drawable(width: int, height: int) -> None:
    if not width or not height or max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise PictureRefused


def kind_of(content: bytes) -> str:
    """The content type of a picture by its first bytes. Raises PictureRefused for anything else."""
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(_PNG_START):
        return PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    raise PictureRefused


def drawn_alone(content: bytes) -> bytes:
    """The same picture with nothing but what draws it. Raises PictureRefused where it cannot be taken apart."""
    parts = {JPEG: _jpeg_parts, PNG: _png_parts, WEBP: _webp_parts}[kind_of(content)]
    try:
        return b"".join(parts(content))
    except (struct.error, IndexError):
        raise PictureRefused from None


def _png_parts(content: bytes) -> Iterator[bytes]:
    yield _PNG_START
    place, kind = len(_PNG_START), b""
    while kind != b"IEND":
        size, kind = struct.unpack_from(">I4s", content, place)
        end = place + 12 + size
        if end > len(content):
            raise PictureRefused
        if kind == b"IHDR":
            if size != _PNG_HEAD:
                raise PictureRefused
            _require_drawable(*struct.unpack_from(">II", content, place + 8))
        if kind in _PNG_DRAWS or size in _PNG_LENGTHS.get(kind, ()):
            yield content[place:end]
        elif kind == b"eXIf" and (turned := _turned(content[place + 8 : end - 4])):
            part = kind + _exif_of(turned)
            yield struct.pack(">I", len(part) - 4) + part + struct.pack(">I", crc32(part))
        place = end


def _webp_parts(content: bytes) -> Iterator[bytes]:
    kept, place, pictures, turned = [], 12, 0, 0
    end = 8 + struct.unpack_from("<I", content, 4)[0]
    if end > len(content):
        raise PictureRefused
    while place < end:
        kind, size = struct.unpack_from("<4sI", content, place)
        after = place + 8 + size + size % 2
        if after > end:
            raise PictureRefused
        part = content[place:after]
        if kind in _WEBP_MOVES:
            raise PictureRefused  # each of its pictures may be as large as the canvas
        if kind == b"VP8X":
            kept.append(_webp_canvas(part))
        elif kind in _WEBP_SIDES:
            pictures += 1
            _require_drawable(*_WEBP_SIDES[kind](part))
            kept.append(part)
        elif kind == b"ALPH":
            kept.append(part)
        elif kind == b"EXIF":
            turned = turned or _turned(part[8:].removeprefix(_EXIF))
        place = after
    if pictures != 1:
        raise PictureRefused
    if turned and kept[0][:4] == b"VP8X":  # only such a canvas can say that the orientation stands at the end
        kept[0] = kept[0][:8] + bytes([kept[0][8] | _WEBP_HAS_EXIF]) + kept[0][9:]
        exif = _exif_of(turned)
        kept.append(b"EXIF" + struct.pack("<I", len(exif)) + exif)
    body = b"WEBP" + b"".join(kept)
    yield b"RIFF" + struct.pack("<I", len(body)) + body


def _webp_canvas(part: bytes) -> bytes:
    """The part that says how large the picture is, without the word that more stands beside it."""
    flags = part[8]
    if len(part) != 8 + _WEBP_CANVAS or flags & _WEBP_HAS_MOTION:
        raise PictureRefused
    sides = part[12:15], part[15:18]
    _require_drawable(*(int.from_bytes(side, "little") + 1 for side in sides))
    return part[:8] + bytes([flags & ~(_WEBP_HAS_EXIF | _WEBP_HAS_XMP | _WEBP_HAS_ICC)]) + part[9:]


def _sides_of_vp8(part: bytes) -> tuple[int, int]:
    start, width, height = struct.unpack_from("<3sHH", part, 11)
    if start != _VP8_START:
        raise PictureRefused
    return width & _FOURTEEN_BITS, height & _FOURTEEN_BITS


def _sides_of_vp8l(part: bytes) -> tuple[int, int]:
    start, sides = struct.unpack_from("<BI", part, 8)
    if start != _VP8L_START:
        raise PictureRefused
    return (sides & _FOURTEEN_BITS) + 1, (sides >> 14 & _FOURTEEN_BITS) + 1


# What is drawn may be larger than the canvas says.
_WEBP_SIDES = {b"VP8 ": _sides_of_vp8, b"VP8L": _sides_of_vp8l}


def _jpeg_parts(content: bytes) -> Iterator[bytes]:
    yield b"\xff\xd8"
    place = 2
    while True:
        while content[place] == 0xFF and content[place + 1] == 0xFF:
            place += 1  # bytes that only fill
        if content[place] != 0xFF:
            raise PictureRefused
        marker = content[place + 1]
        if marker == _EOI:
            yield b"\xff\xd9"
            return
        end = place + 2 + struct.unpack_from(">H", content, place + 2)[0]
        if end > len(content) or end < place + 4:
            raise PictureRefused
        segment = content[place:end]
        if marker == _APP1 and segment[4:10] == _EXIF:
            if turned := _turned(segment[10:]):
                exif = _EXIF + _exif_of(turned)
                yield struct.pack(">BBH", 0xFF, _APP1, len(exif) + 2) + exif
        elif marker == _APP0 and segment[4:9] == b"JFIF\x00":
            yield b"\xff\xe0\x00\x10" + segment[_DENSITY].ljust(12, b"\x00") + b"\x00\x00"
        elif _draws(marker, segment):
            if marker in _FRAMES:
                _require_drawable(*struct.unpack_from(">HH", segment, 5))
            yield segment
        place = end
        if marker == _SOS:
            place = _after_scan(content, end)
            yield content[end:place]


def _draws(marker: int, segment: bytes) -> bool:
    """Of the segments that programs add only the kind of colours draws; all others tell."""
    if marker == _COMMENT:
        return False
    if not _APP0 <= marker <= _APP15:
        return True
    return marker == _APP14 and segment[4:9] == b"Adobe" and len(segment) == 16


def _after_scan(content: bytes, place: int) -> int:
    """Where the next marker stands after the compressed picture."""
    while True:
        place = content.find(b"\xff", place)
        if place < 0 or place + 1 >= len(content):
            raise PictureRefused
        following = content[place + 1]
        if following and following not in _RESTARTS and following != 0xFF:
            return place
        place += 1 if following == 0xFF else 2


def _turned(tiff: bytes) -> int:
    """How the picture is to be turned (2 to 8, as EXIF counts); 0 where the data does not say, or it stands upright."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 0
    try:
        directory = struct.unpack_from(f"{order}I", tiff, 4)[0]
        (count,) = struct.unpack_from(f"{order}H", tiff, directory)
        for entry in range(directory + 2, directory + 2 + 12 * count, 12):
            tag, _kind, _number, turned = struct.unpack_from(f"{order}HHIH", tiff, entry)
            if tag == _ORIENTATION and 1 < turned <= 8:
                return int(turned)
    except struct.error:
        return 0  # broken data beside a picture that may well be whole
    return 0


def _exif_of(turned: int) -> bytes:
    """EXIF data that say how to turn the picture and nothing else: 26 bytes."""
    header = struct.pack(">2sHI", b"MM", 42, 8)
    return header + struct.pack(">HHHIHHI", 1, _ORIENTATION, 3, 1, turned, 0, 0)
