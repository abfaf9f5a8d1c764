"""Pictures byte by byte, as telephones write them: they tell where they were taken."""

import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile

PLACE_TOLD = b"GPS 12.6814N 101.2816E"


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def exif(turned: int, order: str = ">") -> bytes:
    """As a telephone writes it: the orientation, and where the picture was taken."""
    entries = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turned, 0)
    entries += struct.pack(f"{order}HHII", 0x8825, 4, 1, 60)
    head = (b"MM" if order == ">" else b"II") + struct.pack(f"{order}HI", 42, 8)
    return b"Exif\x00\x00" + head + struct.pack(f"{order}H", 2) + entries + bytes(4) + PLACE_TOLD


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


def photograph(name: str = "ประชุม.png") -> SimpleUploadedFile:
    """A picture that a browser can draw, of the kind that its name says, and that tells where it was taken."""
    if not name.lower().endswith(".png"):
        return SimpleUploadedFile(name, jpeg(segment(0xE1, exif(6))), content_type="image/jpeg")
    rows = b"".join(b"\x00" + b"\x3f\x7f\xbf" * 64 for _row in range(48))
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 48, 8, 2, 0, 0, 0))
    content += chunk(b"eXIf", PLACE_TOLD) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return SimpleUploadedFile(name, content, content_type="image/png")
