"""Photographs lose what they tell beside the picture, and keep what draws it."""

import struct
from typing import Any

import pytest

from editing.pictures import PictureRefused, drawn_alone, kind_of
from tests.pictures import (
    PLACE_TOLD,
    canvas,
    chunk,
    exif,
    jpeg,
    lossless,
    lossy,
    png,
    riff,
    segment,
    webp,
    webp_of,
)

TOLD = {
    "a jpeg's place": (jpeg(segment(0xE1, exif(1))), jpeg()),
    "a jpeg's xmp": (jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + PLACE_TOLD)), jpeg()),
    "a jpeg's captions": (
        jpeg(segment(0xED, b"Photoshop 3.0\x00" + PLACE_TOLD), segment(0xFE, PLACE_TOLD)),
        jpeg(),
    ),
    "a jpeg's other pictures": (
        jpeg(segment(0xE2, b"MPF\x00" + PLACE_TOLD), after=jpeg() + PLACE_TOLD),
        jpeg(),
    ),
    "a jpeg's small picture": (
        jpeg().replace(
            segment(0xE0, b"JFIF\x00\x01\x01" + bytes(7)),
            segment(0xE0, b"JFIF\x00\x01\x01" + bytes(5) + b"\x01\x07" + PLACE_TOLD),
        ),
        jpeg(),
    ),
    "a jpeg's colours and what they may hold": (
        jpeg(
            segment(0xE2, b"ICC_PROFILE\x00\x01\x01" + PLACE_TOLD), segment(0xEE, b"Adobe\x00" + PLACE_TOLD)
        ),
        jpeg(),
    ),
    "a png's measures that are too long": (
        png(
            chunk(b"pHYs", PLACE_TOLD),
            chunk(b"sBIT", PLACE_TOLD),
            chunk(b"bKGD", PLACE_TOLD),
            chunk(b"iCCP", PLACE_TOLD),
        ),
        png(),
    ),
    "a webp's colours": (webp(0x30, riff(b"ICCP", PLACE_TOLD)), webp(0x10)),
    "a png's place": (png(chunk(b"eXIf", PLACE_TOLD)), png()),
    "a png's texts": (
        png(
            chunk(b"tEXt", PLACE_TOLD),
            chunk(b"iTXt", PLACE_TOLD),
            chunk(b"zTXt", PLACE_TOLD),
            chunk(b"tIME", PLACE_TOLD[:7]),
        ),
        png(),
    ),
    "what follows a png": (png(after=PLACE_TOLD), png()),
    "a webp's place": (webp(0x1C, riff(b"EXIF", PLACE_TOLD + b"!"), riff(b"XMP ", PLACE_TOLD)), webp(0x10)),
}


@pytest.mark.parametrize("what", TOLD)
def test_a_picture_is_kept_as_if_it_had_never_said(what: str) -> None:
    told, silent = TOLD[what]
    assert PLACE_TOLD[:7] in told
    assert drawn_alone(told) == silent
    assert drawn_alone(silent) == silent


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_picture_held_upright_stays_upright(order: str) -> None:
    kept = drawn_alone(jpeg(segment(0xE1, exif(6, order))))
    assert PLACE_TOLD not in kept
    assert kept == jpeg(
        segment(
            0xE1,
            b"Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01"
            + bytes.fromhex("0112 0003 00000001 0006 0000 00000000"),
        )
    )
    assert drawn_alone(kept) == kept


TURNED = bytes.fromhex("4d4d 002a 00000008 0001 0112 0003 00000001 0006 0000 00000000")  # and nothing else


@pytest.mark.parametrize("before", [b"Exif\x00\x00", b""])
@pytest.mark.parametrize("order", ["<", ">"])
def test_a_webp_or_png_held_upright_stays_upright_too(order: str, before: bytes) -> None:
    told = exif(6, order).removeprefix(b"Exif\x00\x00")
    kept = drawn_alone(webp(0x1C, riff(b"EXIF", before + told), riff(b"XMP ", PLACE_TOLD)))
    assert kept == webp(0x18, riff(b"EXIF", TURNED))
    assert drawn_alone(kept) == kept
    kept = drawn_alone(png(chunk(b"eXIf", told)))
    assert kept == png(chunk(b"eXIf", TURNED))
    assert drawn_alone(kept) == kept


def test_a_webp_that_cannot_say_more_than_its_picture_says_no_more() -> None:
    assert drawn_alone(webp_of(lossy(), riff(b"EXIF", exif(6)))) == webp_of(lossy())


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
        (canvas(0x10, PLACE_TOLD), lossy()),
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
    long = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0) + PLACE_TOLD)
    with pytest.raises(PictureRefused):
        drawn_alone(png().replace(chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)), long))


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"GIF89a", b"\x00\x00\x00 ftypheic", b"<svg onload='x'>"]
)
def test_what_is_no_such_picture_is_refused(content: bytes) -> None:
    with pytest.raises(PictureRefused):
        kind_of(content)


@pytest.mark.parametrize("whole", [jpeg(segment(0xE1, exif(6))), png(chunk(b"tEXt", PLACE_TOLD)), webp(0x10)])
def test_a_picture_that_breaks_off_is_refused_wherever_it_does(whole: bytes) -> None:
    for size in range(len(whole)):
        with pytest.raises(PictureRefused):
            drawn_alone(whole[:size])
