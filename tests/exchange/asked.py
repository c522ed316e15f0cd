"""Questions of every kind for property tests, as authors write and courses publish them."""

from decimal import Decimal
from typing import NamedTuple

from hypothesis import strategies as st

from cptraining import questions
from cptraining.courses import pictures
from cptraining.exchange.notes import Exported, Imported
from cptraining.web import markdown, sanitize

DOT = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
    b"\x1f\x15\xc4\x89\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00"
    b"\x00\x00IEND\xaeB`\x82"
)
CIRCLE = '<svg viewBox="0 0 9 9"><circle cx="4" cy="4" r="3" fill="#123"></circle></svg>'
FILES = {"dot.png": DOT, "circle.svg": CIRCLE.encode()}

_TRUE, _FALSE = st.just(value=True), st.just(value=False)
_LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co", "Zl", "Zp"])
_SIGNS = st.sampled_from("\\#=~{}:%[]()*_`<>&'\"|-+.!?@/;^$אع中😀\xa0²́\u200f")
_WORDS = st.text(_LETTERS | _SIGNS, min_size=1, max_size=12)
_PLAIN = _WORDS.map(str.strip).filter(bool)
_SPANS = st.sampled_from(
    ["**bold**", "*leaning*", "`x <= *y*`", "[link](https://example.org/?a=1&b=(2))", "H₂O"]
)
_EDGES = st.sampled_from(["[html]", "%50%", "T", "TRUE", "=", "// no", "A. b", "ANSWER: A", "[1]"])


def context(files=FILES):
    """What a course renders its authors' fields with."""

    def picture(name):
        content = files[name]
        if name.endswith(".svg"):
            return sanitize.clean_drawing(content.decode())
        return pictures.address(name, content)

    return {"prose": markdown.prose, "line": markdown.line, "picture": picture}


def published(written, files=FILES):
    """A question as an edition keeps it and reads it again."""
    return questions.read(stored(written, files))


def stored(written, files=FILES):
    """What an edition keeps of a question."""
    question = questions.read(written, context(files))
    return question.model_dump(mode="json", exclude_defaults=True)


def said(*extra):
    """A line that an author may write: words, spans of Markdown, and what formats may mistake."""
    plain = st.one_of(_WORDS, _WORDS, _SPANS, _EDGES, *extra)
    lines = st.lists(plain, min_size=1, max_size=4).map(" ".join)
    return lines.filter(lambda line: markdown.line(line) not in {"", "<br>"})


def paragraphs():
    """Some blocks that an author may write."""
    table = "| a | b |\n| - | - |\n| 1 | **2** |"
    blocks = st.sampled_from(
        [table, "## Title", "- a\n- b\n  - c", "3. x\n4. y", "> q", "```\nx\n```"]
    )
    return st.lists(st.one_of(blocks, said()), max_size=3).map("\n\n".join)


def shares():
    """Part marks, as other systems know them."""
    return st.sampled_from([Decimal("0.5"), Decimal("0.25"), Decimal("0.3333333"), Decimal("0.9")])


def optional(fields):
    """Some of these fields, or none of them."""
    return st.fixed_dictionaries({}, optional=fields)


EVERYWHERE = ("about", "image", "worth", "penalty", "hints", "feedback", "tags", "again")


def common(names=EVERYWHERE):
    """What every question may have beside what its kind asks."""
    image = st.fixed_dictionaries({"file": st.sampled_from(sorted(FILES)), "alt": _PLAIN})
    tags = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,9}", fullmatch=True)
    more = {
        "about": paragraphs(),
        "image": image,
        "worth": st.decimals("0.5", 9, places=1).filter(lambda worth: worth != 1),
        "penalty": st.sampled_from([Decimal(0), Decimal("0.1"), Decimal(1)]),
        "hints": st.lists(said(), min_size=1, max_size=3),
        "feedback": paragraphs(),
        "tags": st.lists(tags, min_size=1, max_size=3, unique=True),
        "again": st.just("M1.read"),
    }
    ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,12}", fullmatch=True)
    chosen = {name: more[name] for name in names}
    asked = st.fixed_dictionaries({"id": ids, "prompt": said()}, optional=chosen)
    return asked.map(lambda fields: {k: v for k, v in fields.items() if v != ""})


@st.composite
def choices(draw):
    """A choice of one or of several, with or without part marks; or true and false."""
    whys = optional({"why": said()})
    if draw(st.integers(0, 4)) == 0:
        texts = ["True", "False"]
        options = [{"text": text} | draw(whys) for text in texts]
        options[draw(st.integers(0, 1))]["right"] = True
        return {"kind": "choice", "options": options, "shuffle": False}
    several = draw(st.booleans())
    options = [
        {"text": text} | draw(whys) for text in draw(st.lists(said(), min_size=2, max_size=5))
    ]
    right = draw(st.integers(1, len(options))) if several else 1
    with_shares = draw(st.booleans())
    for option in options[:right]:
        option["right"] = True
        if several and with_shares:
            option["share"] = draw(shares())
    for option in options[right:]:
        if with_shares and draw(st.booleans()):
            option["share"] = draw(shares()) * (-1 if several else 1)
    fields = {"kind": "choice", "options": draw(st.permutations(options)), "several": several}
    return fields | draw(optional({"shuffle": _FALSE, "marks": st.just("parts")}))


COMMENTS = {"right": said(), "not_yet": said()}
MARKS = {"marks": st.just("parts")}


@st.composite
def matches(draw, *, is_simple=False):
    """Pairs, some of them with the same end, and options that belong to nothing.

    A simple one has plain ends, gives part marks, and says nothing of right and wrong.
    """
    texts = _PLAIN.filter(lambda text: not set(text) & set("<`*_[")) if is_simple else said()
    ends = draw(st.lists(texts, min_size=2, max_size=4, unique_by=markdown.line))
    whys = {} if is_simple else {"why": said()}
    pair = st.fixed_dictionaries({"item": said(), "to": st.sampled_from(ends[1:])}, optional=whys)
    more = {"others": st.just(ends[:1])} | ({} if is_simple else COMMENTS | MARKS)
    pairs = draw(st.lists(pair, min_size=2, max_size=4))
    marks = {"marks": "parts"} if is_simple else {}
    return {"kind": "match", "pairs": pairs} | marks | draw(optional(more))


def orders():
    """Some items in their order."""
    items = st.lists(said(), min_size=3, max_size=5)
    return st.fixed_dictionaries(
        {"kind": st.just("order"), "items": items}, optional=COMMENTS | MARKS
    )


@st.composite
def numerics(draw):
    """Numbers with and without tolerance, and ranges."""
    numbers = st.decimals(-1000, 1000, places=3)
    answers = []
    for place in range(draw(st.integers(1, 3))):
        low, high = sorted(draw(st.tuples(numbers, numbers)))
        within = draw(st.sampled_from([None, Decimal("0.5"), Decimal("0.1")]))
        point = {"equals": low} | ({"within": within} if within else {})
        answer = {"least": low, "most": high} if draw(st.booleans()) else point
        answers.append(answer | ({"share": draw(shares())} if place else {}))
        answers[-1] |= draw(optional({"why": said()}))
    units = st.sampled_from(["km", "£", "m²"])
    return {"kind": "numeric", "answers": answers} | draw(optional(COMMENTS | {"unit": units}))


def accepted():
    """What may be typed: the first for the whole mark, others for a part of it."""
    texts = st.one_of(
        _PLAIN, st.sampled_from(["*word*", r"a \* b", "a -> b", "TRUE", "*", "x = y"])
    )
    one = st.fixed_dictionaries({"text": texts}, optional={"why": said()})
    other = st.fixed_dictionaries({"text": texts, "share": shares()}, optional={"why": said()})
    return st.tuples(one, st.lists(other, max_size=2)).map(lambda both: [both[0], *both[1]])


def texts():
    """Words to type."""
    more = {"case": _TRUE, "accents": _TRUE, "model": said(), **COMMENTS}
    more |= {"forbidden": st.lists(_PLAIN, min_size=1, max_size=2), "minimum": st.integers(1, 20)}
    fields = {"kind": st.just("text"), "accepted": accepted()}
    return st.fixed_dictionaries(fields, optional=more)


@st.composite
def gaps(draw):
    """A text with gaps to fill by typing or by choosing."""
    found, text = [], draw(said())
    for number in range(1, draw(st.integers(1, 3)) + 1):
        text += f" [{number}] {draw(said())}"
        if draw(st.booleans()):
            options = draw(
                st.lists(
                    _PLAIN.filter(lambda t: "*" not in t), min_size=2, max_size=3, unique=True
                )
            )
            found.append({"accepted": [{"text": options[0]}], "choices": options})
        else:
            found.append({"accepted": draw(accepted())})
    return {"kind": "gap", "text": text, "gaps": found} | draw(
        optional({"marks": st.just("whole")})
    )


def opens():
    """Open questions with a rubric."""
    one = st.fixed_dictionaries({"text": said(), "points": st.integers(1, 10)})
    more = {
        "minimum": st.integers(2, 50),
        "model": paragraphs().filter(bool),
        "lines": st.integers(2, 30),
    }
    fields = {"kind": st.just("open"), "rubric": st.lists(one, min_size=1, max_size=3)}
    return st.fixed_dictionaries(fields, optional=more)


def is_publishable(written):
    """Whether a course could publish this: chance writes what no author may."""
    try:
        stored(written)
    except ValueError:
        return False
    return True


def authored(kinds=None, names=EVERYWHERE):
    """Questions as authors write them: of all kinds or of those given, with these fields."""
    every = (choices(), matches(), orders(), numerics(), texts(), gaps(), opens())
    both = st.tuples(common(names), st.one_of(kinds or every)).map(
        lambda parts: parts[0] | parts[1]
    )
    return both.filter(is_publishable)


class Trip(NamedTuple):
    """What happened to a question on its way into a file and back."""

    exported: Exported
    imported: Imported


def there_and_back(written, standard):
    """What is stored after a question went into a file and came back, and how it went."""
    exported = standard.write([published(written)])
    imported = standard.read(exported.data, exact=True)
    back = [stored(one, FILES | imported.pictures) for one in imported.questions]
    return back, Trip(exported, imported)
