"""The interface speaks English, French and Czech: every message translated, none left over, by each one's rules."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from cmpgen import i18n
from cmpgen.questions.scales import BUILT_IN
from cmpgen.translation import Fault
from tests.helpers import ROOT

LOCALE = ROOT / "theme" / "locale"
LANGUAGES = ("cs", "en", "fr")
TRANSLATED = ("cs", "fr")
AS_MAKE_DOES = "; `make strings` brings the catalogues up to date"


def catalogue(language: str) -> Catalog:
    return read_po(io.StringIO((LOCALE / f"{language}.po").read_text(encoding="utf-8")), locale=language)


def messages(language: str) -> list[Message]:
    return [each for each in catalogue(language) if each.id]


def forms(message: Message) -> tuple[str, ...]:
    """All that a message can become."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def in_the_sources() -> set[str]:
    """The messages of templates and scales, found as `make strings` finds them."""
    methods = [("theme/templates/**.html", "jinja2"), ("cmpgen/questions/scales.py", "python")]
    found = extract_from_dir(str(ROOT), methods, {"theme/templates/**.html": {"encoding": "utf-8"}})
    return {message[0] if isinstance(message, tuple) else message for _, _, message, _, _ in found}


def ids(language: str) -> set[str]:
    return {each.id if isinstance(each.id, str) else each.id[0] for each in messages(language)}


def test_there_is_a_catalogue_for_each_language_and_no_other() -> None:
    assert sorted(path.stem for path in LOCALE.glob("*.po")) == list(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_missing_and_none_is_left_over(language: str) -> None:
    assert ids(language) == in_the_sources(), AS_MAKE_DOES
    assert not catalogue(language).obsolete, AS_MAKE_DOES


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated_in_every_form(language: str) -> None:
    expected = catalogue(language).num_plurals

    for each in messages(language):
        assert not each.fuzzy, each.id
        assert all(forms(each)), each.id
        assert len(forms(each)) == (1 if isinstance(each.id, str) else expected), each.id


def test_english_stands_for_itself() -> None:
    assert not any(form for each in messages("en") for form in forms(each))


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_blank_of_a_message_is_filled_in_every_form(language: str) -> None:
    blanks = re.compile(r"%\((\w+)\)s")

    for each in messages(language):
        originals = (each.id,) if isinstance(each.id, str) else each.id
        allowed = {name for original in originals for name in blanks.findall(original)}
        # A form that is used for one number only may spell that number out.
        needed = allowed - {"num"}
        for form in forms(each):
            assert needed <= set(blanks.findall(form)) <= allowed, (each.id, form)
            if allowed:
                assert "%" not in re.sub(r"%\(\w+\)s|%%", "", form), (each.id, form)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_holds_html(language: str) -> None:
    for each in messages(language):
        originals = (each.id,) if isinstance(each.id, str) else each.id
        assert not any(re.search(r"[<>]|&\w+;", words) for words in (*originals, *forms(each))), each.id


def test_french_has_its_spaces_quotes_and_apostrophes() -> None:
    for each in messages("fr"):
        for form in forms(each):
            words = re.sub(r"%\(\w+\)s|%%", "x", form)
            assert not re.search(r"(?<![\u00a0\u202f])[:;?!]", words), form
            assert not re.search(r"«(?!\u00a0)|(?<!\u00a0)»", words), form
            assert not re.search(r"(?<!\u00a0)%%", form), form
            assert not re.search(r"['\"“”]", words), form


def test_czech_has_its_quotes_and_apostrophes() -> None:
    for each in messages("cs"):
        for form in forms(each):
            assert not re.search(r"['\"”«»]", form), form
            assert form.count("„") == form.count("“"), form
            assert not re.search(r"(?<!\u00a0)%%", form), form


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_labels_of_built_in_scales_are_translated_and_stay_apart(language: str) -> None:
    known = i18n.words(i18n.read_catalogues([LOCALE]))[language]

    for scale in BUILT_IN.values():
        labels = [known[option.label] for option in scale]
        assert len({label.casefold() for label in labels}) == len(labels)


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("en", 1, "%(num)s candidate"),
        ("en", 0, "%(num)s candidates"),
        ("fr", 0, "%(num)s\u00a0candidature"),
        ("fr", 2, "%(num)s\u00a0candidatures"),
        ("cs", 1, "%(num)s\u00a0kandidatura"),
        ("cs", 3, "%(num)s\u00a0kandidatury"),
        ("cs", 5, "%(num)s\u00a0kandidatur"),
        ("cs", 22, "%(num)s\u00a0kandidatur"),
    ],
)
def test_plurals_follow_the_language(language: str, number: int, words: str) -> None:
    found = i18n.read_catalogues([LOCALE])[language]

    assert found.many("%(num)s candidate", "%(num)s candidates", number) == words


def test_reading_a_catalogue_gives_what_gettext_would_give() -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue("cs"))
    compiled.seek(0)

    found = i18n.read_catalogues([LOCALE])["cs"]

    for each in read_mo(compiled):
        if each.id and isinstance(each.id, str):
            assert found.one(each.id) == each.string


def test_a_fuzzy_or_empty_translation_is_none() -> None:
    text = '#, fuzzy\nmsgid "Home"\nmsgstr "Maison"\n\nmsgid "Method"\nmsgstr ""\n'

    found = i18n.read_catalogue("fr", text)

    assert (found.one("Home"), found.one("Method")) == ("Home", "Method")


def test_a_plural_with_a_gap_is_english_in_every_form() -> None:
    text = 'msgid "a day"\nmsgid_plural "days"\nmsgstr[0] "den"\nmsgstr[1] "dny"\nmsgstr[2] ""\n'

    found = i18n.read_catalogue("cs", text)

    assert [found.many("a day", "days", number) for number in (1, 2, 5)] == ["a day", "days", "days"]


@pytest.mark.parametrize(
    ("language", "text", "line"),
    [("fr", 'msgid "Home"\nthis is not gettext\n', 2), ("english", 'msgid "Home"\nmsgstr "Home"\n', 1)],
)
def test_a_file_that_is_no_catalogue_is_told_with_its_line(language: str, text: str, line: int) -> None:
    with pytest.raises(Fault) as told:
        i18n.read_catalogue(language, text)
    assert told.value.line == line


def test_a_projects_own_catalogue_stands_before_the_packages(tmp_path: Path) -> None:
    (tmp_path / "en.po").write_text('msgid "Home"\nmsgstr "Start"\n', encoding="utf-8")
    (tmp_path / "de.po").write_text('msgid "Home"\nmsgstr "Startseite"\n', encoding="utf-8")

    found = i18n.read_catalogues([tmp_path, LOCALE])

    assert sorted(found) == ["cs", "de", "en", "fr"]
    assert (found["en"].one("Home"), found["de"].one("Home"), found["fr"].one("Home")) == (
        "Start",
        "Startseite",
        "Accueil",
    )


@pytest.mark.parametrize(("language", "spoken"), [("fr", "fr"), ("fr-CA", "fr"), ("de", "en"), ("zz", "en")])
def test_a_language_without_a_catalogue_speaks_its_parents_or_english(language: str, spoken: str) -> None:
    assert i18n.spoken(language, i18n.read_catalogues([LOCALE])).language == spoken


@pytest.mark.parametrize(
    ("language", "name", "direction"),
    [("fr", "Français", "ltr"), ("cs", "Čeština", "ltr"), ("ar", "العربية", "rtl"), ("zz", "zz", "ltr")],
)
def test_a_language_knows_its_name_and_direction(language: str, name: str, direction: str) -> None:
    assert (i18n.own_name(language), i18n.direction(language)) == (name, direction)
