"""HTML of other systems becomes the Markdown that makes it again; no HTML does harm."""

from hypothesis import assume, given
from hypothesis import strategies as st

from cptraining.exchange import html, markdown
from cptraining.web import markdown as pages
from tests.exchange import asked

SOUP = st.text(st.sampled_from("*_`[]()<>&#!\\\"'-.=~|:+ abאع1\n\xa0²"), max_size=25)
TAGS = ["p", "b", "i", "em", "ul", "li", "table", "tr", "td", "a href='x:y'", "img src=q", "sup"]
TAGS += ["script", "svg", "pre", "code", "br", "h1", "div", "blockquote", "x-y", "!-- ", "![if"]
FOREIGN = st.lists(
    st.one_of(
        st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag.split()[0]}>" for tag in TAGS]),
        SOUP,
    ),
    max_size=12,
).map("".join)


def line_of(source, *, exact=True):
    return markdown.line(html.tree(source).children, exact=exact)


def prose_of(source, *, exact=True):
    return markdown.prose(html.tree(source).children, exact=exact)


@given(SOUP | asked.said())
def test_lines_come_back_as_they_were(written):
    stored = pages.line(written)
    ends = stored.endswith("<br>") or stored.startswith("<br>")
    assert ends or pages.line(line_of(stored).text) == stored


@given(asked.paragraphs())
def test_paragraphs_come_back_as_they_were(written):
    assume(all(level > 1 for level, _ in pages.headings(written)))  # the title is the first
    stored = pages.prose(written)
    assert pages.prose(prose_of(stored).text) == stored


@given(FOREIGN)
def test_any_html_becomes_something_harmless(source):
    for made in (line_of(source), prose_of(source), line_of(source, exact=False)):
        page = pages.prose(made.text)
        assert "<script" not in page
        assert "<img" not in page


def test_formatting_that_other_editors_write_is_kept_or_reported():
    made = prose_of(
        "<div><b>Note:</b>text<i> leaning </i><span style='color:red'>red</span></div>"
        "<p>H<sub>2</sub>O, x<sup>2</sup>, <u>under</u></p><ol start=3><li>c<li>d</ol>"
        "<table><tr><td>1|2<td>3</table><script>bad()</script><math>x</math>"
    )
    assert pages.prose(made.text) == (
        "<p><strong>Note:</strong>text <em>leaning</em> red</p>\n"
        "<p>H₂O, x², under</p>\n"
        '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>\n'
        "<table>\n<thead>\n<tr>\n<th>1|2</th>\n<th>3</th>\n</tr>\n</thead>\n</table>"
    )
    assert list(made.lost) == ["<u>", "<script>", "<math>"]


def test_what_only_looks_like_an_element_stays_text():
    assert pages.line(line_of("x<y and y>z, a<b").text) == "x&lt;y and y&gt;z, a&lt;b"


def test_quotes_get_the_look_of_our_authors_texts_unless_they_must_stay():
    assert pages.line(line_of('She said "don\'t".', exact=False).text) == "She said “don’t”."
    assert pages.line(line_of('She said "don\'t".').text) == "She said &quot;don't&quot;."


def test_lists_of_terms_line_breaks_and_joined_cells_are_said_otherwise():
    made = prose_of(
        "<dl><dt>Tie</dt><dd>A link</dd></dl><h1>One<br>two</h1><p>a<br>b <q>c</q></p>"
        "<table><caption>T</caption><tr><td colspan=2>x<br>y</table><pre>a\n  b</pre><a>d</a>"
        '<a href="javascript:x()">e</a>'
    )
    assert pages.prose(made.text) == (
        "<p><strong>Tie</strong></p>\n<p>A link</p>\n<h2>One two</h2>\n<p>a<br>\nb “c”</p>\n"
        "<p>T</p>\n<table>\n<thead>\n<tr>\n<th>x y</th>\n</tr>\n</thead>\n</table>\n"
        "<pre><code>a\n  b\n</code></pre>\n<p>de</p>"
    )
    assert list(made.lost) == [
        "<dl>",
        "a new line in a heading",
        "joined cells of a table",
        "new lines in a table",
        "the link to javascript:x()",
    ]
