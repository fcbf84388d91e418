"""A candidate's picture, as bytes → whether it can be shown, and the photo that is published in its place.

What a volunteer adds is never published itself.
It is decoded and painted anew: turned upright, cut to one shape, scaled to one size, without metadata, as JPEG.
Whatever else was in the file (a place, a profile, a comment, a second file) is left behind.

A picture that passes `look` can be developed: both decode it in the same way.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from pathlib import PurePosixPath

from PIL import Image, ImageFile, UnidentifiedImageError

from cmpgen.diagnostics import Fact
from cmpgen.layout import PHOTOS
from cmpgen.model import Photo

WIDTH, HEIGHT = 240, 300
"""Pixels of every published photo; pages show it at 96 × 120, so that it is sharp on dense screens."""

LEAST_WIDTH, LEAST_HEIGHT = 96, 120
"""Pixels that a picture needs at least."""

LARGEST = 8_000_000
"""Bytes of a picture's file at most; what cameras write of a person has less."""

MOST_MEGAPIXELS = {"JPEG": 25, "PNG": 10, "WEBP": 10}
"""Million pixels at most. A JPEG can be decoded at an eighth of its size; the others are held whole, several times."""

MOST_PASSES = 32
"""Passes over a JPEG at most: cameras and editors need eleven, and each costs as much time as a picture of its own."""

MOST_PARTS = {"JPEG": 500, "PNG": 10_000}
"""Segments of a JPEG before its pixels, and chunks of a PNG, at most. Cameras write some dozen, and PNG writers one for
every 8 kB; Pillow keeps each in memory, and adds what several say to one text that grows with each."""

MOST_FILLING = 10_000
"""Bytes between the segments of a JPEG at most: Pillow passes over them one by one."""

BACKGROUND = (230, 230, 230)
"""What shows through a transparent picture, in red, green and blue: a grey that fits a light and a dark page."""

RECIPE = b"cmpgen photo 1\n"
"""Part of every published name: a change of how photos are made changes it, and so every address."""

_PNG = b"\x89PNG\r\n\x1a\n"
_PIXELS = 0xDA
"""The marker of a JPEG behind which its pixels stand."""
_ALONE = frozenset({0xC8, *range(0xD0, 0xDA), *range(0xF0, 0xFE)})
"""Markers of a JPEG without a length behind them, as Pillow has it; all others from 0xC0 on are followed by one."""

_NAMES = {"JPEG": "JPEG", "PNG": "PNG", "WEBP": "WebP"}
_TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}
_ORIENTATION = 0x0112

# Pillow itself refuses twice this before it makes room for the pixels of a picture, which is earlier than we can look.
Image.MAX_IMAGE_PIXELS = max(MOST_MEGAPIXELS.values()) * 1_000_000 // 2


class _Unfit(Exception):
    """What is wrong with a picture: a key of `cmpgen.checks.bad_photo.REASONS`, and the facts for its blanks."""

    def __init__(self, fault: str, **facts: Fact) -> None:
        super().__init__(fault)
        self.fault, self.facts = fault, tuple(sorted(facts.items()))


def look(path: str, raw: bytes) -> Photo:
    """Whether the picture at `path`, of which these are the bytes, can be published; never raises because of them."""
    try:
        with warnings.catch_warnings(action="ignore"):
            _pixels(path, raw)
    except _Unfit as unfit:
        return Photo(path, fault=unfit.fault, facts=unfit.facts)
    return Photo(path, name=name(raw))


def name(raw: bytes) -> str:
    """What the photo made of these bytes is called: a hash of them."""
    # Cut to 128 bits: still too many for anybody to find two pictures with one name.
    return f"{hashlib.sha256(RECIPE + raw).hexdigest()[:32]}.jpg"


def develop(path: str, raw: bytes) -> bytes:
    """The photo to publish: a JPEG of WIDTH × HEIGHT without metadata. `look` must have found nothing wrong.

    The same bytes in give the same bytes out, as long as Pillow and its libjpeg stay the same.
    """
    with warnings.catch_warnings(action="ignore"):
        image = _pixels(path, raw)
    cut = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS, box=_frame(image.size))
    # Pillow writes a comment that an image carries: only the pixels go on to a new one.
    clean = Image.new("RGB", cut.size, BACKGROUND)
    clean.paste(cut, mask=cut if cut.mode == "RGBA" else None)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=82, optimize=True, progressive=False, subsampling="4:2:0")
    return out.getvalue()


def _pixels(path: str, raw: bytes) -> Image.Image:
    """The picture as it is to be seen, in RGB or RGBA. Raises `_Unfit`."""
    image = _decoded(path, raw)
    try:
        return _upright(image)
    except Exception as fault:  # a palette that is missing, say, is missed only here
        raise _Unfit("broken") from fault


def _decoded(path: str, raw: bytes) -> ImageFile.ImageFile:
    """The picture with its pixels, a large JPEG scaled down already. Raises `_Unfit`."""
    ending = PurePosixPath(path).suffix.lower()
    if ending not in PHOTOS:
        raise _Unfit("ending")
    if not raw:
        raise _Unfit("empty")
    if len(raw) > LARGEST:
        raise _Unfit("large", most=LARGEST // 1_000_000)
    image = _opened(raw, PHOTOS[ending])
    try:
        image.draft("RGB", (2 * max(WIDTH, HEIGHT),) * 2)
        image.load()
    except Exception as fault:  # a decoder that stumbles, in whichever way, stumbles over the file
        raise _Unfit("broken") from fault
    return image


def _opened(raw: bytes, expected: str) -> ImageFile.ImageFile:
    """The picture as its header describes it, once that is sure to be harmless to decode."""
    if raw.startswith(b"\xff\xd8\xff"):
        _count_segments(raw)
    elif raw.startswith(_PNG):
        _count_chunks(raw)
    try:
        image = Image.open(io.BytesIO(raw), formats=tuple(MOST_MEGAPIXELS))
    except Image.DecompressionBombError:
        raise _Unfit("vast", most=MOST_MEGAPIXELS[expected], format=_NAMES[expected]) from None
    except UnidentifiedImageError:
        raise _Unfit("foreign") from None
    except Exception as fault:
        raise _Unfit("broken") from fault
    # Many phones write several pictures into one JPEG, with a name of its own; the first is the one to see.
    form = "JPEG" if image.format == "MPO" else str(image.format)
    if form != expected:
        raise _Unfit("disguised", format=_NAMES[form], expected=_NAMES[expected])
    if form != "JPEG" and getattr(image, "n_frames", 1) > 1:
        raise _Unfit("animated")
    width, height = image.size
    if width * height > MOST_MEGAPIXELS[form] * 1_000_000:
        raise _Unfit("vast", most=MOST_MEGAPIXELS[form], format=_NAMES[form])
    upright = (height, width) if _orientation(image) > 4 else (width, height)
    if upright[0] < LEAST_WIDTH or upright[1] < LEAST_HEIGHT:
        facts: dict[str, Fact] = {"width": upright[0], "height": upright[1]}
        raise _Unfit("small", **facts, least_width=LEAST_WIDTH, least_height=LEAST_HEIGHT)
    if form == "JPEG" and (passes := raw.count(b"\xff\xda")) > MOST_PASSES:
        raise _Unfit("passes", passes=passes, most=MOST_PASSES)
    return image


def _count_segments(raw: bytes) -> None:
    """Refuse a JPEG with too many segments or too much filling before its pixels, walking as Pillow will walk."""
    at, segments, filling = 2, 0, 0
    while at + 1 < len(raw):
        if raw[at] != 0xFF or raw[at + 1] in (0x00, 0xFF):
            at, filling = at + 1, filling + 1
            if filling > MOST_FILLING:
                raise _Unfit("broken")
            continue
        marker, segments = raw[at + 1], segments + 1
        if segments > MOST_PARTS["JPEG"]:
            raise _Unfit("parts", most=MOST_PARTS["JPEG"], format=_NAMES["JPEG"])
        if marker == _PIXELS or marker < 0xC0:
            return
        at += 2 if marker in _ALONE else 2 + max(2, int.from_bytes(raw[at + 2 : at + 4]))


def _count_chunks(raw: bytes) -> None:
    """Refuse a PNG with too many chunks."""
    at, chunks = len(_PNG), 0
    while at < len(raw):
        at, chunks = at + 12 + int.from_bytes(raw[at : at + 4]), chunks + 1
        if chunks > MOST_PARTS["PNG"]:
            raise _Unfit("parts", most=MOST_PARTS["PNG"], format=_NAMES["PNG"])


def _orientation(image: Image.Image) -> int:
    """How the camera was held, 1 to 8 as EXIF counts; 1, upright, where nothing readable says so."""
    try:
        found = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # metadata that cannot be read turns nothing
        return 1
    return found if found in _TURNS else 1


def _upright(image: ImageFile.ImageFile) -> Image.Image:
    """The pixels as they are to be seen, in RGB, or RGBA where some are transparent."""
    # Sixteen bits of grey would be cut off at eight, not scaled.
    shallow = image.convert("I").point(lambda value: value * (1 / 256)) if image.mode.startswith("I") else image
    plain = shallow.convert("RGBA" if image.has_transparency_data else "RGB")
    for turn in _TURNS.get(_orientation(image), ()):
        plain = plain.transpose(turn)
    return plain


def _frame(size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The largest part of a picture that has the shape of a photo: left, upper, right and lower edge.

    It is taken from the middle, and of a tall picture from a third of what is left over: heads are above the middle.
    """
    width, height = size
    wide, high = min(width, height * WIDTH // HEIGHT), min(height, width * HEIGHT // WIDTH)
    left, upper = (width - wide) // 2, (height - high) // 3
    return left, upper, left + wide, upper + high
