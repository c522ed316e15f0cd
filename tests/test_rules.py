"""The rules of training, by example and by property."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cptraining.rules import completion, dates, scoring
from cptraining.rules.outline import Module, Outline, Step
from cptraining.rules.progress import Fact, Progress, State, apply

BEGIN = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
OUTLINE = Outline(
    slug="two",
    title="Two modules",
    summary="",
    modules=(
        Module(
            "A",
            "First",
            steps=(
                Step("A.read", "reading", "Read", 3),
                Step("A.more", "reading", "More, if you like", 5, is_required=False),
                Step("A.quiz", "quiz", "Check", 4),
            ),
        ),
        Module("B", "Second", steps=(Step("B.read", "reading", "Read on", 6),)),
    ),
)
REQUIRED = {"A": ["A.read", "A.quiz"], "B": ["B.read"]}


def fold(*facts):
    moments = (BEGIN + timedelta(minutes=n) for n in range(len(facts)))
    made = (Fact(name, at, values) for at, (name, values) in zip(moments, facts, strict=True))
    return reduce(apply, made, Progress())


OPENED = ("cycle.opened", {"required": REQUIRED})


def done(step):
    return ("step.completed", {"step": step, "module": step[0], "how": "done"})


def tried(score, *, passed):
    verdict = {"score": str(score), "out_of": "5", "passed": passed}
    return ("attempt.finished", {"step": "A.quiz", **verdict})


def test_what_is_left_counts_required_steps_only_in_course_order():
    progress = fold(OPENED, done("A.read"), done("A.more"))
    assert [item.step.id for item in completion.left(OUTLINE, progress)] == ["A.quiz", "B.read"]
    assert completion.minutes_left(OUTLINE, progress) == 10
    assert progress.course.done == 1
    assert progress.course.of == 3
    assert (progress.modules["A"].done, progress.modules["A"].of) == (1, 2)


def test_the_last_step_is_known_before_it_is_done():
    progress = fold(OPENED, done("A.read"), done("A.quiz"))
    assert completion.is_last(OUTLINE, progress, "B.read")
    assert not completion.is_last(OUTLINE, progress, "A.read")


def test_a_try_that_is_not_passed_is_a_state_of_its_own():
    progress = fold(OPENED, tried(2, passed=False), tried(3, passed=False))
    step = progress.step("A.quiz")
    assert (step.state, step.tries, step.best) == (State.FAILED, 2, Decimal(3))
    assert progress.modules["A"].state is State.FAILED
    assert progress.course.state is State.FAILED


def test_passing_later_and_failing_again_leaves_the_best_and_the_completion():
    progress = fold(
        OPENED,
        tried(2, passed=False),
        tried(5, passed=True),
        done("A.quiz"),
        tried(1, passed=False),
    )
    step = progress.step("A.quiz")
    assert (step.state, step.tries, step.best) == (State.COMPLETE, 3, Decimal(5))
    assert progress.modules["A"].state is State.IN_PROGRESS


def test_a_module_is_complete_when_its_required_steps_are():
    progress = fold(OPENED, done("A.read"), done("A.quiz"))
    assert completion.completed_modules(progress) == ["A"]
    recorded = apply(progress, Fact("module.completed", BEGIN, {"module": "A"}))
    assert completion.completed_modules(recorded) == []
    assert not completion.is_course_complete(recorded)


FACTS = st.lists(
    st.one_of(
        st.sampled_from(["A.read", "A.more", "A.quiz", "B.read"]).map(done),
        st.tuples(st.integers(0, 5), st.booleans()).map(lambda t: tried(t[0], passed=t[1])),
        st.sampled_from(["A", "B"]).map(lambda m: ("module.completed", {"module": m})),
        st.just(("note.read", {})),
        st.just(("course.completed", {"due_on": "2026-03-08"})),
    ),
    max_size=15,
)


@given(FACTS)
def test_nothing_that_happens_undoes_a_completion(facts):
    progress, complete = fold(OPENED), set()
    for name, values in facts:
        progress = apply(progress, Fact(name, BEGIN, values))
        now_complete = {
            ("step", key) for key, s in progress.steps.items() if s.state is State.COMPLETE
        } | {("module", key) for key, m in progress.modules.items() if m.state is State.COMPLETE}
        if progress.course.state is State.COMPLETE:
            now_complete.add(("course", ""))
        assert complete <= now_complete
        complete = now_complete
        assert 0 <= progress.course.done <= progress.course.of


@given(st.lists(st.sampled_from([Decimal(0), Decimal(1), Decimal("0.5")]), max_size=5))
def test_the_pass_test_uses_the_unrounded_score(marks):
    verdict = scoring.verdict(
        [(one, Decimal(1)) for one in marks], out_of=Decimal(5), to_pass=Decimal(4)
    )
    assert verdict.score == sum(marks)
    assert verdict.passed is (sum(marks) >= 4)


def test_a_hair_below_the_pass_mark_is_not_passed_but_three_thirds_are_one():
    third = (Decimal("0.3333333"), Decimal(1))
    assert scoring.verdict([third] * 3, out_of=Decimal(3), to_pass=Decimal(1)).passed
    assert not scoring.verdict(
        [(Decimal("3.999999"), Decimal(1))], out_of=Decimal(5), to_pass=Decimal(4)
    ).passed


@pytest.mark.parametrize(
    ("zone", "moment", "is_past"),
    [
        ("Europe/London", datetime(2026, 3, 28, 23, 59, 59, tzinfo=UTC), False),
        ("Europe/London", datetime(2026, 3, 29, 0, 0, tzinfo=UTC), True),
        # The clocks go forward on 29 March: that day ends an hour sooner in UTC.
        ("Europe/London", datetime(2026, 3, 28, 23, 59, tzinfo=UTC), False),
        ("America/New_York", datetime(2026, 3, 29, 3, 59, tzinfo=UTC), False),
        ("America/New_York", datetime(2026, 3, 29, 4, 0, tzinfo=UTC), True),
        ("Pacific/Auckland", datetime(2026, 3, 28, 11, 0, tzinfo=UTC), True),
    ],
)
def test_a_due_date_holds_until_the_day_ends_where_the_agency_is(zone, moment, is_past):
    assert dates.is_past(date(2026, 3, 28), zone, moment) is is_past


def test_a_day_of_changing_clocks_ends_at_midnight_there():
    spring = dates.end_of(date(2026, 3, 29), "Europe/London")
    autumn = dates.end_of(date(2026, 10, 25), "Europe/London")
    assert spring.astimezone(UTC) == datetime(2026, 3, 29, 23, 0, tzinfo=UTC)
    assert autumn.astimezone(UTC) == datetime(2026, 10, 26, 0, 0, tzinfo=UTC)


def test_an_outline_survives_being_stored():
    assert Outline.from_json(OUTLINE.as_json()) == OUTLINE


def test_neighbours_go_across_modules():
    before, after = OUTLINE.neighbours("A.quiz")
    assert (before and before.id, after and after.id) == ("A.more", "B.read")
    assert OUTLINE.neighbours("B.read")[1] is None
