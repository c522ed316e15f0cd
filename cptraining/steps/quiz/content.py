"""Some questions of any kind, how they are asked, and how many of them must be right."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from cptraining.questions.content import Question, Shuffle
from cptraining.questions.reading import AnyQuestion
from cptraining.rules import pools, showing
from cptraining.rules.authoring import mistake, once
from cptraining.rules.pools import Candidate
from cptraining.rules.scoring import MOST_POINTS, Counts
from cptraining.rules.showing import Phase, Visible
from cptraining.rules.timing import Allowance
from cptraining.steps.content import Content
from cptraining.steps.quiz.parts import Among, Draw, PassMark, Section, Wait

Way = Literal["immediate", "deferred", "interactive"]
Thing = Literal["answers", "right", "marks", "options", "general", "key"]


class Quiz(Content):
    """`pass` is the score it takes, or a share such as 80%.

    `way` says when feedback comes: after each answer, after the whole, or after each of several
    tries with hints. In a later try, questions that were asked before give way to those of
    `later`, while there are others. `certainty` asks how sure the person is. `practice` offers
    a round that does not count. `tries` are all that one person has; `time` is in minutes, `grace`
    in seconds. `shows` says what is shown when, where that is not what the way of working does.
    """

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)

    needed: Annotated[PassMark, Field(alias="pass")]
    questions: Annotated[tuple[AnyQuestion, ...], Field(max_length=100)] = ()
    draw: Annotated[tuple[Draw, ...], Field(max_length=20)] = ()
    sections: Annotated[tuple[Section, ...], Field(max_length=20)] = ()
    later: Among | None = None
    shuffle: bool = False
    way: Way = "immediate"
    certainty: bool = False
    practice: bool = False
    tries: Annotated[int, Field(ge=1, le=100)] | None = None
    wait: Wait = Wait()
    counts: Counts = Counts.BEST
    time: Annotated[int, Field(ge=1, le=600)] | None = None
    grace: Annotated[int, Field(ge=0, le=3600)] = 60
    shows: Mapping[Phase, tuple[Thing, ...]] = {}

    @model_validator(mode="after")
    def _can_be_asked(self) -> Self:
        if bool(self.sections) == bool(self.questions or self.draw):
            raise mistake("either questions and draws, or sections of them", "questions")
        if self.certainty and self.way == "interactive":
            raise mistake("immediate or deferred, since `certainty` is asked once", "way")
        once((question.id for question in self.fixed), "questions")
        if not self.needed.endswith("%") and self.to_pass(self._most) > self._most:
            raise mistake(f"at most {self._most}, what all the questions are worth", "pass")
        return self

    @cached_property
    def parts(self) -> tuple[Section, ...]:
        """The sections; one without a title where the author made none."""
        if self.sections:
            return self.sections
        whole = Section.model_construct(
            title="", questions=self.questions, draw=self.draw, shuffle=self.shuffle
        )
        return (whole,)

    @property
    def fixed(self) -> list[Question]:
        """The questions that are always asked, in the author's order."""
        return [question for part in self.parts for question in part.questions]

    @property
    def count(self) -> int:
        """How many questions one try has."""
        return len(self.fixed) + sum(len(part.places()) for part in self.parts)

    @property
    def is_told_at_once(self) -> bool:
        """Whether feedback comes during the try."""
        return self.way != "deferred"

    @property
    def worth(self) -> int:
        """What a right answer counts for each mark that its question is worth."""
        return MOST_POINTS if self.certainty else 1

    def to_pass(self, out_of: Decimal) -> Decimal:
        """The score it takes when so much can be reached."""
        if self.needed.endswith("%"):
            return out_of * Decimal(self.needed.removesuffix("%")) / 100
        return Decimal(self.needed)

    def allowance(self, *, tries: int = 0, minutes: int = 0, is_once: bool = False) -> Allowance:
        """What somebody may do who was given more tries and minutes; `is_once` allows one try."""
        first, later = self.wait.times()
        own = 1 if is_once else self.tries
        return Allowance(
            tries=None if own is None else own + tries,
            limit=None if self.time is None else timedelta(minutes=self.time + minutes),
            first_wait=first,
            later_wait=later,
            grace=timedelta(seconds=self.grace),
        )

    def visible(self, when: Phase) -> Visible:
        """What may be shown then; during a try, of a question that is locked."""
        return showing.visible(when, self.shows, is_told_at_once=self.is_told_at_once)

    def unfilled(self, candidates: Collection[Candidate]) -> int:
        """How many places no question is left for, however chance decides."""
        return self._drawn(candidates, list, ()).count(None)

    def layout(
        self, pool: Mapping[str, Any], shuffle: Shuffle, seen: Collection[str] = ()
    ) -> dict[str, Any]:
        """How one attempt shows things, drawn once: which questions, and the order inside each.

        `pool` holds everything that may be asked, by id; what was `seen` comes again only where
        nothing else is left.
        """
        candidates = [one.candidate for one in pool.values()]
        found = self._drawn(candidates, shuffle, seen)
        fresh = self._fresh([one for one in candidates if one.id not in found], shuffle, seen)
        drawn = iter(found)
        sections = []
        for part in self.parts:
            places = [next(drawn) for _ in part.places()]
            ids = [fresh.get(id_, id_) for id_ in part.ids] + [id_ for id_ in places if id_]
            sections.append((part.title, shuffle(ids) if part.shuffle else ids))
        ids = [id_ for _, inside in sections for id_ in inside]
        orders = {id_: pool[id_].question.order(shuffle) for id_ in ids}
        return {
            "questions": ids,
            "orders": orders,
            "sections": [[title, len(inside)] for title, inside in sections if title],
        }

    def _drawn(
        self, candidates: Collection[Candidate], shuffle: Any, seen: Collection[str]
    ) -> list[str | None]:
        fixed = {question.id for question in self.fixed}
        free = [one for one in candidates if one.id not in fixed]
        places = [place for part in self.parts for place in part.places()]
        return pools.draw(places, free, shuffle, seen)

    def _fresh(
        self, candidates: Collection[Candidate], shuffle: Any, seen: Collection[str]
    ) -> dict[str, str]:
        """What is asked in place of each question that was asked before, by its id."""
        if self.later is None:
            return {}
        fixed = [question.id for question in self.fixed]
        known = [id_ for id_ in fixed if id_ in seen]
        free = [one for one in candidates if one.id not in {*fixed, *seen}]
        found = pools.draw([self.later.pool] * len(known), free, shuffle)
        return {id_: other for id_, other in zip(known, found, strict=True) if other}

    @property
    def _most(self) -> Decimal:
        """What can be reached, a mark for each question that is drawn."""
        fixed = sum((question.worth for question in self.fixed), start=Decimal(0))
        return (fixed + self.count - len(self.fixed)) * self.worth
