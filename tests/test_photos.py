"""Photos: only sound pictures pass, nothing but their pixels is published, and everyone has the same place for one."""

from __future__ import annotations

import io
import os
import random
import re
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from cmpgen import checks, disk, files, photos, report, workshop
from cmpgen.compile import compile_project
from cmpgen.diagnostics import Diagnostic
from cmpgen.publish import Refused
from tests.helpers import ROOT, build_site, check, least_seconds, write_project

NORTH = "candidates/demo/north"
FORMS = {"ada.jpg": "JPEG", "ada.jpeg": "JPEG", "ADA_1.JPG": "JPEG", "ada.png": "PNG", "ada.webp": "WEBP"}
SCRIPT = b"<script>alert(1)</script>"


def picture(size: tuple[int, int] = (300, 400), mode: str = "RGB") -> Image.Image:
    """A picture that is red above, blue below, with a green corner at its upper left."""
    width, height = size
    image = Image.new("RGB", size, (200, 30, 30))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, height // 2, width, height), fill=(30, 30, 200))
    pen.rectangle((0, 0, width // 2, height // 4), fill=(30, 160, 30))
    return image.convert(mode)


def saved(image: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def held(orientation: int) -> Image.Exif:
    """EXIF that says how the camera was held."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def animated(form: str) -> bytes:
    return saved(picture(), form, save_all=True, append_images=[picture().rotate(90)], duration=100)


def chunk(kind: bytes, body: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def stuffed(form: str, part: bytes, times: int, at: int = 0) -> bytes:
    """A sound picture with this part so many times before its first one, or at another place."""
    raw = saved(picture(), form)
    at = at or {"JPEG": 2, "PNG": 33}[form]
    return raw[:at] + part * times + raw[at:]


def bomb() -> bytes:
    """A PNG of 20,000 × 20,000 pixels in a few bytes."""
    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(10_000)))
        + chunk(b"IEND", b"")
    )


def many_passes() -> bytes:
    raw = saved(picture(), progressive=True)
    last = raw.rfind(b"\xff\xda")
    return raw[:-2] + raw[last:-2] * photos.MOST_PASSES + raw[-2:]


def without_palette() -> bytes:
    """A PNG whose colours are numbers of a palette that it does not have."""
    raw = saved(picture(mode="P"), "PNG")
    at = raw.index(b"PLTE") - 4
    return raw[:at] + raw[at + 12 + int.from_bytes(raw[at : at + 4]) :]


def ada(name: str, credit: str = "Ben Adeyemi") -> str:
    return f"name: Ada Obi\nphoto: {name}\ncredit: {credit}\n"


def checked(
    folder: Path, name: str, put: Callable[[Path], None] | bytes = b"", yaml_name: str = ""
) -> list[Diagnostic]:
    """Every fault of a project where Ada's photo is called `name` and was put beside her file."""
    write_project(folder, {f"{NORTH}/ada.yaml": ada(yaml_name or name)})
    if isinstance(put, bytes):
        (folder / NORTH / name).write_bytes(put)
    else:
        put(folder / NORTH / name)
    read = files.read_project(folder)
    _, found = compile_project(read.texts, read.paths, photos=read.photos)
    return [*read.diagnostics, *found]


def places(found: list[Diagnostic]) -> list[str]:
    return [f"{each.where} {each.code}" for each in found]


def bad_photo(fault: str, found: list[Diagnostic]) -> bool:
    """Whether this one fault was found, and at the value of `photo:`."""
    return places(found) == [f"{NORTH}/ada.yaml:2:8 bad-photo"] and dict(found[0].facts)["fault"] == fault


# ---- what passes


@pytest.mark.parametrize("name", FORMS)
def test_a_jpeg_png_or_webp_picture_passes(tmp_path: Path, name: str) -> None:
    assert checked(tmp_path, name, saved(picture(), FORMS[name])) == []


@pytest.mark.parametrize(
    ("form", "mode"),
    [("JPEG", mode) for mode in ("L", "RGB", "CMYK")]
    + [("PNG", mode) for mode in ("1", "L", "LA", "I;16", "P", "RGB", "RGBA")]
    + [("WEBP", mode) for mode in ("RGB", "RGBA")],
)
def test_every_way_to_store_colours_gives_a_photo_of_one_kind(form: str, mode: str) -> None:
    grey = picture(mode="L")
    image = grey.point(lambda value: value * 257, "I").convert("I;16") if mode == "I;16" else picture(mode=mode)
    path = f"x/ada.{'jpg' if form == 'JPEG' else form.lower()}"
    raw = saved(image, form)

    found = photos.look(path, raw)
    photo = Image.open(io.BytesIO(photos.develop(path, raw)))

    assert found.fault == ""
    assert (photo.format, photo.mode, photo.size) == ("JPEG", "RGB", (240, 300))
    if mode not in ("1", "P"):
        expected = grey if mode in ("L", "LA", "I;16") else picture()
        assert _near(photo.getpixel((200, 30)), expected.convert("RGB").getpixel((250, 40)))


def _near(one: Any, other: Any, apart: int = 24) -> bool:
    return all(abs(a - b) <= apart for a, b in zip(one, other, strict=True))


def test_what_is_transparent_becomes_light_grey() -> None:
    raw = saved(Image.new("RGBA", (300, 400), (255, 0, 0, 0)), "PNG")

    photo = Image.open(io.BytesIO(photos.develop("ada.png", raw)))

    assert _near(photo.getpixel((120, 150)), photos.BACKGROUND, 2)


def test_a_phones_jpeg_with_a_second_picture_in_it_passes_as_its_first() -> None:
    raw = saved(picture(), "MPO", save_all=True, append_images=[Image.new("RGB", (300, 400), "white")])

    assert Image.open(io.BytesIO(raw)).format == "MPO"
    assert photos.look("ada.jpg", raw).fault == ""
    assert photos.develop("ada.jpg", raw) == photos.develop("ada.jpg", saved(picture()))


def test_a_hard_link_passes(tmp_path: Path) -> None:  # P-path-20
    (tmp_path / "elsewhere.jpg").write_bytes(saved(picture()))

    assert checked(tmp_path, "ada.jpg", lambda at: os.link(tmp_path / "elsewhere.jpg", at)) == []


# ---- what is refused

HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "I-img-01 SVG": ("ada.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "ending"),
    "I-img-02 SVG with a script": ("ada.svg", b"<svg>" + SCRIPT + b"</svg>", "ending"),
    "I-img-03 HTML as JPEG": ("ada.jpg", b"<!doctype html>" + SCRIPT, "foreign"),
    "I-img-04 SVG as PNG": ("ada.png", b"<svg onload='alert(1)'/>", "foreign"),
    "I-img-05 GIF and script": ("ada.gif", b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)", "ending"),
    "I-img-05 GIF and script as JPEG": ("ada.jpg", b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)", "foreign"),
    "I-img-06 decompression bomb": ("ada.png", bomb(), "vast"),
    "I-img-07 truncated JPEG": ("ada.jpg", saved(picture())[:-500], "broken"),
    "I-img-08 no bytes": ("ada.jpg", b"", "empty"),
    "I-img-11 animated PNG": ("ada.png", animated("PNG"), "animated"),
    "animated WebP": ("ada.webp", animated("WEBP"), "animated"),
    "PNG as JPEG": ("ada.jpg", saved(picture(), "PNG"), "disguised"),
    "JPEG as WebP": ("ada.webp", saved(picture()), "disguised"),
    "a large file": ("ada.jpg", saved(picture()) + bytes(photos.LARGEST), "large"),
    "too many pixels": ("ada.png", saved(Image.new("1", (4000, 2501)), "PNG"), "vast"),
    "too few pixels": ("ada.png", saved(picture((95, 120)), "PNG"), "small"),
    "too few pixels once turned": ("ada.png", saved(picture((96, 120)), "PNG", exif=held(6)), "small"),
    "many passes": ("ada.jpg", many_passes(), "passes"),
    "empty segments": ("ada.jpg", stuffed("JPEG", b"\xff\xe5\x00\x02", 1_900_000), "parts"),
    "comments": ("ada.jpg", stuffed("JPEG", b"\xff\xfe\x00\x02", 501), "parts"),
    "markers without a length": ("ada.jpg", stuffed("JPEG", b"\xff\xd0", 501), "parts"),
    "segments with fillings": ("ada.jpg", stuffed("JPEG", b"\xff\xff\xff\xe5\x00\x02", 600), "parts"),
    "EXIF in many parts": ("ada.jpg", stuffed("JPEG", b"\xff\xe1\x00\x10Exif\0\0" + bytes(8), 400_000), "parts"),
    "nothing but filling": ("ada.jpg", stuffed("JPEG", b"\xff", 7_900_000), "broken"),
    "filling between segments": ("ada.jpg", stuffed("JPEG", b"\xff\x00", 3_900_000), "broken"),
    "empty chunks": ("ada.png", stuffed("PNG", chunk(b"abCd", b""), 660_000), "parts"),
    "chunks after the pixels": ("ada.png", stuffed("PNG", chunk(b"abCd", b""), 10_001, at=-12), "parts"),
    "a palette that is missing": ("ada.png", without_palette(), "broken"),
    "only a header": ("ada.jpg", b"\xff\xd8\xff\xe0", "foreign"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_no_harmless_picture_is_refused_where_it_is_named(tmp_path: Path, case: str) -> None:
    name, raw, fault = HOSTILE[case]

    found = checked(tmp_path, name, raw)

    assert bad_photo(fault, found), found
    assert "{" not in report.message(found[0]) + report.hint(found[0])


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_no_harmless_picture_is_refused_in_no_time(case: str) -> None:
    name, raw, _ = HOSTILE[case]

    assert least_seconds(lambda: photos.look(name, raw), 0.5) < 0.5


@pytest.mark.parametrize("fewer", [1, 2])
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_with_as_many_parts_as_may_be_passes(form: str, fewer: int) -> None:
    part, own = {"JPEG": (b"\xff\xe5\x00\x02", 9), "PNG": (chunk(b"abCd", b""), 3)}[form]
    times = photos.MOST_PARTS[form] - own - fewer + 1

    raw = stuffed(form, part, times)

    assert photos.look({"JPEG": "a.jpg", "PNG": "a.png"}[form], raw).fault == ""


@pytest.mark.parametrize(
    "name",
    [
        "../secret.jpg",  # P-path-15
        "/etc/passwd",  # P-path-16
        "photos/ada.jpg",
        "photos\\ada.jpg",
        "..",
        ".hidden.jpg",
        "-ada.jpg",
        "ada..jpg",
        "con.jpg",
        "ada.jpg ",
        'ada".jpg',  # I-img-12, and so the next four
        "ada'.jpg",
        "adä.jpg",
        "аda.jpg",
        "ada obi.jpg",
        f"{'a' * 97}.jpg",
    ],
)
def test_a_photo_is_named_by_a_plain_file_name(name: str) -> None:
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')

    check({f"{NORTH}/ada.yaml": ada(f'"{quoted}"')}, expect=[f"{NORTH}/ada.yaml:2:8 bad-photo-name"])


def _link_out(at: Path) -> None:
    at.symlink_to("/etc/passwd")


def _link_to_itself(at: Path) -> None:
    at.symlink_to(at.name)


def _broken_link(at: Path) -> None:
    at.symlink_to("nowhere.jpg")


SPECIAL: dict[str, Callable[[Path], None]] = {
    "P-path-17 link out": _link_out,
    "P-path-19 link to itself": _link_to_itself,
    "P-path-22 broken link": _broken_link,
    "P-path-23 folder": lambda at: at.mkdir(),
    "P-path-25 pipe": lambda at: os.mkfifo(at),
}


@pytest.mark.parametrize("case", SPECIAL)
def test_what_is_no_ordinary_file_is_refused_where_it_is_named_and_never_opened(tmp_path: Path, case: str) -> None:
    found = checked(tmp_path, "ada.jpg", SPECIAL[case])

    assert bad_photo("special", found), found


@pytest.mark.parametrize("case", SPECIAL)
def test_what_is_no_ordinary_file_is_refused_though_nobody_names_it(tmp_path: Path, case: str) -> None:
    (tmp_path / NORTH).mkdir(parents=True)
    (tmp_path / NORTH / "ada.png").write_bytes(saved(picture(), "PNG"))

    found = checked(tmp_path, "other.jpg", SPECIAL[case], yaml_name="ada.png")

    assert places(found) == [f"{NORTH}/other.jpg:1:1 bad-photo"]


def test_a_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:  # P-path-18
    (tmp_path / "elsewhere").mkdir()

    found = checked(tmp_path, "photos", lambda at: at.symlink_to(tmp_path / "elsewhere"), yaml_name="photos/ada.jpg")

    assert places(found) == [f"{NORTH}/photos:1:1 not-a-file", f"{NORTH}/ada.yaml:2:8 bad-photo-name"]


def test_a_candidates_file_that_is_a_link_is_refused(tmp_path: Path) -> None:  # P-path-21
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/jo.yaml").write_text(ada("ada.jpg"), encoding="utf-8")
    (tmp_path / NORTH).mkdir(parents=True)
    (tmp_path / NORTH / "jo.yaml").symlink_to(tmp_path / "notes/jo.yaml")

    assert places(checked(tmp_path, "ada.jpg", saved(picture()))) == [f"{NORTH}/jo.yaml:1:1 not-a-file"]


def test_the_commands_say_where_a_photo_is_bad_and_publish_nothing(tmp_path: Path) -> None:
    checked(tmp_path, "ada.jpg", b"<!doctype html>" + SCRIPT)

    for command in ("check", "build"):
        words = [sys.executable, "-m", "cmpgen", command, "--project", str(tmp_path)]
        said = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)

        assert said.returncode == 1
        assert f"{NORTH}/ada.yaml:2:8: error[bad-photo]: 'ada.jpg' cannot be shown" in said.stdout + said.stderr
    assert not (tmp_path / "output").exists()


def test_a_photo_that_the_system_does_not_let_us_read_is_refused_where_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # P-path-24; whoever runs the tests as root may read everything, so the system's refusal is played
    real = os.open

    def refusing(path: Any, flags: int, *rest: Any, **more: Any) -> int:
        if str(path).endswith("ada.jpg"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, flags, *rest, **more)

    write_project(tmp_path, {f"{NORTH}/ada.yaml": ada("ada.jpg")})
    (tmp_path / NORTH / "ada.jpg").write_bytes(saved(picture()))
    monkeypatch.setattr(disk.os, "open", refusing)

    read = files.read_project(tmp_path)
    _, found = compile_project(read.texts, read.paths, photos=read.photos)

    assert bad_photo("unreadable", found)
    assert "Permission denied" in report.message(found[0])


def test_a_misspelt_photo_is_told_with_the_name_that_is_near(tmp_path: Path) -> None:
    found = checked(tmp_path, "ada-obi.jpg", saved(picture()), yaml_name="ada-obj.jpg")

    assert [each.code for each in found] == ["unused-photo", "missing-photo"]
    assert "'ada-obi.jpg'" in report.hint(found[1])


def test_a_picture_in_another_folder_is_read_by_nobody(tmp_path: Path) -> None:
    found = checked(tmp_path, "../ada.jpg", saved(picture()), yaml_name="ada.yaml.jpg")

    assert places(found) == ["candidates/demo/ada.jpg:1:1 not-a-candidate", f"{NORTH}/ada.yaml:2:8 missing-photo"]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_cut_off_anywhere_is_refused_and_never_shown_in_part(form: str) -> None:
    name = {"JPEG": "ada.jpg", "PNG": "ada.png", "WEBP": "ada.webp"}[form]
    options = [{}, {"progressive": True}] if form == "JPEG" else [{}, {"lossless": True}] if form == "WEBP" else [{}]

    for raw in (saved(Image.effect_noise((300, 400), 90).convert("RGB"), form, **each) for each in options):
        passed = [share for share in range(1, 50) if not photos.look(name, raw[: len(raw) * share // 50]).fault]

        assert photos.look(name, raw).fault == ""
        assert passed == []


def test_no_damage_to_a_picture_raises() -> None:
    chance = random.Random(2027)
    sound = {name: saved(picture(), form, exif=_located()) for name, form in FORMS.items()}

    for turn in range(600):
        name = chance.choice(sorted(sound))
        raw = bytearray(sound[name])
        for _ in range(chance.randint(1, 12)):
            raw[chance.randrange(len(raw) if turn % 2 else 200)] = chance.randrange(256)
        if not photos.look(name, bytes(raw)).fault:
            assert len(photos.develop(name, bytes(raw))) > 500


# ---- what is published


def _located() -> Image.Exif:
    """EXIF that says where a picture was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Camera-Maker"
    exif[0x9286] = SCRIPT.decode()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 29.0)
    return exif


@pytest.mark.parametrize(("name", "form"), [("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP")])
def test_a_published_photo_holds_pixels_and_nothing_else(name: str, form: str) -> None:  # I-img-09, I-img-10
    more: dict[str, Any] = {"comment": SCRIPT} if form == "JPEG" else {}
    raw = saved(picture(), form, exif=_located(), icc_profile=SCRIPT * 20, xmp=b"<x:xmpmeta>" + SCRIPT, **more) + SCRIPT
    assert b"Camera-Maker" in raw and SCRIPT in raw

    photo = photos.develop(name, raw)

    assert photos.look(name, raw).fault == ""
    assert SCRIPT[:7] not in photo
    assert _segments(photo) == {b"\xff\xe0"}
    assert not Image.open(io.BytesIO(photo)).getexif()


def _segments(jpeg: bytes) -> set[bytes]:
    """The markers of a JPEG's application segments and comments: where metadata stands."""
    found, at = set(), 2
    while jpeg[at : at + 2] != b"\xff\xda":
        if jpeg[at + 1] >= 0xE0:
            found.add(jpeg[at : at + 2])
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4])
    return found


def test_a_photo_is_shown_upright_however_the_camera_was_held() -> None:
    turns = Image.Transpose
    # What is stored, so that the orientation makes it upright again.
    stored = {2: turns.FLIP_LEFT_RIGHT, 3: turns.ROTATE_180, 4: turns.FLIP_TOP_BOTTOM, 5: turns.TRANSPOSE}
    stored |= {6: turns.ROTATE_90, 7: turns.TRANSVERSE, 8: turns.ROTATE_270}
    upright = photos.develop("a.png", saved(picture(), "PNG"))

    for orientation, turn in stored.items():
        raw = saved(picture().transpose(turn), "PNG", exif=held(orientation))

        assert photos.develop("a.png", raw) == upright, orientation


def test_a_wide_picture_loses_its_sides_and_a_tall_one_more_below_than_above() -> None:
    wide, tall = Image.new("RGB", (900, 300), "white"), Image.new("RGB", (240, 600), "white")
    wide.paste((0, 0, 0), (330, 0, 570, 300))
    tall.paste((0, 0, 0), (0, 100, 240, 400))

    for image in (wide, tall):
        photo = Image.open(io.BytesIO(photos.develop("a.png", saved(image, "PNG"))))

        assert photo.size == (240, 300)
        assert photo.getextrema() == ((0, 0),) * 3


def test_the_same_picture_gives_the_same_bytes_and_name_in_any_process(tmp_path: Path) -> None:
    (tmp_path / "ada.jpg").write_bytes(raw := saved(Image.effect_noise((1500, 1700), 90).convert("RGB")))
    program = (
        "import sys, hashlib; from cmpgen import photos; raw = open(sys.argv[1], 'rb').read();"
        "print(photos.name(raw), hashlib.sha256(photos.develop('ada.jpg', raw)).hexdigest())"
    )

    said = {
        subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / "ada.jpg")],
            cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Pacific/Kiritimati"))
    }  # fmt: skip

    assert len(said) == 1
    assert said.pop().startswith(photos.name(raw))
    assert photos.develop("ada.jpg", raw) == photos.develop("ada.jpg", raw)


def test_another_picture_has_another_name() -> None:
    one, other = saved(picture()), saved(picture((300, 401)))

    assert photos.name(one) != photos.name(other)
    assert re.fullmatch(r"[0-9a-f]{32}\.jpg", photos.name(one))


def test_a_picture_that_changes_during_a_build_stops_it(tmp_path: Path) -> None:
    (tmp_path / "ada.jpg").write_bytes(saved(picture()))
    photo = photos.look("ada.jpg", saved(picture((300, 401))))

    with pytest.raises(Refused, match=r"ada\.jpg changed while the site was built"):
        workshop.developed(tmp_path, photo)


# ---- what voters see


class Skeleton(HTMLParser):
    """The elements that have a class, in order, and the attributes of every picture; others are part of the words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.pictures: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if "class" in dict(attrs):
            self.tags.append(f"{tag}.{dict(attrs)['class']}")
        if tag == "img":
            self.pictures.append(dict(attrs))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In North Bank Ada has a photo and Jo has none; in South Bank nobody has one."""
    here = tmp_path_factory.mktemp("photos")
    project = write_project(
        here / "project",
        {
            f"{NORTH}/ada.yaml": ada("ada.jpg", credit='"<b>Ben & Co</b>"') + "ballot: 1\n",
            f"{NORTH}/jo.yaml": "name: Jo Lim\nballot: 2\n",
            "candidates/demo/south/eve.yaml": "name: Eve Moss\n",
        },
    )
    (project / NORTH / "ada.jpg").write_bytes(saved(picture(), exif=_located()))
    (project / NORTH / "unused.png").write_bytes(saved(picture(), "PNG"))
    return build_site(project, here / "site")


def page(site: Path, url: str) -> str:
    return (site / url / "index.html").read_text(encoding="utf-8")


def test_a_photo_is_published_under_its_hash_and_no_other_picture_is(site: Path) -> None:
    raw = saved(picture(), exif=_located())

    published = [each.relative_to(site).as_posix() for each in site.rglob("*") if each.suffix in (".jpg", ".png")]

    assert published == [f"demo/photos/{photos.name(raw)}"]
    assert (site / published[0]).read_bytes() == photos.develop("ada.jpg", raw)


def test_a_photo_stands_below_all_answers_in_an_equal_place_for_everyone(site: Path) -> None:
    north = page(site, "demo/north")
    cards = re.findall(r'<li class="card.*?</li>', north, re.DOTALL)
    places = re.findall(r'<li class="picture.*?</li>', north, re.DOTALL)
    ada_card, jo_card = (Skeleton(each) for each in places)

    assert len(cards) == 2 and not any("<img" in each for each in cards)
    assert north.index("matrix__table") < north.index("<img")
    assert ada_card.tags == jo_card.tags
    assert len(ada_card.pictures) == 1
    for name in ("alt", "class", "decoding", "height", "loading", "width"):
        assert ada_card.pictures[0][name] == jo_card.pictures[0][name]
    assert ada_card.pictures[0]["alt"] == ""
    assert (ada_card.pictures[0]["width"], ada_card.pictures[0]["height"]) == ("240", "300")
    assert (site / "demo/north" / str(jo_card.pictures[0]["src"])).resolve() == (site / "static/no-photo.svg").resolve()


def test_candidates_pages_are_the_same_with_and_without_a_photo(site: Path) -> None:
    pages = [Skeleton(page(site, f"demo/north/{each}")) for each in ("ada", "jo")]

    assert pages[0].tags == pages[1].tags
    assert [len(each.pictures) for each in pages] == [1, 1]


def test_a_credit_is_shown_as_it_was_written(site: Path) -> None:
    for url in ("demo/north", "demo/north/ada"):
        assert "<bdi>&lt;b&gt;Ben &amp; Co&lt;/b&gt;</bdi>" in page(site, url)


def test_where_nobody_has_a_photo_there_is_no_place_for_one(site: Path) -> None:
    for url in ("demo/south", "demo/south/eve"):
        assert "<img" not in page(site, url)


# ---- what the documents say


def test_the_documents_give_the_limits_that_hold() -> None:
    document = (ROOT / "docs/photos.md").read_text(encoding="utf-8")

    for words in (document, str(checks.bad_photo.__doc__)):
        assert f"at most {photos.LARGEST // 1_000_000} MB" in words
        assert f"{photos.MOST_MEGAPIXELS['JPEG']} million pixels as JPEG" in words
        assert f"{photos.MOST_MEGAPIXELS['PNG']} million as PNG or WebP" in words
    assert f"{photos.LEAST_WIDTH} × {photos.LEAST_HEIGHT} pixels" in document
    assert f"{photos.WIDTH} × {photos.HEIGHT} pixels" in document
