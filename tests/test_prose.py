"""Prose: what organisers write as Markdown is shown, and nothing of it runs, loads, or leads astray."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmpgen import markdown, prose
from cmpgen.markdown import MOST_LINKS
from cmpgen.prose import LONGEST, links, other_host
from tests.helpers import least_seconds

PLAIN = {"p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a"}
ALLOWED = PLAIN | {"h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}

# By the numbers of the hostile corpus.
HOSTILE = {
    "M-xss-01": "<script>alert(1)</script>",
    "M-xss-02": "<img src=x onerror=alert(1)>",
    "M-xss-03": "<svg onload=alert(1)>",
    "M-xss-04": "<svg><script>alert(1)</script></svg>",
    "M-xss-05": "<body onload=alert(1)>",
    "M-xss-06": '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "M-xss-07": '<iframe src="javascript:alert(1)"></iframe>',
    "M-xss-08": "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "M-xss-09": "<input autofocus onfocus=alert(1)>",
    "M-xss-10": "<video><source onerror=alert(1)></video>",
    "M-xss-11": "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "M-xss-12": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "M-xss-13": "</title><script>alert(1)</script>",
    "M-xss-14": "</textarea><script>alert(1)</script>",
    "M-xss-15": '<a href="javascript:alert(1)">x</a>',
    "M-xss-16": "[x](javascript:alert(1))",
    "M-xss-17": "[x](JaVaScRiPt:alert(1))",
    "M-xss-18": "[x](java&#10;script:alert(1))",
    "M-xss-19": "[x](&#x6A;avascript:alert(1))",
    "M-xss-20": "[x](\x01javascript:alert(1))",
    "M-xss-21": "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "M-xss-22": "[x](vbscript:msgbox(1))",
    "M-xss-23": "<javascript:alert(1)>",
    "M-xss-24": '![a](x"onerror="alert(1))',
    "M-xss-25": '[x][r]\n\n[r]: https://example.org/"onclick="alert(1) "title"',
    "M-xss-26": "`<script>alert(1)</script>`",
    "M-xss-27": "    <script>alert(1)</script>",
    "M-xss-28": "<!--><script>alert(1)</script>-->",
    "M-xss-29": "<![CDATA[><script>alert(1)</script>]]>",
    "M-xss-30": '<form action="javascript:alert(1)"><button>x</button></form>',
    "M-xss-31": '<object data="javascript:alert(1)"></object>',
    "M-xss-32": '<embed src="https://evil.example/x.swf">',
    "M-xss-33": '<base href="https://evil.example/">',
    "M-xss-34": '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "M-xss-35": '<link rel="stylesheet" href="https://evil.example/x.css">',
    "M-xss-36": "<style>@import 'https://evil.example/x.css';</style>",
    "M-xss-37": '<p style="background:url(https://evil.example/x)">x</p>',
    "M-xss-38": "![pixel](https://evil.example/pixel.gif)",
    "M-xss-39": "![pixel](//evil.example/pixel.gif)",
    "M-xss-40": '<a href="https://example.org" ping="https://evil.example/">x</a>',
    "M-xss-41": "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "M-xss-42": "<xmp><script>alert(1)</script></xmp>",
    "M-xss-43": "<template><script>alert(1)</script></template>",
    "M-xss-44": '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "M-xss-45": "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "M-xss-46": "<marquee onstart=alert(1)>x</marquee>",
    "M-xss-47": "<select><style></select><img src=x onerror=alert(1)></style></select>",
    "M-xss-48": '<a id="location" name="location" href="https://evil.example">x</a><form id="document"></form>',
    "M-xss-49": "{{ 7*7 }} {% include 'base.html' %} {{ config.__class__ }}",
    "M-xss-50": '<div class="quiz-result">100 %</div>',
    "M-xss-51": "</script><script>alert(1)</script>",
    "M-xss-52": "<!--<script>",
    "M-xss-53": "a\u2028b\u2029c",
    "M-xss-54": "__proto__",
    "M-xss-55": "constructor",
    "M-xss-56": "1",
    "M-xss-57": '" onmouseover="alert(1)',
    "M-xss-58": "</title><img src=x onerror=alert(1)>",
    "M-xss-59": "[x](<https://example.org/a b\"onclick='alert(1)'>)",
}

SLOW = {
    "M-dos-01": "![" * 5000,
    "M-dos-02": "[" * 5000,
    "M-dos-03": "[a](" * 3000,
    "M-dos-04": "- " * 2000 + "x",
    "M-dos-05": ">" * 2000 + "x",
    "M-dos-06": "".join("  " * depth + "- x\n" for depth in range(200)),
    "M-dos-07": "&" * 20_000,
    "M-dos-08": "<" * 20_000,
    "M-dos-09": "".join(f"[r{number}]: https://example.org/{number}\n" for number in range(5000)),
    "M-dos-10": "x " * 500_000,
    "a reference of 20 kB, used 8,000 times": "[a]: <" + "x" * 20_000 + ">\n\n" + "[a]" * 6_000,
    "a title of 20 kB, used 6,000 times": "[a]: https://example.org '" + "x" * 20_000 + "'\n\n" + "[a]" * 6_000,
    "a table of 2,000 columns": "|a" * 2000 + "|\n" + "|-" * 2000 + "|\n" + "|x\n" * 9000,
}


class Findings(HTMLParser):
    """What a reader of HTML finds that no prose may hold."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if (tag, name) not in {("a", "href"), ("a", "rel"), ("ol", "start")}:
                self.found.append(f"{tag} {name}")
            if name == "href" and urlsplit((value or "").strip()).scheme not in ("http", "https", "mailto"):
                self.found.append(f"{tag} href={value}")

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.found.append(f"comment {data}")


def findings(html: str) -> list[str]:
    parser = Findings()
    parser.feed(html)
    parser.close()
    return parser.found


def words(html: str) -> str:
    parser = Findings()
    parser.feed(html)
    parser.close()
    return parser.words


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_shown_and_does_nothing(text):
    html = prose.prose(text)

    assert findings(html) == []
    assert words(html).strip()


def test_the_same_findings_catch_the_hostile_texts_as_they_are():
    caught = [number for number, text in HOSTILE.items() if findings(text)]

    assert len(caught) >= 35


def test_all_59_hostile_texts_and_10_slow_ones_are_tried():
    assert sorted(HOSTILE) == [f"M-xss-{number:02}" for number in range(1, 60)]
    assert [name for name in SLOW if name.startswith("M-dos")] == [f"M-dos-{number:02}" for number in range(1, 11)]


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW.keys())
def test_slow_text_takes_less_than_a_second_and_makes_no_monster(text):
    html = prose.prose(text)

    assert least_seconds(lambda: prose.prose(text), 1) < 1
    assert len(html) < 2_000_000
    assert findings(html) == []


@pytest.mark.parametrize("unit", ["![", "[", "[a](", "*a_", "*_", "[](", "# a\n", "1. a\n", "> ", "`a``", "|a", "<a@"])
def test_the_longest_text_of_any_known_slow_pattern_takes_less_than_a_second(unit):
    text = unit * (LONGEST // len(unit))

    assert least_seconds(lambda: prose.prose(text), 1) < 1


def test_longer_text_is_shown_as_it_is():
    text = "*a* <b> " * (LONGEST // 8 + 1)

    assert prose.prose(text) == f"<p>{text.replace('<', '&lt;').replace('>', '&gt;')}</p>\n"


def test_ordinary_markdown_is_kept():
    html = prose.prose("Today *a* **ticket** costs `2`.\n\n- one\n- two\n\n3. three\n\n> said\n\n|a|b|\n|-|-|\n|1|2|\n")

    for part in (
        "<em>a</em>",
        "<strong>ticket</strong>",
        "<code>2</code>",
        "<li>one</li>",
        '<ol start="3">',
        "<blockquote>",
    ):
        assert part in html
    assert "<th>a</th>" in html


@pytest.mark.parametrize(
    ("text", "start", "tags"),
    [
        ("# a\n## b", 3, ["h3", "h4"]),
        ("### a\n# b", 2, ["h3", "h2"]),
        ("# a\n#### b", 3, ["h3", "h4"]),
        ("# a\n## b\n### c", 6, ["h6", "h6", "h6"]),
    ],
)
def test_headings_begin_below_those_of_the_page_and_skip_no_level(text, start, tags):
    html = prose.prose(text, heading_from=start)

    assert [line[1:3] for line in html.splitlines()] == tags


def test_links_out_of_the_site_do_not_vouch_for_where_they_lead():
    assert prose.prose("[x](https://example.org/a?b=1&c=2)") == (
        '<p><a href="https://example.org/a?b=1&amp;c=2" rel="nofollow noopener noreferrer">x</a></p>\n'
    )


@pytest.mark.parametrize(
    "address",
    [
        "/about/",
        "about/",
        "#top",
        "//evil.example/x",
        "https://user:word@example.org/",
        "https://",
        "https://example.org/" + "x" * 2000,
        "http://[::1",
        "mailto:nobody",
        "ftp://example.org",
        "tel:123",
        "\\\\evil.example",
    ],
)
def test_link_that_leads_nowhere_keeps_its_words_and_is_no_link(address):
    html = prose.prose(f"[words]({address})")

    assert "<a" not in html
    assert "words" in html


def test_caller_says_where_a_link_within_the_site_leads():
    html = prose.prose("[a](/about/) [b](/nowhere/)", link=lambda address: {"/about/": "../about/"}.get(address))

    assert html == '<p><a href="../about/">a</a> b</p>\n'


def test_caller_cannot_be_made_to_lead_to_a_script():
    html = prose.prose("[a](x)", link=lambda address: "javascript:alert(1)")

    assert findings(html.replace("<a>", "")) == []


def test_image_is_shown_as_its_words_and_never_loaded():
    assert prose.prose("![a <b> bus](https://example.org/bus.png)") == "<p>a &lt;b&gt; bus</p>\n"


def test_link_without_words_is_left_out():
    assert prose.prose("a [](https://example.org) b [ ](https://example.org)") == "<p>a  b  </p>\n"


def test_links_beyond_the_limit_are_words():
    html = prose.prose("[x](https://example.org)\n\n" * (MOST_LINKS + 5))

    assert html.count("<a ") == MOST_LINKS
    assert html.count("x</") == MOST_LINKS + 5


def test_every_link_is_found_with_its_line():
    text = "one [a](/a/)\ntwo [b](https://b.example)\n\n- three\n  [c]({filename}c.md)\n\n`[d](/d/)`\n"

    assert list(links(text)) == [(1, "/a/", "a"), (2, "https://b.example", "b"), (5, "%7Bfilename%7Dc.md", "c")]


@pytest.mark.parametrize(
    ("words", "host"),
    [
        ("https://river.example.org/report", "river.example.org"),
        ("see WWW.River.example.org, page 3", "river.example.org"),
        ("https://river.example.org@evil.example.net", "river.example.org@evil.example.net"),
        ("river.example.org", "river.example.org"),
        ("river.example.org/a b", ""),
        ("rіver.example.org", "river.example.org"),
        ("evil.example.net", ""),
        ("https://www.evil.example.net/report", ""),
        ("example.net", ""),
        ("the report", ""),
        ("report.pdf", ""),
        ("St. Gallen, e.g.", ""),
        ("https://…", ""),
    ],
)
def test_words_that_name_another_host_than_a_link_leads_to_are_told(words: str, host: str) -> None:
    assert other_host(words, "https://evil.example.net/report.pdf") == host


def test_a_host_in_its_own_script_and_as_it_is_sent_are_one() -> None:
    assert other_host("https://müller.example", "https://xn--mller-kva.example/") == ""
    assert other_host("https://müller.example", "mailto:a@example.org") == "müller.example"


def test_the_words_of_a_link_are_all_that_is_read_of_it() -> None:
    text = "[**https**://`a.example` ![b](c)](https://d.example) [d][]\n\n[d]: https://e.example\n"

    assert [words for _, _, words in links(text)] == ["https://a.example b", "d"]


@pytest.mark.parametrize("unit", ["![", "[", "[[a]", "[a](", "![[", "[*a", "[ "])
def test_brackets_that_nobody_closes_are_not_searched_for_over_and_over(unit, monkeypatch):
    text = (unit * LONGEST)[:LONGEST]
    reader = markdown._reader(text)
    steps = 0
    real = reader.inline.skipToken

    def counting(state):
        nonlocal steps
        steps += 1
        real(state)

    monkeypatch.setattr(reader.inline, "skipToken", counting)

    assert list(links(text)) == []
    assert steps < 15 * len(text)


def test_links_are_found_beside_brackets_that_nobody_closes():
    paragraph = f"- [ ] {'words ' * 20}[see [here](https://example.org/) and ![a ![map](b)](c)\n"
    text = f"{paragraph}\n" * (LONGEST // len(paragraph) - 10)

    assert len(list(links(text))) == text.count("https://")
    assert prose.prose(text).count("<a ") == text.count("https://")


def as_markdown(text: str) -> str:
    return markdown.html(text, 3, lambda address: None, {"https"})


@given(st.text("ab1 é,.;:?!'()-–%/#*_[]<>&\"`\\|~=+\n\t\u00a0ß١", max_size=30))
def test_a_plain_text_is_what_markdown_makes_of_it(text):
    assert prose.prose(text) == as_markdown(text)


def test_no_letter_or_digit_means_anything_to_markdown():
    every = [chr(code) for code in range(0x110000) if chr(code).isalnum()]
    texts = [f"a{''.join(every[start : start + 1000])}" for start in range(0, len(every), 1000)]

    assert [each for each in texts if prose._PLAIN.fullmatch(each) is None] == []
    assert [each for each in texts if prose.prose(each) != as_markdown(each)] == []


@pytest.mark.parametrize(
    "text", ["1. May", "- May", "a\nb", "a & b", "a\u00a0b", "May ", " May", "a <b", '"a"', "a\\-b"]
)
def test_a_text_in_which_anything_means_more_is_read_as_markdown(text):
    assert prose._PLAIN.fullmatch(text) is None
