"""Photographs lose what they tell beside the picture, and keep what draws it."""

import struct
import zlib
from typing import Any

import pytest

from editing.pictures import PictureRefused, drawn_alone, kind_of

SECRET = b"GPS 12.6814N 101.2816E"


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def exif(turned: int, order: str = ">") -> bytes:
    """As a telephone writes it: the orientation, and where the picture was taken."""
    entries = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turned, 0)
    entries += struct.pack(f"{order}HHII", 0x8825, 4, 1, 60)
    head = (b"MM" if order == ">" else b"II") + struct.pack(f"{order}HI", 42, 8)
    return b"Exif\x00\x00" + head + struct.pack(f"{order}H", 2) + entries + bytes(4) + SECRET


SCAN = b"\x12\xff\x00\x34\xff\xd0\x56\xff\x00"  # a marker of restart and bytes that look like markers
TABLES = segment(0xDB, b"quantised") + segment(0xC0, b"\x08\x00\x01\x00\x01frame") + segment(0xC4, b"huffman")


def jpeg(*extra: bytes, after: bytes = b"") -> bytes:
    return (
        b"\xff\xd8"
        + segment(0xE0, b"JFIF\x00\x01\x01" + bytes(7))
        + b"".join(extra)
        + TABLES
        + segment(0xDA, b"scan")
        + SCAN
        + segment(0xC4, b"again")  # a progressive picture has tables between its scans
        + segment(0xDA, b"scan")
        + SCAN
        + b"\xff\xd9"
        + after
    )


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body), kind) + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*extra: bytes, after: bytes = b"") -> bytes:
    pixels = chunk(b"IDAT", zlib.compress(b"\x00\xff\xff\xff"))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(extra) + pixels + chunk(b"IEND", b"") + after


def riff(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2)


def lossy(width: int = 1, height: int = 1) -> bytes:
    return riff(b"VP8 ", bytes(3) + b"\x9d\x01\x2a" + struct.pack("<HH", width, height) + b"drawn")


def lossless(width: int = 1, height: int = 1) -> bytes:
    return riff(b"VP8L", b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14) + b"drawn")


def canvas(flags: int, more: bytes = b"") -> bytes:
    return riff(b"VP8X", bytes([flags]) + bytes(9) + more)


def webp_of(*parts: bytes) -> bytes:
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def webp(flags: int, *extra: bytes) -> bytes:
    return webp_of(canvas(flags), lossy(), *extra)


TOLD = {
    "a jpeg's place": (jpeg(segment(0xE1, exif(1))), jpeg()),
    "a jpeg's xmp": (jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + SECRET)), jpeg()),
    "a jpeg's captions": (jpeg(segment(0xED, b"Photoshop 3.0\x00" + SECRET), segment(0xFE, SECRET)), jpeg()),
    "a jpeg's other pictures": (jpeg(segment(0xE2, b"MPF\x00" + SECRET), after=jpeg() + SECRET), jpeg()),
    "a jpeg's small picture": (
        jpeg().replace(
            segment(0xE0, b"JFIF\x00\x01\x01" + bytes(7)),
            segment(0xE0, b"JFIF\x00\x01\x01" + bytes(5) + b"\x01\x07" + SECRET),
        ),
        jpeg(),
    ),
    "a jpeg's colours and what they may hold": (
        jpeg(segment(0xE2, b"ICC_PROFILE\x00\x01\x01" + SECRET), segment(0xEE, b"Adobe\x00" + SECRET)),
        jpeg(),
    ),
    "a png's measures that are too long": (
        png(chunk(b"pHYs", SECRET), chunk(b"sBIT", SECRET), chunk(b"bKGD", SECRET), chunk(b"iCCP", SECRET)),
        png(),
    ),
    "a webp's colours": (webp(0x30, riff(b"ICCP", SECRET)), webp(0x10)),
    "a png's place": (png(chunk(b"eXIf", SECRET)), png()),
    "a png's texts": (
        png(
            chunk(b"tEXt", SECRET), chunk(b"iTXt", SECRET), chunk(b"zTXt", SECRET), chunk(b"tIME", SECRET[:7])
        ),
        png(),
    ),
    "what follows a png": (png(after=SECRET), png()),
    "a webp's place": (webp(0x1C, riff(b"EXIF", SECRET + b"!"), riff(b"XMP ", SECRET)), webp(0x10)),
}


@pytest.mark.parametrize("what", TOLD)
def test_a_picture_is_kept_as_if_it_had_never_said(what: str) -> None:
    told, silent = TOLD[what]
    assert SECRET[:7] in told
    assert drawn_alone(told) == silent
    assert drawn_alone(silent) == silent


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_picture_held_upright_stays_upright(order: str) -> None:
    kept = drawn_alone(jpeg(segment(0xE1, exif(6, order))))
    assert SECRET not in kept
    assert kept == jpeg(
        segment(
            0xE1,
            b"Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01"
            + bytes.fromhex("0112 0003 00000001 0006 0000 00000000"),
        )
    )
    assert drawn_alone(kept) == kept


def test_what_draws_the_colours_stays() -> None:
    coloured = jpeg(segment(0xEE, b"Adobe" + bytes(7)))
    assert drawn_alone(coloured) == coloured
    assert drawn_alone(png(chunk(b"gAMA", bytes(4)))) == png(chunk(b"gAMA", bytes(4)))


@pytest.mark.parametrize(("width", "height"), [(12_001, 1), (1, 12_001), (8_000, 8_000), (0, 1)])
def test_a_picture_that_no_telephone_draws_is_refused_by_what_it_says_of_itself(
    width: int, height: int
) -> None:
    sides = struct.pack(">HH", height, width)
    with pytest.raises(PictureRefused):
        drawn_alone(jpeg().replace(b"\x08\x00\x01\x00\x01frame", b"\x08" + sides + b"frame"))
    with pytest.raises(PictureRefused):
        drawn_alone(png().replace(struct.pack(">II", 1, 1), struct.pack(">II", width, height)))


@pytest.mark.parametrize("picture", [lossy, lossless])
def test_a_webp_is_measured_by_what_it_draws_whatever_its_canvas_says(picture: Any) -> None:
    drawn = picture(4_000, 3_000)
    assert drawn_alone(webp_of(drawn)) == webp_of(drawn)  # without a canvas, as most are
    assert drawn_alone(webp_of(canvas(0x10), drawn)) == webp_of(canvas(0x10), drawn)
    for sides in [(12_001, 1), (1, 12_001), (8_000, 8_000), (16_383, 16_383)]:
        for before in (b"", canvas(0x10)):
            with pytest.raises(PictureRefused):
                drawn_alone(webp_of(before, picture(*sides)))


FRAME = riff(b"ANMF", bytes(16) + lossy())


@pytest.mark.parametrize(
    "parts",
    [
        (canvas(0x12), riff(b"ANIM", bytes(6)), *[FRAME] * 500),
        (canvas(0x02), lossy()),
        (canvas(0x10), FRAME),
        (canvas(0x10),),
        (lossy(), lossy()),
        (lossy(), lossless()),
        (canvas(0x10, SECRET), lossy()),
        (riff(b"VP8 ", b"drawn by nobody"),),
        (riff(b"VP8L", b"drawn by nobody"),),
    ],
    ids=[
        *("moves", "says that it moves", "a frame alone", "nothing drawn", "two", "two kinds"),
        *("a long canvas", "no lossy picture", "no lossless picture"),
    ],
)
def test_a_webp_of_more_or_less_than_one_picture_is_refused(parts: tuple[bytes, ...]) -> None:
    with pytest.raises(PictureRefused):
        drawn_alone(webp_of(*parts))


def test_a_png_whose_head_is_no_head_is_refused() -> None:
    long = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0) + SECRET)
    with pytest.raises(PictureRefused):
        drawn_alone(png().replace(chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)), long))


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"GIF89a", b"\x00\x00\x00 ftypheic", b"<svg onload='x'>"]
)
def test_what_is_no_such_picture_is_refused(content: bytes) -> None:
    with pytest.raises(PictureRefused):
        kind_of(content)


@pytest.mark.parametrize("whole", [jpeg(segment(0xE1, exif(6))), png(chunk(b"tEXt", SECRET)), webp(0x10)])
def test_a_picture_that_breaks_off_is_refused_wherever_it_does(whole: bytes) -> None:
    for size in range(len(whole)):
        with pytest.raises(PictureRefused):
            drawn_alone(whole[:size])
