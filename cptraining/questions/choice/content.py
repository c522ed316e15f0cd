"""A question with options, of which one or several are right."""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from cptraining.questions.content import Marks, Question, Remark, Share, Shuffle, exact, moved
from cptraining.rules.authoring import Part, mistake
from cptraining.rules.prose import Line, plain
from cptraining.rules.words import Words


class Option(Part):
    """Something to choose, and why it is or is not right.

    `share` is what choosing it adds to the mark, where that is neither all nor nothing.
    """

    text: Line
    why: Line = ""
    right: bool = False
    share: Share | None = None


class Choice(Question):
    """An answer is the list of the chosen options' places in the author's order, from 0.

    `several` asks for all right options and no wrong one; with `marks: parts` each right one
    counts, and each wrong one takes as much away as all wrong ones need to leave nothing.
    Where options have a `share`, those chosen are added up. `shuffle: false` keeps the order,
    as true and false need.
    """

    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=12)]
    several: bool = False
    shuffle: bool = True
    marks: Marks = Marks.WHOLE

    @model_validator(mode="after")
    def _has_right_options(self) -> Self:
        if not self.right:
            raise mistake("at least one option with `right: true`", "options")
        if sum(option.right for option in self.options) > 1 and not self.several:
            raise mistake("`several: true`, since more than one option is right", "several")
        return self

    @model_validator(mode="after")
    def _gives_right_options_a_share(self) -> Self:
        for place, option in enumerate(self.options):
            if self._adds_shares and option.right and (option.share or 0) <= 0:
                raise mistake("a share above 0, since it is right", "options", place, "share")
        return self

    @property
    def parts(self) -> tuple[str, ...]:
        """The options."""
        return tuple(option.text for option in self.options)

    @property
    def right(self) -> list[int]:
        """The places of the right options."""
        shares = enumerate(self._shares)
        return [place for place, share in shares if (share > 0 if self.several else share == 1)]

    def order(self, shuffle: Shuffle) -> list[int]:
        """The options' places in the order to show them."""
        places = list(range(len(self.options)))
        return shuffle(places) if self.shuffle else places

    def missing(self, answer: Any) -> list[Words]:
        """One option at least."""
        return [] if answer else [Words("Choose an answer.")]

    def mark(self, answer: Any, *, parts: bool = False) -> Decimal:
        """1 when exactly the right options were chosen, else what the chosen ones add up to."""
        chosen = set(answer or [])
        if chosen == set(self.right):
            return Decimal(1)
        if self._adds_shares or (not self.several and len(chosen) == 1):
            shares = self._shares
            return exact(sum((Fraction(shares[place]) for place in chosen), start=Fraction(0)))
        in_parts = self.several and (parts or self.marks is Marks.PARTS)
        return self._in_parts(chosen) if in_parts else Decimal(0)

    def remarks(self, answer: Any, order: Any) -> list[Remark]:
        """Every option with its reason."""
        chosen, right = answer or [], self.right
        shown = [(place, self.options[place]) for place in order]
        return [
            Remark(option.text, option.why, is_right=place in right, is_yours=place in chosen)
            for place, option in shown
        ]

    def said(self, answer: Any) -> list[str]:
        """The chosen options."""
        return [plain(self.options[place].text) for place in answer or []]

    def chance(self) -> Decimal | None:
        """The average share of the options; nobody knows how many of several would be guessed."""
        return None if self.several else sum(self._shares, start=Decimal(0)) / len(self.options)

    def carried(self, answer: Any, earlier: "Choice") -> Any:
        """The places where the chosen options stand now."""
        places = moved(earlier.parts, self.parts) or []
        return answer and sorted(places[place] for place in answer)

    @property
    def _adds_shares(self) -> bool:
        return self.several and any(option.share is not None for option in self.options)

    @property
    def _shares(self) -> list[Decimal]:
        """What each option adds by itself."""
        return [
            Decimal(option.right) if option.share is None else option.share
            for option in self.options
        ]

    def _in_parts(self, chosen: set[int]) -> Decimal:
        right = set(self.right)
        wrong = len(self.options) - len(right)
        lost = Fraction(len(chosen - right), wrong) if wrong else Fraction(0)
        return exact(Fraction(len(chosen & right), len(right)) - lost)
