"""All figures of a quiz as plain values, for other programs and for the command line."""

from collections.abc import Iterator, Mapping
from typing import Any

from cptraining.reports.measured import Line, Measured
from cptraining.rules.statistics.quiz import Quiz


def told(found: Measured) -> dict[str, Any]:
    """By part: the quiz, what everybody gets, the places that chance fills, what fills them.

    Facility and guess are shares of 1; weights, indices and ratios are in per cent; what is
    about totals and deviations is in marks. None = it cannot be said.
    """
    return {
        "quiz": {**_quiz(found.quiz), "findings": [str(one) for one in found.findings]},
        "questions": [_line(line) for line in found.fixed],
        "drawn_places": [_line(line) for line in found.places],
        "drawn_questions": [_line(line) for line in found.drawn],
    }


def rows(found: Measured) -> Iterator[tuple[str, str, str, float | None]]:
    """The same, one figure a row: part, id, name of the figure, value."""
    for part, value in told(found).items():
        for one in [value] if part == "quiz" else value:
            for name, figure in _figures(one):
                yield part, one.get("id", ""), name, figure


def _figures(values: Mapping[str, Any]) -> Iterator[tuple[str, float | None]]:
    for name, value in values.items():
        if value is None or isinstance(value, int | float):
            yield name, value


def _quiz(quiz: Quiz) -> dict[str, Any]:
    return {
        "attempts": quiz.count,
        "worth": quiz.worth,
        "mean": quiz.mean,
        "median": quiz.median,
        "standard_deviation": quiz.deviation,
        "skewness": quiz.skewness,
        "kurtosis": quiz.kurtosis,
        "internal_consistency": quiz.consistency,
        "error_ratio": quiz.error_ratio,
        "standard_error": quiz.standard_error,
    }


def _line(line: Line) -> dict[str, Any]:
    one, is_shown = line.figures, line.is_shown
    figures = {
        "worth": one.worth,
        "facility": one.facility,
        "standard_deviation": one.deviation,
        "random_guess": one.chance,
        "intended_weight": line.intended,
        "effective_weight": line.effective,
        "discrimination_index": one.discrimination,
        "discriminative_efficiency": one.efficiency,
        "fifths": list(line.fifths),
        "flags": [flag.value for flag in line.flags],
        "findings": [str(finding) for finding in line.findings],
    }
    shown = {name: value if is_shown else None for name, value in figures.items()}
    return {"id": line.id, "attempts": one.count, **shown}
