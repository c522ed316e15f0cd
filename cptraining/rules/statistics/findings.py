"""What the figures mean, in plain words, and which questions need a look."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from cptraining.rules.statistics.options import Table
from cptraining.rules.statistics.questions import Figures
from cptraining.rules.statistics.quiz import Quiz
from cptraining.rules.words import Words

ENOUGH = 10
"""Attempts it takes before anything is said."""

TOO_EASY, TOO_HARD = 0.95, 0.05
WEAK = 15
"""Facility above and below, and per cent of discrimination below, which a question is flagged."""

CLEARLY = 0.05
"""How far below guessing an average must be to be told."""

POOR_CONSISTENCY, GOOD_CONSISTENCY = 64, 75
"""Per cent; Moodle's documentation (Quiz report statistics) calls less unsatisfactory, and more
satisfactory."""


class Flag(StrEnum):
    """Why a question needs a look."""

    FEW = "few"
    EASY = "easy"
    HARD = "hard"
    NEGATIVE = "negative"
    WEAK = "weak"


LABELS = {
    Flag.FEW: Words("Too few to say"),
    Flag.EASY: Words("Very easy"),
    Flag.HARD: Words("Very hard"),
    Flag.NEGATIVE: Words("Misleads"),
    Flag.WEAK: Words("Tells little"),
}
SENTENCES = {
    Flag.EASY: Words("Nearly everyone gets this right."),
    Flag.HARD: Words("Nearly everyone gets this wrong."),
    Flag.NEGATIVE: Words(
        "People who do well in the rest get this wrong more often than others. "
        "Check what counts as right, and whether it can be read in two ways."
    ),
    Flag.WEAK: Words("It hardly tells people who know the subject from those who do not."),
}


def flags(figures: Figures) -> list[Flag]:
    """Why a question needs a look; nothing but FEW while there are too few attempts."""
    if figures.count < ENOUGH:
        return [Flag.FEW]
    return [*_difficulty(figures.facility), *_discrimination(figures.discrimination)]


def of_question(figures: Figures, options: Table | None = None) -> list[Words]:
    """What the figures of one question mean."""
    found = flags(figures)
    if Flag.FEW in found:
        return [_too_few(figures.count)]
    said = [SENTENCES[flag] for flag in found]
    said += _guessing(figures)
    if options is not None:
        said += _options(options)
    return said or [Words("It works: those who know more get it right more often.")]


def of_quiz(quiz: Quiz, figures: Sequence[Figures]) -> list[Words]:
    """What the figures of the whole mean, the most important first."""
    if quiz.count < ENOUGH:
        return [_too_few(quiz.count)]
    flagged = sum(bool(set(flags(one)) - {Flag.FEW}) for one in figures)
    return [_looking(flagged, len(figures)), *_consistency(quiz.consistency)]


def _too_few(count: int) -> Words:
    if count == 1:
        return Words("Too few to say: 1 attempt so far, and it takes {enough}.", enough=ENOUGH)
    return Words(
        "Too few to say: {count} attempts so far, and it takes {enough}.",
        count=count,
        enough=ENOUGH,
    )


def _difficulty(facility: float | None) -> Iterator[Flag]:
    if facility is not None and facility > TOO_EASY:
        yield Flag.EASY
    if facility is not None and facility < TOO_HARD:
        yield Flag.HARD


def _discrimination(index: float | None) -> Iterator[Flag]:
    if index is not None and index < 0:
        yield Flag.NEGATIVE
    elif index is not None and index < WEAK:
        yield Flag.WEAK


def _guessing(figures: Figures) -> Iterator[Words]:
    facility, chance = figures.facility, figures.chance
    if facility is not None and chance and facility + CLEARLY < chance:
        yield Words("People get less than somebody who guesses.")


def _options(options: Table) -> Iterator[Words]:
    for row in options.attractive:
        yield Words("Wrong option {letter} attracts your strongest people.", letter=row.letter)
    letters = [row.letter for row in options.unused]
    if len(letters) == 1:
        yield Words("Nobody chooses option {letter}.", letter=letters[0])
    if len(letters) > 1:
        yield Words("Nobody chooses these options: {letters}.", letters=", ".join(letters))


def _looking(flagged: int, count: int) -> Words:
    if flagged == 0:
        return Words("No question stands out.")
    if flagged == 1:
        return Words("1 question of {count} needs a look.", count=count)
    return Words("{flagged} questions of {count} need a look.", flagged=flagged, count=count)


def _consistency(consistency: float | None) -> Iterator[Words]:
    if consistency is None:
        return
    if consistency < POOR_CONSISTENCY:
        yield Words(
            "The questions do not agree much about who knows the subject: "
            "a small difference between two totals means nothing."
        )
    elif consistency < GOOD_CONSISTENCY:
        yield Words("The questions agree fairly well about who knows the subject.")
    else:
        yield Words("The questions agree well about who knows the subject.")
