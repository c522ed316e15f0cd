"""Every kind of step and question, found by scanning, does what its examples.yaml says."""

from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from flask import render_template
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import cptraining
from cptraining import questions, steps
from cptraining.courses import mistakes, package
from cptraining.courses.pool import Asked
from cptraining.courses.written import Written
from cptraining.questions.review import review
from cptraining.rules.showing import EVERYTHING
from cptraining.web import markdown
from tests.databases import close, make_app
from tests.posting import posted

HOME = Path(cptraining.__file__).parent
RENDER = {"prose": markdown.prose, "line": markdown.line}


def examples(folder, name):
    return yaml.safe_load((HOME / folder / name / "examples.yaml").read_text())


STEPS = {name: examples("steps", name) for name in steps.kinds()}
QUESTIONS = {name: examples("questions", name) for name in questions.kinds()}


def cases(found, what, having=None):
    pairs = [(name, case) for name, ex in found.items() for case in ex.get(what, [])]
    pairs = [(name, case) for name, case in pairs if having is None or case.get(having)]
    return pytest.mark.parametrize(
        ("name", "case"), pairs, ids=[f"{name}-{i}" for i, (name, _) in enumerate(pairs)]
    )


@pytest.fixture(scope="module", autouse=True)
def app(tmp_path_factory):
    app = make_app(tmp_path_factory.mktemp("kinds"))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context():
        yield app
    close(app)


def example(name):
    step = next(iter(package.example_course(name)))
    return step, steps.kinds()[name].read(step.content)


def page_of(name, answer):
    step, content = example(name)
    kind = steps.kinds()[name]
    make = kind.form and kind.form(content)
    form = make and make(data=make.filled(answer))
    said = content.feedback(answer) if answer else None
    page = render_template(
        kind.template,
        step=step,
        content=content,
        prose=step.prose or "Read.",
        form=form,
        feedback=said,
        shown=[],
    )
    return page, make


@pytest.mark.parametrize("name", STEPS)
def test_example_is_shown_without_form_tags_of_its_own(name):
    page, _ = page_of(name, None)
    assert page.strip()
    assert "<form" not in page
    assert 'value="done"' not in page


@pytest.mark.parametrize("name", STEPS)
def test_without_an_answer_there_is_no_feedback_and_only_exercises_ask_for_one(name):
    content = example(name)[1]
    assert content.feedback(None) is None
    assert bool(content.missing(None)) == steps.kinds()[name].is_exercise


@cases(STEPS, "answers")
def test_answer_lacks_what_the_example_says(name, case):
    _, content = example(name)
    assert [str(words) for words in content.missing(case["answer"])] == case["missing"]


@cases(STEPS, "answers", having="answer")
def test_answer_survives_the_form_and_is_printed(app, name, case):
    page, make = page_of(name, case["answer"])
    assert posted(app, make, page) == case["answer"]
    _, content = example(name)
    template = steps.kinds()[name].print_template
    assert render_template(template, content=content, answer=case["answer"]).strip()


@cases(STEPS, "answers", having="right")
def test_feedback_says_what_the_example_says(name, case):
    _, content = example(name)
    feedback = content.feedback(case["answer"])
    assert [placed.is_right for placed in feedback.placed] == case["right"]
    assert bool(feedback.closing) == case["closing"]


@cases(STEPS, "broken")
def test_broken_step_is_refused_at_its_field(name, case):
    content = STEPS[name]["step"]["content"] | case["change"]
    with pytest.raises(ValidationError) as error:
        steps.kinds()[name].content.model_validate(content, context=RENDER)
    found = mistakes.explain(error.value, "step.md", Written(content, None))
    assert case["field"] in {mistake.field for mistake in found}


def test_incomplete_row_is_an_error_at_its_field(app):
    _, content = example("network_map")
    make = steps.kinds()["network_map"].form(content)
    typed = {"middle": "kofi", "items-0-name": "aunt", "items-0-circle": "outer"}
    typed |= {"items-1-name": "station", "items-1-kind": "place"}
    with app.test_request_context(method="POST", data=typed):
        form = make()
        assert not form.submitted()
        assert list(form["items"].wrong) == ["items-0-kind", "items-1-circle"]
        assert 'value="outer" selected' in form["items"]()


def test_film_is_embedded_so_that_its_host_learns_least():
    content = example("video")[1]
    assert content.film.embed == "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ"
    assert content.film.frame_host == "https://www.youtube-nocookie.com"
    stored = content.model_dump()
    vimeo = type(content)(**stored | {"address": "https://vimeo.com/123456789"})
    assert vimeo.film.embed == "https://player.vimeo.com/video/123456789?dnt=1"
    file = type(content)(**stored | {"address": "https://films.example.org/a/b.mp4"})
    assert (file.film.embed, file.film.frame_host) == (
        "https://films.example.org/a/b.mp4",
        "https://films.example.org",
    )


def test_quiz_draws_a_layout_once():
    content = example("quiz")[1]
    pool = {asked.id: Asked(asked, module=None, again=None) for asked in content.fixed}
    layout = content.layout(pool, lambda items: items[::-1])
    assert layout["questions"] == ["Q.1", "Q.2"]
    assert layout["orders"] == {"Q.1": [1, 0], "Q.2": [2, 1, 0]}


def question(name, **change):
    return questions.read(QUESTIONS[name]["question"] | change, RENDER)


def fraction(mark):
    """An example's 1/3, or a mark with all its places."""
    exact = Fraction(str(mark)) if mark is not None else None
    return exact and exact.limit_denominator(1000)


def check_marks(asked, cases):
    for case in cases:
        assert fraction(asked.mark(case["answer"])) == fraction(case["mark"]), case
        if "parts" in case:
            assert fraction(asked.mark(case["answer"], parts=True)) == fraction(case["parts"]), (
                case
            )
        if "missing" in case:
            assert [str(words) for words in asked.missing(case["answer"])] == case["missing"]


@pytest.mark.parametrize("name", QUESTIONS)
def test_question_marks_as_the_example_says(name):
    check_marks(question(name), QUESTIONS[name]["answers"])
    assert question(name).said(None) == []


@cases(QUESTIONS, "also")
def test_question_marks_as_the_changed_example_says(name, case):
    asked = question(name, **case["change"])
    check_marks(asked, case["answers"])
    if "chance" in case:
        assert fraction(asked.chance()) == fraction(case["chance"])


@pytest.mark.parametrize("name", QUESTIONS)
def test_chance_is_what_the_example_says(name):
    assert fraction(question(name).chance()) == fraction(QUESTIONS[name].get("chance"))


@cases(QUESTIONS, "answers", having="said")
def test_question_says_what_an_answer_chose_in_plain_words(name, case):
    assert question(name).said(case["answer"]) == case["said"]


@cases(QUESTIONS, "broken")
def test_broken_question_is_refused_at_its_field(name, case):
    with pytest.raises(ValidationError) as error:
        question(name, **case["change"])
    written = Written(QUESTIONS[name]["question"] | case["change"], None)
    found = mistakes.explain(error.value, "quiz.md", written)
    assert case["field"] in {mistake.field for mistake in found}


@pytest.mark.parametrize("name", QUESTIONS)
@settings(max_examples=10)
@given(random=st.randoms(use_true_random=False))
def test_answer_survives_any_order_and_feedback_is_shown(app, name, random):
    asked, kind = question(name), questions.kinds()[name]
    order = asked.order(lambda items: random.sample(items, len(items)))
    for case in QUESTIONS[name]["answers"]:
        make = kind.form(asked, order)
        form = make(data=make.filled(case["answer"]))
        page = render_template(kind.template, question=asked, form=form)
        assert posted(app, make, page) == case["answer"]
        found = review(asked, case["answer"], order, EVERYTHING)
        said = render_template(kind.feedback_template, question=asked, review=found)
        assert all(remark.text in said for remark in found.remarks)


@cases(QUESTIONS, "answers", having="answer")
def test_remarks_say_what_was_chosen_in_the_order_shown(name, case):
    asked = question(name)
    order = asked.order(lambda items: items[::-1])
    yours = [remark.text for remark in asked.remarks(case["answer"], order) if remark.is_yours]
    assert yours == case["yours"]


OTHER_KEYS = {
    "choice": {
        "options": [
            {"text": "The last bus leaves at six.", "why": "Other words.", "share": 0.1},
            {"text": "She is shy.", "right": True, "share": 0.9},
            {"text": "Visits are short.", "share": -1},
        ]
    },
    "gap": {
        "gaps": [
            {"accepted": [{"text": "a very long answer, not a word"}]},
            {"accepted": [{"text": "agency"}], "choices": ["agency", "worker", "trainer"]},
            {"accepted": [{"text": "3"}]},
        ]
    },
    "numeric": {"answers": [{"least": -1000000, "most": 0.125}], "right": "Other words."},
    "open": {"model": "Other words."},
    "text": {"accepted": [{"text": "a very long answer, not a word"}], "case": True},
}


@pytest.mark.parametrize("name", OTHER_KEYS)
def test_page_of_a_question_is_the_same_whatever_is_right(name):
    pages = set()
    for asked in (question(name), question(name, feedback="So.", **OTHER_KEYS[name])):
        form = questions.kinds()[name].form(asked, asked.order(lambda items: items[::-1]))()
        kind = questions.kinds()[name]
        pages.add(render_template(kind.template, question=asked, form=form))
    assert len(pages) == 1


def test_true_and_false_keep_their_order():
    asked = question("choice", shuffle=False)
    assert asked.order(lambda items: items[::-1]) == [0, 1, 2]


def test_unknown_values_are_refused(app):
    asked = question("choice")
    make = questions.kinds()["choice"].form(asked, [0, 1, 2])
    with app.test_request_context(method="POST", data={"chosen": "7"}):
        assert not make().submitted()
