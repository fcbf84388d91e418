"""I-img: pictures that are no pictures, too much of one, or more than one."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

from tests.hostile.cases import ADA, Case, Files, ada

FOLDER = "candidates/demo/north"
SCRIPT = b"<script>alert(document.domain)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><rect width="300" height="300"/></svg>'


def named(photo: str) -> Files:
    """Ada's file names this photo, at line 3."""
    return ada(f"photo: {photo}", "credit: Ben", "answers:", "  free-buses: agree")


def refused_photo(id_: str, photo: str, content: bytes) -> Case:
    return Case(id_, {**named(photo), f"{FOLDER}/{photo}": content}, (f"{ADA}:3:8 bad-photo",))


def published(id_: str, photo: str, content: bytes, *hidden: bytes) -> Case:
    """The photo is made anew, without what was hidden in it."""
    return Case(id_, {**named(photo), f"{FOLDER}/{photo}": content}, made=("demo/photos/*.jpg",), hidden=hidden)


def picture(form: str, **options: object) -> bytes:
    """A red picture in this format."""
    out = io.BytesIO()
    Image.new("RGB", (300, 400), (200, 30, 30)).save(out, form, **options)
    return out.getvalue()


def png() -> bytes:
    return picture("PNG")


def bomb() -> bytes:
    """A PNG that says it has 20,000 × 20,000 pixels, in some hundred kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = bytes(2501)
    pixels = b"".join(packer.compress(row) for _ in range(20_000)) + packer.flush()
    header = struct.pack(">IIBBBBB", 20_000, 20_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


EMPTY_CHUNK = struct.pack(">I", 0) + b"abCd" + struct.pack(">I", zlib.crc32(b"abCd"))


def stuffed(form: str, part: bytes, times: int) -> bytes:
    """A sound picture with this part so many times before its first one."""
    raw = picture(form)
    at = {"JPEG": 2, "PNG": 33}[form]
    return raw[:at] + part * times + raw[at:]


def animated() -> bytes:
    frames = [Image.new("RGB", (300, 400), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


def with_place() -> bytes:
    """A JPEG whose EXIF tells where it was taken, and by which camera."""
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 29.6), 3: "E", 4: (2.0, 17.0, 40.2)})
    return picture("JPEG", exif=exif)


def with_scripts() -> bytes:
    """A JPEG that carries a script in its EXIF, its colour profile and a comment."""
    exif = Image.Exif()
    exif[0x010E] = SCRIPT.decode()
    return picture("JPEG", exif=exif, icc_profile=SCRIPT * 10, comment=SCRIPT)


CASES = [
    refused_photo("I-img-01", "ada.svg", SVG),
    refused_photo("I-img-02", "ada.svg", SVG.replace(b"<rect", SCRIPT + b"<rect")),
    refused_photo("I-img-03", "ada.jpg", b"<!doctype html>" + SCRIPT),
    refused_photo("I-img-04", "ada.png", SVG),
    refused_photo("I-img-05", "ada.gif", b"GIF89a/*" + picture("GIF")[6:] + b"*/=1;alert(1)"),
    refused_photo("I-img-05 as a JPEG", "ada.jpg", b"GIF89a/*" + picture("GIF")[6:] + b"*/=1;alert(1)"),
    refused_photo("I-img-06", "ada.png", bomb()),
    refused_photo("I-img-06 of empty segments", "ada.jpg", stuffed("JPEG", b"\xff\xe5\x00\x02", 1_900_000)),
    refused_photo("I-img-06 of fill bytes", "ada.jpg", stuffed("JPEG", b"\xff", 7_900_000)),
    refused_photo("I-img-06 of empty chunks", "ada.png", stuffed("PNG", EMPTY_CHUNK, 660_000)),
    refused_photo("I-img-07", "ada.jpg", picture("JPEG")[:600]),
    refused_photo("I-img-08", "ada.jpg", b""),
    published("I-img-09", "ada.jpg", with_place(), b"SecretCamera", b"Exif"),
    published("I-img-10", "ada.jpg", with_scripts(), SCRIPT, b"ICC_PROFILE"),
    published("I-img-10 after the end", "ada.jpg", picture("JPEG") + SCRIPT, SCRIPT),
    refused_photo("I-img-11", "ada.png", animated()),
    Case("I-img-12", named("'a\"b''é.jpg'"), (f"{ADA}:3:8 bad-photo-name",)),
    Case(
        "I-img-12 in a file's name",
        {f"{FOLDER}/a\"b'\u00e9.jpg": png()},
        (f"{FOLDER}/a\"b'\u00e9.jpg:1:1 bad-photo-name",),
    ),
]
