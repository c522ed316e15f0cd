"""The rules of tries: scores, times, draws and what is shown when."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from cptraining.rules import pools, scoring, showing, timing
from cptraining.rules.pools import Candidate, Pool, Source
from cptraining.rules.scoring import Counts
from cptraining.rules.showing import EVERYTHING, Phase, Visible
from cptraining.rules.timing import Allowance
from cptraining.steps.quiz.content import Quiz
from tests.quizzes import single

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
D = Decimal


@pytest.mark.parametrize(
    ("how", "expected"),
    [(Counts.BEST, 5), (Counts.LAST, 3), (Counts.FIRST, 4), (Counts.AVERAGE, 4)],
)
def test_which_try_counts(how, expected):
    assert scoring.counted([D(4), D(5), D(3)], how) == expected


@pytest.mark.parametrize(
    ("mark", "certainty", "points"),
    [("1", 1, 1), ("1", 2, 2), ("1", 3, 3), ("0", 1, 0), ("0", 2, -2), ("0", 3, -6)],
)
def test_certainty_gives_and_takes_points_as_published(mark, certainty, points):
    assert scoring.points(D(mark), certainty) == points


def test_wrong_tries_cost_the_penalty_and_never_more_than_the_mark():
    third = D("0.3333333")
    assert [scoring.after_tries(D(1), third, wrong) for wrong in range(5)] == [
        D(1),
        D("0.6666667"),
        D("0.3333334"),
        D("0.0000001"),
        D(0),
    ]


def test_the_first_wait_is_another_than_later_ones():
    allowed = Allowance(first_wait=timedelta(hours=1), later_wait=timedelta(days=1))
    assert timing.next_from([], allowed) is None
    assert timing.next_from([NOON], allowed) == NOON + timedelta(hours=1)
    assert timing.next_from([NOON, NOON], allowed) == NOON + timedelta(days=1)
    assert timing.next_from([NOON], Allowance()) is None


def test_grace_is_for_what_is_on_its_way():
    allowed = Allowance(limit=timedelta(minutes=10), grace=timedelta(seconds=60))
    due = timing.due_at(NOON, allowed)
    assert due == NOON + timedelta(minutes=10)
    assert not timing.is_over(due, allowed, due + timedelta(seconds=60))
    assert timing.is_over(due, allowed, due + timedelta(seconds=60.001))
    assert not timing.is_over(None, allowed, NOON)


def test_just_after_lasts_two_minutes():
    def when(seconds, *, closed=False):
        return showing.phase(NOON, NOON + timedelta(seconds=seconds), is_closed=closed)

    assert showing.phase(None, NOON, is_closed=False) is Phase.DURING
    assert when(0) is when(119) is when(119, closed=True) is Phase.AFTER
    assert (when(120), when(120, closed=True)) == (Phase.LATER, Phase.CLOSED)


def test_what_is_shown_is_the_authors_choice_else_what_fits_the_way_of_working():
    chosen = {Phase.AFTER: ("marks",)}
    assert showing.visible(Phase.AFTER, chosen, is_told_at_once=True) == Visible(marks=True)
    assert showing.visible(Phase.LATER, chosen, is_told_at_once=False) == EVERYTHING
    assert showing.visible(Phase.DURING, {}, is_told_at_once=False) == Visible(answers=True)


pool = st.builds(
    Pool,
    st.frozensets(st.sampled_from("ABC"), max_size=2),
    st.frozensets(st.sampled_from("xy"), max_size=1),
    st.sampled_from(Source),
)
candidate = st.builds(
    Candidate,
    st.integers(0, 30).map(str),
    st.sampled_from("ABC"),
    st.frozensets(st.sampled_from("xy")),
    st.booleans(),
)
candidates = st.lists(candidate, unique_by=lambda one: one.id, max_size=6)


def most(places, found):
    """How many places can be filled at best, by trying everything."""
    return max(
        sum(one.id != "-" and place.holds(one) for place, one in zip(places, order, strict=False))
        for order in permutations([*found, *[Candidate("-", None)] * len(places)], len(places))
    )


@given(st.lists(pool, max_size=3), candidates, st.randoms(use_true_random=False))
def test_a_draw_fills_all_that_can_be_filled_and_none_twice(places, found, chance):
    drawn = pools.draw(places, found, lambda items: chance.sample(items, len(items)))
    by_id = {one.id: one for one in found}
    given_ids = [id_ for id_ in drawn if id_]
    assert len(given_ids) == len(set(given_ids))
    assert all(place.holds(by_id[id_]) for place, id_ in zip(places, drawn, strict=True) if id_)
    fitting = [one for one in found if any(place.holds(one) for place in places)]
    assert len(given_ids) == most(places, fitting)


@given(candidates.filter(bool), st.sets(st.integers(0, 30).map(str)), st.data())
def test_what_was_seen_comes_again_only_where_nothing_else_is_left(found, seen, data):
    take = data.draw(st.integers(1, len(found)))
    drawn = pools.draw([Pool(frozenset())] * take, found, list, seen)
    unseen = [one for one in found if one.id not in seen]
    assert sum(id_ not in seen for id_ in drawn) == min(take, len(unseen))


def quiz(**content):
    return Quiz.model_validate({"pass": 1, "questions": [single("a"), single("b")]} | content)


@pytest.mark.parametrize(
    ("needed", "out_of", "score"),
    [("2", "2", "2"), ("65%", "2", "1.30"), ("33.3%", "3", "0.999"), (1.5, "2", "1.5")],
)
def test_what_it_takes_is_a_score_or_a_share(needed, out_of, score):
    assert quiz(**{"pass": needed}).to_pass(D(out_of)) == D(score)


@pytest.mark.parametrize(
    "wrong",
    [
        {"pass": "3"},
        {"pass": "101%"},
        {"pass": "most"},
        {"pass": "0"},
        {"pass": "nan"},
        {"questions": []},
        {"sections": [{"title": "A", "questions": [single("c")]}]},
        {"sections": [{"title": "A"}], "questions": []},
        {"questions": [single("a"), single("a")]},
        {"draw": [{"take": 1, "each": True}]},
        {"way": "interactive", "certainty": True},
        {"tries": 0},
        {"time": 0},
        {"shows": {"during": ["everything"]}},
    ],
)
def test_a_quiz_that_cannot_be_asked_is_refused(wrong):
    with pytest.raises(ValidationError):
        quiz(**wrong)
