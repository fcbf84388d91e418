"""A finished site is looked at before it is published: each promise broken on purpose is found, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmpgen.verify import Broken, alone, found, holds, ids, look, lost, verify
from cmpgen.verify.tag import DULL, ODD, taken_apart

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
)
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>A &lt;b&gt; page</title>
<link rel="stylesheet" href="{root}static/css/main.css">
<link rel="canonical" href="https://site.example/">
{head}</head>
<body>
<h1 id="top-of-all">Words</h1>
<a href="{root}a/">a</a> <a href="{root}">home</a> <a href="https://example.org/?a=1&amp;b=2">out</a>
<a href="mailto:hello@example.org">write</a> <a href="#top-of-all">up</a>
{body}
<script type="module" src="{root}static/js/main.js"></script>
</body>
</html>
"""


def page(head: str = "", body: str = "", root: str = "./", policy: str = POLICY) -> str:
    return PAGE.format(head=head, body=body, root=root, policy=policy.replace("'", "&#39;"))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for path, text in {
        "index.html": page(),
        "a/index.html": page(root="../", body='<p id="part">Part</p>'),
        "a/data.json": "{}",
        "static/css/main.css": "/* https://example.org */ a { color: red; background: url('../icon.svg') }",
        "static/js/main.js": '// from "elsewhere"\n/** @type {import("./b.js").B} */\nimport { b } from "./b.js";\n',
        "static/js/b.js": "export const b = 1;\n",
        "static/icon.svg": "<svg/>",
        "feeds/all.atom.xml": "<feed/>",
    }.items():
        write(tmp_path, path, text)
    return tmp_path


def write(site: Path, path: str, text: str) -> None:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(text, encoding="utf-8")


def test_sound_site_passes(site):
    assert list(found(site)) == []
    verify(site)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<script>alert(1)</script>", "an inline script"),
        ('<script type="module">\nimport "./x.js"</script>', "an inline script"),
        ('<p onclick="x()">x</p>', "an inline handler onclick on <p>"),
        ("<p ONCLICK=x()>x</p>", "an inline handler onclick on <p>"),
        ('<p style="color:red">x</p>', "an attribute style on <p>"),
        ("<style>p { color: red }</style>", "an element <style>"),
        ('<base href="/">', "an element <base>"),
        ('<iframe src="a/"></iframe>', "an element <iframe>"),
        ('<object data="a/"></object>', "an element <object>"),
        ('<meta http-equiv="Refresh" content="0">', "a page that moves on by itself"),
        ('<a href="https://example.org" ping="a/">x</a>', "an attribute ping on <a>"),
        (
            '<script src="https://cdn.example/x.js"></script>',
            "<script> loads 'https://cdn.example/x.js' from elsewhere",
        ),
        ('<script src="//cdn.example/x.js"></script>', "<script> loads '//cdn.example/x.js' from elsewhere"),
        ('<script src="/static/js/b.js"></script>', "<script> loads '/static/js/b.js' from elsewhere"),
        ('<img src="https://evil.example/p.gif" alt="">', "<img> loads 'https://evil.example/p.gif' from elsewhere"),
        ('<img src="data:image/gif;base64,R0" alt="">', "<img> loads 'data:image/gif;base64,R0' from elsewhere"),
        ('<link rel="preload" href="https://e.example/f">', "<link> loads 'https://e.example/f' from elsewhere"),
        (
            '<img src="static/icon.svg" srcset="static/icon.svg 1x, https://e.example/2.png 2x" alt="">',
            "<img> loads 'https://e.example/2.png' from elsewhere",
        ),
        (
            '<a href="javascript:alert(1)">x</a>',
            "<a> leads to 'javascript:alert(1)', which is neither relative nor a whole web address",
        ),
        ('<a href="/a/">x</a>', "<a> leads to '/a/', which is neither relative nor a whole web address"),
        (
            '<a href="&#106;avascript:alert(1)">x</a>',
            "<a> leads to 'javascript:alert(1)', which is neither relative nor a whole web address",
        ),
        (
            '<a href="//evil.example/">x</a>',
            "<a> leads to '//evil.example/', which is neither relative nor a whole web address",
        ),
        (
            '<form action="data:text/html,x"></form>',
            "<form> leads to 'data:text/html,x', which is neither relative nor a whole web address",
        ),
        ('<script data-type="application/json">alert(1)</script>', "an inline script"),
        ("<!--><script>alert(1)</script>-->", "an inline script"),
        ("<!-- x --!><script>alert(1)</script>-->", "an inline script"),
        (
            '<img src="https://evil.example/p.gif" src="static/icon.svg" alt="">',
            "<img> loads 'https://evil.example/p.gif' from elsewhere",
        ),
        (
            '<img alt=">" src="https://evil.example/p.gif">',
            "a value of <img> with a bare > in it, at which the tag seems to end",
        ),
        (
            '<svg><script href="https://evil.example/x.js"></script></svg>',
            "<script> loads 'https://evil.example/x.js' from elsewhere",
        ),
        (
            '<svg><a xlink:href="javascript:alert(1)">x</a></svg>',
            "<a> leads to 'javascript:alert(1)', which is neither relative nor a whole web address",
        ),
        ('<a href="b/">x</a>', "the link 'b/' leads nowhere"),
        ('<a href="a">x</a>', "the link 'a' leads nowhere"),
        ('<a href="../">x</a>', "the link '../' leads nowhere"),
        ('<img src="photo.jpg" alt="">', "the link 'photo.jpg' leads nowhere"),
        ('<a href="#nowhere">x</a>', "the link '#nowhere' leads to no part of index.html"),
        ('<a href="a/#nowhere">x</a>', "the link 'a/#nowhere' leads to no part of a/index.html"),
        ('<a href="a/data.json#x">x</a>', "the link 'a/data.json#x' leads to no part of a/data.json"),
    ],
)
def test_broken_promise_in_a_page_is_found(site, body, fault):
    write(site, "index.html", page(body=body))

    assert list(found(site)) == [f"index.html: {fault}"]


@pytest.mark.parametrize(
    "body",
    [
        '<a href="a/#part">x</a>',
        '<a href="a/?q=1#part">x</a>',
        '<a href="a/data.json">x</a>',
        '<a href="./">x</a>',
        '<a href="a/index.html">x</a>',
        '<a href="#top">x</a>',
        '<a href="%61/">x</a>',
        '<script type="application/ld+json">{"name": "x"}</script>',
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; javascript:alert(1) style=x</p>",
        '<p title="onclick=x()">x</p>',
        "<!-- <script>alert(1)</script> -->",
        '<svg viewBox="0 0 1 1"><use href="static/icon.svg#x"></use></svg>'.replace("#x", ""),
    ],
)
def test_sound_page_is_left_alone(site, body):
    write(site, "index.html", page(body=body))

    assert list(found(site)) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (page().replace(' lang="en"', ""), "no language on its html element"),
        (page().replace("A &lt;b&gt; page", " "), "no title"),
        (page().replace("Content-Security-Policy", "X"), "no content security policy that begins with nothing allowed"),
        (
            page(policy=POLICY.replace("'self'", "'self' 'unsafe-inline'")),
            "no content security policy that begins with nothing allowed",
        ),
        (
            page(policy=POLICY.replace("'none'", "*", 1)),
            "no content security policy that begins with nothing allowed",
        ),
        (
            page(policy=f"{POLICY}; connect-src https://count.example"),
            "no content security policy that begins with nothing allowed",
        ),
    ],
)
def test_page_without_what_every_page_has_is_found(site, text, fault):
    write(site, "a/index.html", text.replace("./", "../").replace(".../", "../"))

    assert f"a/index.html: {fault}" in list(found(site))


@pytest.mark.parametrize(
    ("path", "text", "fault"),
    [
        ("static/css/main.css", "@import 'https://e.example/x.css';", "loads 'https://e.example/x.css' from elsewhere"),
        ("static/css/main.css", '@import"https://e.example/x.css";', "loads 'https://e.example/x.css' from elsewhere"),
        (
            "static/css/main.css",
            'a { background: image-set("https://e.example/x" 1x) }',
            "loads 'https://e.example/x' from elsewhere",
        ),
        (
            "static/js/main.js",
            "await import(`https://e.example/x.js`);",
            "loads 'https://e.example/x.js' from elsewhere",
        ),
        ("static/css/main.css", "a { background: url(//e.example/x) }", "loads '//e.example/x' from elsewhere"),
        ("static/css/main.css", 'a { background: URL( "data:x" ) }', "loads 'data:x' from elsewhere"),
        ("static/css/main.css", "a { background: url(no.png) }", "the link 'no.png' leads nowhere"),
        (
            "static/js/main.js",
            'import x from "https://e.example/x.js";',
            "loads 'https://e.example/x.js' from elsewhere",
        ),
        ("static/js/main.js", "await import('//e.example/x.js');", "loads '//e.example/x.js' from elsewhere"),
        ("static/js/main.js", 'import x from "./no.js";', "the link './no.js' leads nowhere"),
        ("photo.svg", "<svg/>", "a drawing that may carry a script"),
    ],
)
def test_broken_promise_in_another_file_is_found(site, path, text, fault):
    write(site, path, text)

    assert list(found(site)) == [f"{path}: {fault}"]


def test_broken_site_is_refused_with_the_first_faults_and_their_number(site):
    write(site, "index.html", page(body="".join(f'<a href="{number}/">x</a>' for number in range(30))))

    with pytest.raises(Broken) as refusal:
        verify(site)

    assert str(refusal.value).count("leads nowhere") == 20
    assert "and 10 more" in str(refusal.value)


def test_parts_of_a_page_are_those_that_were_seen_when_it_was_looked_at():
    """A page's words may show a tag, and lead nowhere for it."""
    page = b'<p>Write <code>&lt;p id="shown"&gt;</code> id="said"</p>\n<p class="a"\n id="real">\n<i id="too"></i>'

    assert ids(page) == {"real", "too"} == look("page.html", page).ids


ELEMENTS = (
    "a A area base button div form html iframe img input link meta p rect script svg use x-a !doctype style object td"
)
ATTRIBUTES = (
    "aria-label background class CLASS colspan content data-a data-A dir formaction href hreflang http-equiv id lang"
    " name onclick ping rel scope src srcset style target type value xlink:href"
)
VALUES = (
    r"#part . ../ ../a/#b /a //evil.example ?q=1 \\evil _blank a a&amp;b application/json canonical data:text/html,x"
    r" http://a.example/?b#c https:// https://a.example https://a.example:80/ https://a@b.example/ https://[::1]/"
    r" https://[x icon javascript:alert(1) mailto:a@b.example refresh content-security-policy java&#115;cript:a æ"
)


@given(
    st.sampled_from(ELEMENTS.split()),
    st.lists(
        st.tuples(
            st.sampled_from(ATTRIBUTES.split()),
            st.sampled_from([*VALUES.split(), "", "a b", " https://a.example"]),
            st.sampled_from(['"', "'", "", None]),
        )
    ),
    st.sampled_from(["", " ", "/", " /", "\n"]),
)
def test_a_tag_that_is_judged_at_a_glance_is_judged_as_if_it_were_taken_apart(element, attributes, end):
    written = "".join(
        f" {name}" if quote is None else f" {name}={quote}{value}{quote}" for name, value, quote in attributes
    )
    tag = f"<{element}{written}{end}>".encode()
    whole = taken_apart(tag) or DULL

    at_a_glance = alone._judged(tag)

    if at_a_glance is not ODD and alone._TAG.fullmatch(tag):
        seen = [(each.faults, each.links, each.id, each.script, each.is_rare) for each in (at_a_glance, whole)]
        assert seen[0] == seen[1]


TOKENS = [
    "words ", "<", ">", '"', "<!--", "-->", '<p id="a">', '<i id="b" class="c">', '<a href="./a/">', '<a href="#b">',
    '<a href="mailto:a@b.example">', '<a href="https://a.example/">', "<script>", "</script>", "run()", "<title>",
    '<script type="application/json">', "<p title='x > y'>", '<a href="/astray">', "<iframe>", "</p>", "<!", 'id="z"',
]  # fmt: skip


@given(st.lists(st.sampled_from(TOKENS), max_size=12), st.lists(st.integers(0, 160), max_size=6), st.booleans())
def test_a_page_in_pieces_is_seen_as_it_is_seen_as_a_whole(tokens, cuts, with_head):
    start = page().index("<body>")
    text = page(body="".join(tokens))
    ends = sorted({start + each for each in cuts})
    pieces = [text[one:other] for one, other in zip([0, *ends], [*ends, None], strict=True)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alone, "SHORTEST_PIECE", 1)
        patch.setattr(alone, "LONGEST_PIECE", 10_000 if with_head else start)
        patch.setattr(alone, "_pieces", {})
        patch.setattr(alone, "_once", {*pieces})

        assert look("a/index.html", text.encode(), pieces) == look("a/index.html", text.encode())


LONG = "".join(f'<p id="part-{number}">words of the page</p>' for number in range(60))


@pytest.mark.parametrize(
    ("before", "piece", "after"),
    [
        ("", f'{LONG}<iframe src="./">', ""),
        ("", f"{LONG}<script>", "run()</script>"),
        ("", f"<!-- a > b {LONG} -->", ""),
        ("", f"<!-- a -->{LONG}", ""),
        ("<!-- a > b", LONG, "-->"),
        ('<script type="application/json">', LONG, "</script>"),
        ("<script>", LONG.replace("<", ""), "</script>"),
        ("<p title='", LONG, "'>"),
        ("<title>", LONG, "</title>"),
        ("", f"<title></title>{LONG}", "<svg><title>x</title></svg>"),
    ],
)
@pytest.mark.parametrize("title", ["<title>A &lt;b&gt; page</title>", ""])
def test_a_long_piece_hides_nothing(before, piece, after, title):
    pieces = [*page(body="\v").replace("<title>A &lt;b&gt; page</title>", title).split("\v")]
    pieces[1:1] = [before, piece, after]
    whole = "".join(pieces).encode()

    looks = {look("a/index.html", whole, pieces) for _ in range(3)}

    assert looks == {look("a/index.html", whole)}


def test_no_more_pieces_are_remembered_than_so_many():
    for number in range(3 * alone.MOST_PIECES):
        for _ in range(2):
            alone._in_pieces([f"<p>{number}{'x' * alone.SHORTEST_PIECE}</p>"])

    assert max(len(alone._once), len(alone._pieces)) <= alone.MOST_PIECES


def test_a_piece_that_comes_again_and_again_is_looked_at_with_its_page_and_then_once(monkeypatch):
    piece = "".join(f'<p id="part-{number}">Words <a href="../a/#{number}">lead</a></p>' for number in range(40))
    before, after = page(body="\v").split("\v")
    seen = []
    monkeypatch.setattr(alone, "_seen", lambda content, see=alone._seen: seen.append(content) or see(content))
    whole = f"{before}{piece}{after}".encode()

    looks = [look("a/index.html", whole, [before, f"{number}", piece, after]) for number in range(4)]

    assert sum(b"part-7" in each for each in seen) == 2
    assert {*looks} == {look("a/index.html", whole)}


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ('<p id="a">', True),
        ('<p class="x" id="a" lang="en">', True),
        ('<b>x</b> id="a"', False),
        ('words id="a" <p>', False),
        ('< id="a">', False),
        ('<p data-id="a">', False),
        ('<!-- <p id="a"> -->', False),
        ('<p id="ab"> id="a"<i id="a">', True),
    ],
)
def test_a_part_is_found_at_a_glance_in_a_tag_only(content, found):
    assert holds(content.encode(), "a") is found
    assert ("a" in look("x.html", content.encode()).ids) is found


def test_parts_that_a_page_has_no_more_are_told():
    old = b'<p id="a"><p id="b">Words that say id="c"'

    assert lost(old, look("new.html", b'<p id="b"><i id="new">')) == {"a"}
    assert lost(old, look("new.html", b'<p id="b"><i id="a">')) == set()
