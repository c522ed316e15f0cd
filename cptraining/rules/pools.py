"""Drawing questions from pools: which fit, and a choice in which none comes twice."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """Where questions are drawn from: the modules' quizzes, the bank, or both."""

    QUIZZES = "quizzes"
    BANK = "bank"
    BOTH = "both"


@dataclass(frozen=True)
class Candidate:
    """A question that may be drawn: the module it is about, its tags, and where it stands."""

    id: str
    module: str | None
    tags: frozenset[str] = frozenset()
    is_banked: bool = False


@dataclass(frozen=True)
class Pool:
    """What the question in one place may be.

    It is of one of the `modules` (none = of any), has all the tags, and is from the source.
    """

    modules: frozenset[str]
    tags: frozenset[str] = frozenset()
    source: Source = Source.BOTH

    def holds(self, candidate: Candidate) -> bool:
        """Whether a candidate fits."""
        return (
            (not self.modules or candidate.module in self.modules)
            and self.tags <= candidate.tags
            and self.source in {Source.BOTH, _SOURCES[candidate.is_banked]}
        )


_SOURCES = {False: Source.QUIZZES, True: Source.BANK}


def draw(
    places: Sequence[Pool],
    candidates: Collection[Candidate],
    shuffle: Callable[[list[Candidate]], list[Candidate]],
    seen: Collection[str] = (),
) -> list[str | None]:
    """A question for each place, none twice; None only where no choice fills every place.

    Chance decides, but what was `seen` comes only where nothing else is left.
    """
    order = sorted(shuffle(list(candidates)), key=lambda one: one.id in seen)
    fitting = [[one.id for one in order if pool.holds(one)] for pool in places]
    return _matched(fitting)


def _matched(fitting: Sequence[Iterable[str]]) -> list[str | None]:
    """A largest matching of places with candidates, by augmenting paths (H. W. Kuhn, 1955)."""
    place_of: dict[str, int] = {}

    def settle(place: int, tried: set[str]) -> bool:
        for one in _untried(fitting[place], tried):
            if one not in place_of or settle(place_of[one], tried):
                place_of[one] = place
                return True
        return False

    for place in range(len(fitting)):
        settle(place, set())
    chosen = {place: one for one, place in place_of.items()}
    return [chosen.get(place) for place in range(len(fitting))]


def _untried(candidates: Iterable[str], tried: set[str]) -> Iterator[str]:
    for one in candidates:
        if one not in tried:
            tried.add(one)
            yield one
