"""What holds for every kind of question, whatever is asked and answered."""

import itertools
import re
from decimal import Decimal
from fractions import Fraction
from time import process_time

import pytest
from flask import render_template
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cptraining import questions
from cptraining.courses import package
from cptraining.courses.mistakes import Mistakes
from cptraining.questions.content import moved
from cptraining.questions.numeric.reading import number, written
from cptraining.questions.review import Review, review
from cptraining.rules import patterns
from cptraining.rules.patterns import Spelling
from cptraining.rules.showing import EVERYTHING, THINGS, Visible
from tests.databases import close, make_app
from tests.posting import posted

RIGHT = {"right": "COMMENT on right.", "not_yet": "COMMENT on others.", "feedback": "GENERAL"}
WRITTEN = {
    "choice": {
        "several": True,
        "options": [
            {"text": "A", "why": "WHY a", "right": True},
            {"text": "B", "why": "WHY b"},
            {"text": "C", "why": "WHY c", "right": True},
            {"text": "D", "why": "WHY d"},
        ],
    },
    "match": RIGHT
    | {
        "pairs": [
            {"item": "a", "to": "1", "why": "WHY a"},
            {"item": "b", "to": "2", "why": "WHY b"},
            {"item": "c", "to": "1", "why": "WHY c"},
        ],
        "others": ["3"],
    },
    "order": RIGHT | {"items": ["a", "b", "c", "d"]},
    "numeric": RIGHT
    | {
        "answers": [
            {"equals": 7, "why": "WHY 7"},
            {"equals": 8, "share": 0.5, "why": "WHY 8"},
        ],
        "unit": "km",
    },
    "text": RIGHT
    | {
        "accepted": [{"text": "a*", "why": "WHY a"}, {"text": "b", "share": 0.5, "why": "WHY b"}],
        "model": "MODEL",
    },
    "gap": {
        "text": "one [1] two [2] three",
        "gaps": [
            {"accepted": [{"text": "x", "why": "WHY x"}]},
            {"accepted": [{"text": "q", "why": "WHY q"}], "choices": ["p", "q", "r"]},
        ],
    },
    "open": {"rubric": [{"text": "sense", "points": 3}], "model": "MODEL"},
}
OTHERWISE = {
    "choice": {
        "options": [{**one, "right": not one.get("right")} for one in WRITTEN["choice"]["options"]]
    },
    "match": {
        "pairs": [
            {"item": "a", "to": "1", "why": "WHY a"},
            {"item": "b", "to": "2", "why": "WHY b"},
            {"item": "c", "to": "2", "why": "WHY c"},
        ]
    },
    "numeric": {"answers": [{"equals": 9, "why": "WHY 9"}]},
    "text": {"accepted": [{"text": "c", "why": "WHY c"}], "model": "OTHER"},
    "gap": {
        "gaps": [
            {"accepted": [{"text": "y"}]},
            {"accepted": [{"text": "r"}], "choices": ["p", "q", "r"]},
        ]
    },
    "open": {"model": "OTHER"},
}
"""The same questions with something else right."""

LINE = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=12)
ANSWERS = {
    "choice": st.sets(st.integers(0, 3), min_size=1).map(sorted),
    "match": st.lists(st.sampled_from([0, 1, 2, None]), min_size=3, max_size=3).filter(any),
    "order": st.lists(st.sampled_from([1, 2, 3, 4, None]), min_size=4, max_size=4).filter(any),
    "numeric": st.one_of(st.sampled_from(["7", "8 km", "9", "0"]), LINE.filter(bool)),
    "text": st.one_of(st.sampled_from(["a", "axe", "B!", "c", "MODEL"]), LINE.filter(bool)),
    "gap": st.tuples(
        st.one_of(st.none(), st.sampled_from("xyz"), LINE.filter(bool)),
        st.sampled_from([None, "p", "q", "r"]),
    )
    .map(list)
    .filter(any),
    "open": st.lists(LINE.filter(bool), min_size=1, max_size=3).map("\n".join),
}
CHOICES = st.builds(Visible, **dict.fromkeys(THINGS, st.booleans()))
EVERY_VISIBLE = [Visible(*flags) for flags in itertools.product([False, True], repeat=len(THINGS))]


def ask(kind, **change):
    base = {"id": "Q.1", "kind": kind, "prompt": "?", "feedback": "GENERAL"}
    return questions.read(base | WRITTEN[kind] | change)


def answered(*kinds):
    """A kind and an answer to its question."""
    return st.sampled_from(kinds or list(WRITTEN)).flatmap(
        lambda kind: st.tuples(st.just(kind), ANSWERS[kind])
    )


def as_shown(asked):
    return asked.order(lambda items: items[::-1])


def feedback(asked, answer, visible):
    found = review(asked, answer, as_shown(asked), visible)
    kind = questions.kinds()[asked.kind]
    return render_template(kind.feedback_template, question=asked, review=found)


@pytest.fixture(scope="module", autouse=True)
def app(tmp_path_factory):
    app = make_app(tmp_path_factory.mktemp("questions"))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context():
        yield app
    close(app)


def test_every_kind_is_tried_here():
    assert set(WRITTEN) == set(ANSWERS) == set(questions.kinds())


@given(answered(), st.booleans())
def test_marks_are_shares_and_only_people_mark_what_has_criteria(found, parts):
    kind, answer = found
    for marks in ({"marks": "whole"}, {"marks": "parts"}, {}):
        if marks and "marks" not in type(ask(kind)).model_fields:
            continue
        asked = ask(kind, **marks)
        mark = asked.mark(answer, parts=parts)
        assert (mark is None) == bool(asked.criteria)
        assert mark is None or 0 <= mark <= 1
        assert asked.mark(None, parts=parts) == 0
        assert asked.missing(None)


@given(
    st.lists(st.booleans(), min_size=2, max_size=12).filter(any),
    st.sampled_from(["whole", "parts"]),
)
def test_ticking_everything_scores_nothing_unless_everything_is_right(rights, marks):
    options = [{"text": str(place), "right": right} for place, right in enumerate(rights)]
    asked = ask("choice", options=options, marks=marks)
    everything = list(range(len(rights)))
    assert asked.mark(everything, parts=True) == all(rights)
    right = [place for place in everything if rights[place]]
    assert asked.mark(right) == asked.mark(right, parts=True) == 1
    assert asked.mark(right[1:], parts=True) == Decimal(len(right) - 1) / len(right)


@given(answered())
def test_answer_survives_its_form(app, found):
    kind, answer = found
    asked = ask(kind)
    order = as_shown(asked)
    make = questions.kinds()[kind].form(asked, order)
    page = render_template(
        questions.kinds()[kind].template, question=asked, form=make(data=make.filled(answer))
    )
    assert posted(app, make, page) == answer


@given(answered())
def test_an_edition_keeps_a_question_and_reads_it_again(found):
    kind, answer = found
    full = {"worth": 2.5, "penalty": 0, "hints": ["H"], "tags": ["t"], "again": "T1.map"}
    asked = ask(kind, about="<p>A case.</p>", **full)
    stored = asked.model_dump(mode="json", exclude_defaults=True)
    again = questions.read(stored)
    assert again == asked
    assert again.mark(answer) == asked.mark(answer)
    assert "penalty" in stored


@given(answered())
def test_with_everything_off_a_review_holds_nothing(found):
    kind, answer = found
    assert review(ask(kind), answer, as_shown(ask(kind)), Visible()) == Review()


@pytest.mark.parametrize("kind", WRITTEN)
@settings(max_examples=40)
@given(data=st.data())
def test_nothing_that_is_off_is_in_the_page(kind, data):
    answer, other = data.draw(ANSWERS[kind]), data.draw(st.one_of(st.none(), ANSWERS[kind]))
    visible = data.draw(CHOICES)
    asked = ask(kind)
    page = feedback(asked, answer, visible)
    if not visible.general:
        assert "GENERAL" not in page
    if not visible.options:
        assert "WHY" not in page
        assert "COMMENT" not in page
    if not visible.key:
        assert "MODEL" not in page or "MODEL" in answer
    if not visible.right:
        assert not any(word in page for word in ("is-right", "COMMENT", "That fits", "Not quite"))
    if not (visible.answers or visible.right):
        assert page == feedback(asked, other, visible)


@pytest.mark.parametrize("kind", OTHERWISE)
@settings(max_examples=40)
@given(data=st.data())
def test_a_page_that_may_not_say_what_is_right_does_not_depend_on_it(kind, data):
    answer = data.draw(st.one_of(st.none(), ANSWERS[kind]))
    one, other = ask(kind), ask(kind, **OTHERWISE[kind])
    for flags in itertools.product([False, True], repeat=2):
        visible = Visible(answers=flags[0], general=flags[1])
        assert feedback(one, answer, visible) == feedback(other, answer, visible)


@pytest.mark.parametrize("kind", WRITTEN)
def test_without_an_answer_nothing_is_somebodys_and_nothing_chosen_is_shown(kind):
    asked = ask(kind)
    found = review(asked, None, as_shown(asked), EVERYTHING)
    assert not any(remark.is_yours for remark in found.remarks)
    assert (found.is_answered, found.is_right, found.mark) == (False, False, 0)


def test_a_persons_mark_says_whether_open_text_is_right():
    asked = ask("open")
    waiting = review(asked, "So.", [], EVERYTHING)
    assert (waiting.is_right, waiting.mark) == (None, None)
    marked = review(asked, "So.", [], EVERYTHING, mark=asked.mark_for([3]))
    assert (marked.is_right, marked.mark) == (True, 1)
    assert asked.mark_for([1]) == Decimal(1) / 3


def test_feedback_to_wrong_orders_ends_with_the_right_one():
    page = feedback(ask("order"), [2, 1, 3, 4], EVERYTHING)
    lines = re.findall(r"(\d\. [a-d])<", page)
    assert lines == ["1. b", "2. a", "3. c", "4. d", "1. a", "2. b", "3. c", "4. d"]


@given(answered("choice", "match", "order"), st.randoms(use_true_random=False))
def test_answers_are_carried_over_to_where_things_stand_now(found, random):
    kind, answer = found
    parts = {"choice": "options", "match": "pairs", "order": "items"}[kind]
    asked = ask(kind)
    moved_parts = random.sample(WRITTEN[kind][parts], len(WRITTEN[kind][parts]))
    now = ask(kind, **{parts: moved_parts})
    assert now.can_replace(asked)
    assert now.carried(None, asked) is None
    carried = now.carried(answer, asked)
    assert sorted(now.said(carried)) == sorted(asked.said(answer))
    if kind != "order":
        assert now.mark(carried, parts=True) == asked.mark(answer, parts=True)


def test_only_the_same_kind_with_as_many_parts_can_replace():
    options = WRITTEN["choice"]["options"]
    corrected = [{**options[0], "text": "A, corrected"}, *options[1:]]
    assert ask("choice", options=corrected).can_replace(ask("choice"))
    assert not ask("choice", options=options[:3]).can_replace(ask("choice"))
    assert not ask("order").can_replace(ask("match"))
    assert not ask("match", others=[]).can_replace(ask("match"))
    assert not ask("gap", text="[1]", gaps=WRITTEN["gap"]["gaps"][:1]).can_replace(ask("gap"))
    assert ask("text", accepted=[{"text": "z"}]).can_replace(ask("text"))
    assert moved(["a", "b"], ["b", "c"]) is None
    assert moved(["a", "a", "b"], ["a", "a", "c"]) == [0, 1, 2]


# -- Patterns ---------------------------------------------------------------------------------


def oracle(pattern, typed):
    """What `*` means, one letter at a time."""
    if not pattern:
        return not typed
    if pattern[0] == "*":
        return oracle(pattern[1:], typed) or (bool(typed) and oracle(pattern, typed[1:]))
    return typed[:1] == pattern[0] and oracle(pattern[1:], typed[1:])


@settings(max_examples=300)
@given(st.text("ab*", min_size=1, max_size=8), st.text("ab", min_size=1, max_size=8))
def test_stars_stand_for_any_text(pattern, typed):
    assert patterns.fits(pattern, typed) == oracle(pattern, typed)


@given(st.text(max_size=30), st.text(max_size=30), st.booleans(), st.booleans())
@example("*", "\0", False, False)  # noqa: FBT003
def test_any_pattern_can_be_tried_with_any_text(pattern, typed, case, accents):
    spelling = Spelling(case, accents)
    assert patterns.fits(pattern, typed, spelling) in {True, False}
    assert patterns.holds(pattern, typed, spelling) in {True, False}
    if typed.strip("\0 ") and patterns.fits(pattern, typed, spelling):
        assert patterns.fits("*", typed, spelling)


def test_patterns_take_no_time():
    began = process_time()
    assert not patterns.fits("*a" * 999, "a" * 500)
    assert not patterns.fits("*ab" * 100 + "c", "ab" * 5000)
    assert process_time() - began < 1


# -- Numbers ----------------------------------------------------------------------------------


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9
    )
)
def test_numbers_are_read_as_they_are_written_in_many_ways(value):
    grouped = f"{value:,}"
    others = {
        written(value),
        grouped,
        f" {grouped.replace(',', ' ')} km",
        grouped.replace(",", "\u202f").replace(".", ",") + "KM",
        grouped.replace(",", "’"),
        written(value).replace("-", "\u2212"),
    }
    assert {number(text, "km") for text in others} == {value}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1,5", "1.5"),
        ("1,000", "1000"),
        ("0,125", "0.125"),
        ("1.000", "1"),
        ("1.000.000", "1000000"),
        ("1.234,5", "1234.5"),
        ("+ 5", "5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("2e3", "2000"),
        ("٣", "3"),
        ("", None),
        ("-", None),
        ("1 2", None),
        ("1,2,3", None),
        ("5 miles", None),
        ("10²", None),
        ("NaN", None),
        ("9e999", None),
        ("9" * 61, None),
    ],
)
def test_number_is_read_as_british_people_write_it(typed, expected):
    assert number(typed) == (expected and Decimal(expected))


def test_a_range_is_kept_to_exactly():
    asked = ask("numeric", answers=[{"equals": 0.3, "within": 0.1}])
    assert [asked.mark(typed) for typed in ("0.2", "0.4", "0.4" + "0" * 30 + "1")] == [1, 1, 0]
    assert Fraction(Decimal("0.1")) == Fraction(1, 10)


# -- Pictures ---------------------------------------------------------------------------------

COURSE = {
    "course.yaml": "slug: small\ntitle: Small\nsummary: One.\noutcomes: [Look.]\nmodules: [A1]\n",
    "A1/module.yaml": "title: One\nsummary: One.\noutcomes: [Look.]\nsteps: [ask]\n",
    "A1/ask.md": """---
kind: quiz
title: Ask
minutes: 2
---
```yaml
pass: 1
questions:
  - id: A1.1
    kind: text
    prompt: What is it?
    image:
      file: pot.png
      alt: A pot on a stove.
    accepted: [{text: pot}]
```
""",
    "bank/more.yaml": """questions:
  - id: B.1
    kind: text
    prompt: And this?
    image: {file: line.svg, alt: A line.}
    accepted: [{text: line}]
""",
    "bank/line.svg": '<svg viewBox="0 0 9 9"><path d="M0 0h9"/><script>no</script></svg>',
}
PNG = b"\x89PNG\r\n\x1a\n" + b"pot"


@pytest.fixture
def course(tmp_path):
    for name, text in COURSE.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "A1/pot.png").write_bytes(PNG)
    return tmp_path


def test_pictures_go_along_with_their_questions(course):
    outline = package.read(course)
    asked = outline.steps["A1.ask"].content["questions"][0]
    assert asked["image"]["file"] == "data:image/png;base64,iVBORw0KGgpwb3Q="
    (banked,) = outline.bank
    kind = questions.kinds()["text"]
    pages = []
    for stored in (asked, banked.question):
        shown = questions.read(stored)
        pages.append(render_template(kind.template, question=shown, form=kind.form(shown, [])()))
        pages.append(feedback(shown, "pot", Visible()))
    assert all('src="data:image/png' in page and "pot.png" not in page for page in pages[:2])
    assert all('<svg viewBox="0 0 9 9"><path d="M0 0h9"></path>' in page for page in pages[2:])
    assert all('alt="A pot on a stove."' in page for page in pages[:2])
    assert all('role="img" aria-label="A line."' in page for page in pages[2:])


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("pot.png", b"GIF89a", "expected pot.png to hold a picture of its kind"),
        ("pot.png", PNG + bytes(100_000), "at most 100000 bytes; it has 100011"),
        ("pot.bmp", b"BM", "expected the name of an .svg, .png, .jpg, .webp or .gif file"),
        ("../pot.png", PNG, "expected the name of an .svg"),
        ("line.svg", b"GIF89a", "expected an SVG file"),
        ("gone.jpg", None, "expected gone.jpg to be there"),
    ],
)
def test_picture_that_cannot_be_used_is_a_mistake_at_its_line(course, name, content, expected):
    if content:
        (course / "A1" / name).write_bytes(content)
    path = course / "A1/ask.md"
    path.write_text(path.read_text().replace("pot.png", name))
    with pytest.raises(Mistakes) as found:
        package.read(course)
    said = [str(one) for one in found.value.mistakes if "image.file" in one.field]
    assert len(said) == 1
    assert said[0].startswith("A1/ask.md:13: questions[1].image.file: ")
    assert expected in said[0]


def test_picture_needs_words(course):
    path = course / "A1/ask.md"
    path.write_text(path.read_text().replace("      alt: A pot on a stove.\n", ""))
    with pytest.raises(
        Mistakes, match=r"A1/ask.md:12: questions\[1\].image.alt: expected a value"
    ):
        package.read(course)


# -- What is stored already -------------------------------------------------------------------

EARLIER = [
    (
        {
            "id": "T1.2",
            "kind": "choice",
            "prompt": "Only one changes.",
            "options": [
                {"text": "True", "why": "Both do."},
                {"text": "False", "why": "Right.", "right": True},
            ],
            "shuffle": False,
        },
        {(1,): 1, (0,): 0, (): 0},
    ),
    (
        {
            "id": "T1.3",
            "kind": "match",
            "prompt": "Match.",
            "pairs": [{"item": "a", "to": "x"}, {"item": "b", "to": "y"}],
            "right": "So.",
            "not_yet": "Ask.",
        },
        {(0, 1): 1, (0, 0): 0, (0, None): 0},
    ),
    (
        {
            "id": "T1.5",
            "kind": "order",
            "prompt": "Order.",
            "items": ["a", "b", "c"],
            "right": "So.",
            "not_yet": "Look.",
        },
        {(1, 2, 3): 1, (2, 1, 3): 0, (1, 2, None): 0},
    ),
]


@pytest.mark.parametrize(("stored", "marks"), EARLIER)
def test_editions_from_before_are_read_and_marked_as_ever(stored, marks):
    asked = questions.read(stored)
    assert asked.model_dump(mode="json", exclude_defaults=True) == stored
    assert {answer: asked.mark(list(answer)) for answer in marks} == marks
