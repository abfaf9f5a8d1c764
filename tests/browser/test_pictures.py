"""A photograph held upright lies on no side, whatever the portal has taken out of it."""

import base64
import struct

import pytest
from playwright.sync_api import Page

from editing.pictures import drawn_alone
from tests.pictures import chunk, exif, riff, segment, webp_of

# A picture of 64 by 48, as this browser writes it, beside which stands that it is to be turned by a quarter.
DRAWN = """(kind) => new Promise((done) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 48 });
  canvas.getContext("2d").fillRect(0, 0, 32, 48);
  canvas.toBlob((picture) => picture.arrayBuffer().then((bytes) => done([...new Uint8Array(bytes)])), kind);
})"""
SIDES = """(address) => new Promise((done) => {
  const picture = new Image();
  picture.onload = () => done([picture.naturalWidth, picture.naturalHeight]);
  picture.src = address;
})"""


def told(kind: str, content: bytes) -> bytes:
    """With EXIF data, at the place where each kind has them."""
    of_telephone = exif(6)
    if kind == "image/jpeg":
        return content[:2] + segment(0xE1, of_telephone) + content[2:]
    tiff = of_telephone.removeprefix(b"Exif\x00\x00")
    if kind == "image/png":
        return content[:33] + chunk(b"eXIf", tiff) + content[33:]
    sides = struct.pack("<I", 63)[:3] + struct.pack("<I", 47)[:3]
    parts = content[12:]
    if parts.startswith(b"VP8X"):
        parts = parts[18:]
    canvas = riff(b"VP8X", b"\x18" + bytes(3) + sides)
    return webp_of(canvas, parts, riff(b"EXIF", tiff))


@pytest.mark.parametrize("kind", ["image/jpeg", "image/png"])  # Chromium turns no WebP by its EXIF data
def test_a_browser_turns_a_photograph_as_it_was_held(kind: str, page: Page) -> None:
    page.goto("/sign-in/")
    content = told(kind, bytes(page.evaluate(DRAWN, kind)))
    assert page.evaluate(SIDES, f"data:{kind};base64,{base64.b64encode(content).decode()}") == [48, 64]
    kept = drawn_alone(content)
    assert page.evaluate(SIDES, f"data:{kind};base64,{base64.b64encode(kept).decode()}") == [48, 64]
