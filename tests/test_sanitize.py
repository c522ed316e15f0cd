"""What authors write can never run in a reader's browser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cptraining.web import markdown, sanitize

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:x)",
    "<a href='java\nscript:alert(1)'>a</a>",
    "<svg onload=alert(1)>",
    "<iframe src=https://example.org></iframe>",
    '<p style="position:fixed">x</p>',
    '![x](https://example.org/pixel.gif "x")',
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_in_markdown_runs_or_loads(attack):
    for shown in (markdown.prose(attack), markdown.line(attack)):
        tags = {part.split(">")[0].split()[0] for part in shown.split("<")[1:]}
        assert tags <= {"p", "/p", "a", "/a"}
        assert 'href="java' not in shown
        assert 'href="data' not in shown
        assert 'href="vb' not in shown


def test_markdown_keeps_what_readers_need():
    assert markdown.prose('## Why\n\n"Yes", **now**: [x](https://example.org/?a=1&b=2)') == (
        "<h2>Why</h2>\n<p>“Yes”, <strong>now</strong>: "
        '<a href="https://example.org/?a=1&amp;b=2">x</a></p>'
    )
    assert markdown.line("a *b* <c>") == "a <em>b</em> &lt;c&gt;"
    assert "<td>1</td>" in markdown.prose("| a |\n|---|\n| 1 |")


def test_a_group_of_a_drawing_may_say_who_it_is_and_nothing_more():
    svg = '<svg><g class="who-dee"><path class="who-dee"/></g><g class="app-modal"></g></svg>'
    assert sanitize.clean_drawing(svg) == '<svg><g class="who-dee"><path></path></g><g></g></svg>'


def test_drawing_keeps_shapes_only():
    svg = (
        '<svg viewBox="0 0 9 9" onload="x()"><style>*{}</style><script>x()</script>'
        '<a href="javascript:x()"><path d="M0 0h9" style="fill:red" id="a" fill="#fff"/></a>'
        '<image href="https://example.org/x.png"/><use href="#a"/>'
        '<rect fill="url(https://example.org/#x)"/><foreignObject><p>x</p></foreignObject></svg>'
    )
    shown = sanitize.clean_drawing(svg)
    assert shown.startswith('<svg viewBox="0 0 9 9">')
    assert '<path d="M0 0h9" fill="#fff">' in shown
    for forbidden in (
        "on",
        "<script",
        "<style",
        "style=",
        "href",
        "<image",
        "<use",
        "url(",
        "id=",
    ):
        assert forbidden not in shown.replace("polygon", ""), forbidden


@given(st.text(alphabet="<>/=\"' abjsvgonpctrl:()&;#\n"))
def test_sanitising_twice_changes_nothing(text):
    once = sanitize.clean(text)
    assert sanitize.clean(once) == once
