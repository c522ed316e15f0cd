"""The figures of quizzes and questions: by their definitions, and what they are said to mean."""

import statistics as plain
from collections import Counter
from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cptraining.rules.statistics import findings, options, plots
from cptraining.rules.statistics.findings import Flag
from cptraining.rules.statistics.options import Given, Thing
from cptraining.rules.statistics.questions import Marks, effective_weights
from cptraining.rules.statistics.quiz import Quiz, intended_weight

WORTH = 4
QUIZ = ("mean", "median", "deviation", "skewness", "kurtosis", "consistency", "error_ratio",
        "standard_error")  # fmt: skip


def measured(tries, unit=1, worth=WORTH):
    """The figures of a table with a row for each try: the quiz and its questions."""
    totals = [sum(row) for row in tries]
    columns = [
        Marks(Counter(zip(column, totals, strict=True)), worth * len(tries)).figures(unit)
        for column in zip(*tries, strict=True)
    ]
    out_of = worth * len(columns) * len(tries)
    return Quiz(Counter(totals), out_of, columns, unit), columns


def near(value, other):
    """Whether both are the same, or both are not known."""
    if isinstance(value, list):
        return all(near(*two) for two in zip(value, other, strict=True))
    if value is None or other is None:
        return value is other
    return value == pytest.approx(other, rel=1e-9, abs=1e-9)


# The oracle: each figure by its definition, one try after the other.


def covariance(some, others):
    n, mean, other_mean = (
        len(some),
        Fraction(sum(some), len(some)),
        Fraction(sum(others), len(some)),
    )
    pairs = zip(some, others, strict=True)
    return sum((one - mean) * (other - other_mean) for one, other in pairs) / (n - 1)


def correlation(some, others):
    if len(some) < 2 or not covariance(some, some) * covariance(others, others):
        return None
    return 100 * plain.correlation(some, others)


def efficiency(some, others):
    if len(some) < 2 or not covariance(sorted(some), sorted(others)):
        return None
    return float(100 * covariance(some, others) / covariance(sorted(some), sorted(others)))


def weights(columns, totals):
    if len(totals) < 2:
        return [None for _ in columns]
    shared = [covariance(column, totals) for column in columns]
    whole = sum(sqrt(one) for one in shared if one >= 0)
    return [100 * sqrt(one) / whole if one >= 0 and whole else None for one in shared]


def adjusted_skewness(values):
    """The adjusted Fisher-Pearson coefficient."""
    n, mean = len(values), plain.fmean(values)
    m2, m3 = (sum((value - mean) ** power for value in values) / n for power in (2, 3))
    return sqrt(n * (n - 1)) / (n - 2) * m3 / m2**1.5


def sample_kurtosis(values):
    """The sample excess kurtosis G2."""
    n, mean = len(values), plain.fmean(values)
    m2, m4 = (sum((value - mean) ** power for value in values) / n for power in (2, 4))
    return (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (m4 / m2**2 - 3) + 6)


def alpha(columns, totals):
    """Cronbach's alpha."""
    own = sum(plain.variance(column) for column in columns)
    count = len(columns)
    return 100 * count / (count - 1) * (1 - own / plain.variance(totals))


TABLES = st.integers(1, 6).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, WORTH), min_size=width, max_size=width), min_size=1, max_size=30
    )
)


@given(TABLES)
def test_questions_are_measured_by_the_definitions(tries):
    _, found = measured(tries)
    totals = [sum(row) for row in tries]
    columns = list(zip(*tries, strict=True))
    for figures, marks in zip(found, columns, strict=True):
        others = [total - mark for total, mark in zip(totals, marks, strict=True)]
        assert near(figures.facility, plain.fmean(marks) / WORTH)
        assert near(figures.deviation, plain.stdev(marks) if len(marks) > 1 else None)
        assert near(figures.discrimination, correlation(marks, others))
        assert near(figures.efficiency, efficiency(marks, others))
    assert near(effective_weights(found), weights(columns, totals))


@given(TABLES)
def test_drawn_questions_are_compared_with_the_whole_total(tries):
    totals = [sum(row) for row in tries]
    for marks in zip(*tries, strict=True):
        counts = Counter(zip(marks, totals, strict=True))
        figures = Marks(counts, WORTH * len(tries), is_drawn=True).figures(1)
        assert near(figures.discrimination, correlation(marks, totals))
        assert near(figures.efficiency, efficiency(marks, totals))


@given(TABLES)
def test_a_quiz_is_measured_by_the_definitions(tries):
    quiz, _ = measured(tries)
    totals = [sum(row) for row in tries]
    varies = len(set(totals)) > 1
    assert near(quiz.mean, plain.fmean(totals))
    assert near(quiz.median, plain.median(totals))
    assert near(quiz.deviation, plain.stdev(totals) if len(totals) > 1 else None)
    has_shape, has_tails = (varies and len(totals) > least for least in (2, 3))
    assert near(quiz.skewness, adjusted_skewness(totals) if has_shape else None)
    assert near(quiz.kurtosis, sample_kurtosis(totals) if has_tails else None)
    if not has_shape or len(tries[0]) == 1:
        assert (quiz.consistency, quiz.error_ratio, quiz.standard_error) == (None, None, None)
        return
    found = alpha(list(zip(*tries, strict=True)), totals)
    assert near(quiz.consistency, found)
    left = sqrt(max(1 - found / 100, 0))
    assert quiz.error_ratio == pytest.approx(100 * left, abs=1e-5)
    assert quiz.standard_error == pytest.approx(left * plain.stdev(totals), abs=1e-5)


@given(TABLES, st.sampled_from([7, 10**14]))
def test_the_unit_of_marks_does_not_matter(tries, unit):
    quiz, questions = measured(tries)
    in_units = [[mark * unit for mark in row] for row in tries]
    same, same_questions = measured(in_units, unit, WORTH * unit)
    for name in QUIZ:
        assert near(getattr(same, name), getattr(quiz, name))
    for one, other in zip(same_questions, questions, strict=True):
        for name in ("facility", "deviation", "discrimination", "efficiency", "worth"):
            assert near(getattr(one, name), getattr(other, name))


def test_what_a_question_moves_backwards_has_no_weight_and_the_others_share_the_whole():
    tries = [(0, 4, 3), (0, 3, 3), (4, 0, 1), (4, 0, 0)]
    quiz, questions = measured(tries)
    assert effective_weights(questions)[0] is None
    assert sum(filter(None, effective_weights(questions))) == pytest.approx(100)
    assert [intended_weight(one, quiz) for one in questions] == [pytest.approx(100 / 3)] * 3


def test_a_question_that_is_worth_nothing_has_no_facility():
    counts = Counter({(0, 3): 2, (0, 1): 2})
    figures = Marks(counts, 0).figures(1)
    assert (figures.facility, figures.deviation, figures.discrimination) == (None, 0, None)


def test_nothing_is_known_of_nobody():
    quiz = Quiz({}, 0, [Marks({}, 0).figures(1)], 1)
    assert [getattr(quiz, name) for name in ("worth", *QUIZ)] == [None] * 9
    assert [intended_weight(quiz.places[0], quiz), *effective_weights(quiz.places)] == [None] * 2


@given(TABLES)
def test_the_fifths_come_to_the_average(tries):
    counts = Counter((row[0], sum(row)) for row in tries)
    shares = plots.by_fifths(counts, WORTH * len(tries))
    assert len(shares) == 5
    assert near(sum(shares) / 5, sum(row[0] for row in tries) / WORTH / len(tries))


def test_fifths_are_of_one_size_and_share_equal_totals():
    one_each = {(int(total > 5), total): 1 for total in range(1, 11)}
    assert plots.by_fifths(one_each, 10) == (0, 0, 0.5, 1, 1)
    tied = {(1, 1): 5, (0, 1): 5}
    assert plots.by_fifths(tied, 10) == (0.5,) * 5
    assert plots.by_fifths(tied, 0) == ()


def test_totals_lie_in_tenths_of_what_there_was():
    assert plots.in_bands({(0, 10): 1, (9, 100): 2, (1, 10): 4, (10, 10): 8, (19, 20): 16}) == [
        3, 4, 0, 0, 0, 0, 0, 0, 0, 24,
    ]  # fmt: skip


# What people chose.

RIGHT, WRONG, UNUSED = (
    Thing("Yes", is_right=True),
    Thing("No", is_right=False),
    Thing("Never", is_right=False),
)


def answer(thing, total, times, *, is_full=False):
    """An answer that came so many times with this total out of 10."""
    return Given([thing] if thing else [], is_full, total, 10, times)


def test_answers_are_counted_and_rare_ones_are_not_told():
    typed, rare = (
        Thing("Perhaps", is_right=False),
        [Thing(f"My name is {n}", is_right=False) for n in range(3)],
    )
    found = options.table(
        [RIGHT, WRONG, UNUSED],
        [
            answer(RIGHT, 8, 20, is_full=True),
            answer(WRONG, 9, 4),
            answer(typed, 5, 6),
            *(answer(one, 1, 1) for one in rare),
            answer(None, 0, 7),
        ],
    )
    assert [(row.letter, row.thing, row.count, row.average) for row in found.rows] == [
        ("A", RIGHT, 20, 0.8), ("B", WRONG, 4, None), ("C", UNUSED, 0, None),
        ("D", typed, 6, 0.5),
    ]  # fmt: skip
    assert [row.share for row in found.rows][:2] == [0.5, 0.1]
    assert (found.others, found.unanswered, found.of_full) == (3, 7, 0.8)
    assert found.unused == [found.rows[2]]


def test_a_wrong_answer_attracts_those_who_do_better_than_the_right_ones():
    found = options.table([RIGHT, WRONG], [answer(RIGHT, 5, 5, is_full=True), answer(WRONG, 6, 5)])
    assert [row.letter for row in found.attractive] == ["B"]
    few = options.table([RIGHT, WRONG], [answer(WRONG, 9, 4)])
    assert few.attractive == []


def test_a_table_may_be_longer_than_the_alphabet():
    found = options.table([Thing(str(n), None) for n in range(28)], [])
    assert [row.letter for row in found.rows][-3:] == ["Z", "27", "28"]


# What it means.


def said(figures, table=None):
    return [str(one) for one in findings.of_question(figures, table)]


def question(right, wrong, *, chance=None):
    """Totals of those who have it right and of those who have it wrong."""
    counts = Counter([(1, total) for total in right] + [(0, total) for total in wrong])
    return Marks(counts, len(right) + len(wrong), chance=chance).figures(1)


@pytest.mark.parametrize(
    ("figures", "flags", "words"),
    [
        (question([5] * 5, [1] * 4), [Flag.FEW],
         ["Too few to say: 9 attempts so far, and it takes 10."]),
        (question([5], []), [Flag.FEW], ["Too few to say: 1 attempt so far, and it takes 10."]),
        (question([6, 7] * 5, [1, 2] * 5), [],
         ["It works: those who know more get it right more often."]),
        (question([5] * 40, [1]), [Flag.EASY], ["Nearly everyone gets this right."]),
        (question([5], [1] * 40), [Flag.HARD], ["Nearly everyone gets this wrong."]),
        (question([3, 4] * 5, [2, 3] * 5), [Flag.WEAK],
         ["It hardly tells people who know the subject from those who do not."]),
        (question([2, 3] * 5, [8, 9] * 5, chance=0.75), [Flag.NEGATIVE],
         [("People who do well in the rest get this wrong more often than others. "
           "Check what counts as right, and whether it can be read in two ways."),
          "People get less than somebody who guesses."]),
    ],
)  # fmt: skip
def test_questions_are_flagged_and_explained(figures, flags, words):
    assert findings.flags(figures) == flags
    assert said(figures) == words


def test_options_are_explained_too():
    figures = question([6, 7] * 5, [1, 2] * 5)
    table = options.table(
        [RIGHT, WRONG, UNUSED, Thing("Not I", is_right=False)],
        [answer(RIGHT, 5, 10, is_full=True), answer(WRONG, 6, 10)],
    )
    assert said(figures, table) == [
        "Wrong option B attracts your strongest people.",
        "Nobody chooses these options: C, D.",
    ]
    one = options.table([RIGHT, UNUSED], [answer(RIGHT, 5, 10, is_full=True)])
    assert said(figures, one) == ["Nobody chooses option B."]


def told(tries):
    quiz, questions = measured(tries, worth=1)
    return [str(one) for one in findings.of_quiz(quiz, questions)]


def test_the_whole_is_explained():
    agreeing = [(1, 1, 1, 1)] * 10 + [(0, 0, 0, 0)] * 10
    assert told(agreeing) == [
        "No question stands out.", "The questions agree well about who knows the subject.",
    ]  # fmt: skip
    assert told(agreeing + [(1, 0, 1, 0), (0, 1, 0, 1)] * 9)[1] == (
        "The questions agree fairly well about who knows the subject."
    )
    quarrelling = [(1, 0), (0, 1)] * 9 + [(1, 1), (0, 0)]
    assert told(quarrelling) == [
        "2 questions of 2 need a look.",
        (
            "The questions do not agree much about who knows the subject: "
            "a small difference between two totals means nothing."
        ),
    ]
    assert told([(1, 0)] * 10)[0] == "2 questions of 2 need a look."
    assert told([(1, index % 2) for index in range(10)])[0] == "1 question of 2 needs a look."
    assert told([(1, 1)] * 3) == ["Too few to say: 3 attempts so far, and it takes 10."]
