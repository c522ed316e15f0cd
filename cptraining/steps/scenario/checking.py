"""Proves that a script is complete: whatever one chooses, there is a way on to an end.

First every scene by itself (names, dials, debriefs), then every situation that can come about:
a scene together with where the dials stand. All functions are pure.
"""

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from cptraining.steps.scenario.reading import YOU
from cptraining.steps.scenario.script import (
    Choice,
    Condition,
    Fault,
    Levels,
    Scene,
    Script,
    holds,
)

MOST = 20_000
"""Situations that are looked at; a script with more of them is refused."""

Situation = tuple[str, tuple[int, ...]]
"""A scene's id, and the level of each dial in order."""


def faults(script: Script, people: Collection[str]) -> list[Fault]:
    """Everything that is wrong with a script that could be read."""
    found = [*_about_scenes(script), *_about_names(script, people)]
    return sorted(found or _about_play(script), key=lambda fault: fault.line)


def _about_scenes(script: Script) -> Iterator[Fault]:
    """What each scene must have, and what it must not."""
    for scene in script.scenes.values():
        if not scene.said:
            yield Fault(scene.line, "scene", "something that happens or is said")
        yield from _about_end(scene) if scene.tone else _about_fork(scene)


def _about_end(scene: Scene) -> Iterator[Fault]:
    if scene.choices:
        yield Fault(scene.choices[0].line, "choice", "no choices in a scene with “end:”")
    if not scene.debrief:
        yield Fault(scene.line, "debrief", "“debrief:” and some words, as every end has them")
    if not scene.title:
        yield Fault(scene.line, "title", "a title, as every end has one: “== its-id: Title”")


def _about_fork(scene: Scene) -> Iterator[Fault]:
    if scene.debrief:
        yield Fault(scene.line, "end", "“end: good”, “end: mixed” or “end: hard”")
    if not scene.choices:
        yield Fault(scene.line, "choices", "at least one choice, or “end: …”")


def _about_names(script: Script, people: Collection[str]) -> Iterator[Fault]:
    """Speakers, scenes and dials that nobody wrote down."""
    for scene in script.scenes.values():
        for said in scene.said:
            if said.who not in {*people, YOU, None}:
                known = ", ".join([*people, YOU])
                expected = f"one of {known} before the colon, or no colon; not {said.who}"
                yield Fault(said.line, "speaker", expected)
            yield from _about_tests(script, said.when, said.line)
        for choice in scene.choices:
            yield from _about_choice(script, choice)


def _about_choice(script: Script, choice: Choice) -> Iterator[Fault]:
    for id_ in choice.way.ids:
        if id_ not in script.scenes:
            yield Fault(choice.line, "target", f"the id of a scene; there is no “{id_}”")
    if len({id_ for id_, _ in choice.changes}) < len(choice.changes):
        yield Fault(choice.line, "change", "each dial once")
    yield from _about_changes(script, choice)
    yield from _about_tests(script, (*choice.when, *choice.way.when), choice.line)


def _about_changes(script: Script, choice: Choice) -> Iterator[Fault]:
    known = {dial.id: len(dial.levels) for dial in script.dials}
    for id_, by in choice.changes:
        if id_ not in known:
            yield Fault(choice.line, "change", _one_of(known, id_))
        elif abs(by) >= known[id_]:
            most = known[id_] - 1
            yield Fault(choice.line, "change", f"a change of “{id_}” by at most {most}")


def _about_tests(script: Script, condition: Condition, line: int) -> Iterator[Fault]:
    known = {dial.id: len(dial.levels) for dial in script.dials}
    for test in condition:
        if test.dial not in known:
            yield Fault(line, "condition", _one_of(known, test.dial))
        elif not 1 <= test.level <= known[test.dial]:
            expected = f"a level of “{test.dial}” from 1 to {known[test.dial]}"
            yield Fault(line, "condition", expected)


def _one_of(dials: Mapping[str, int], id_: str) -> str:
    return f"one of the dials ({', '.join(dials) or 'there are none'}); not {id_}"


@dataclass
class Walk:
    """Every situation that can come about, with those it can lead to."""

    ways: dict[Situation, list[Situation]] = field(default_factory=dict)
    is_whole: bool = True

    @property
    def by_scene(self) -> dict[str, list[Situation]]:
        """The situations in each scene that can be reached."""
        met: dict[str, list[Situation]] = {}
        for situation in self.ways:
            met.setdefault(situation[0], []).append(situation)
        return met


def walk(script: Script, most: int = MOST) -> Walk:
    """Go every way from the beginning, until nothing new comes about."""
    names = [dial.id for dial in script.dials]
    found = Walk()
    queue = deque([(script.first.id, tuple(script.start.values()))])
    while queue:
        situation = queue.popleft()
        if situation in found.ways:
            continue
        if len(found.ways) == most:
            return Walk(found.ways, is_whole=False)
        scene, levels = script.scenes[situation[0]], dict(zip(names, situation[1], strict=True))
        nexts = [script.follow(choice, levels) for choice in script.open(scene, levels)]
        found.ways[situation] = [(to.id, tuple(after.values())) for to, after in nexts]
        queue.extend(found.ways[situation])
    return found


def _about_play(script: Script) -> list[Fault]:
    """What goes wrong on some way through."""
    found = walk(script)
    if not found.is_whole:
        expected = f"at most {MOST} situations; fewer scenes, dials or levels"
        return [Fault(script.first.line, "scene", expected)]
    leading, met = _leading_to_an_end(script, found), found.by_scene
    problems: list[Fault] = []
    for scene in script.scenes.values():
        if scene.id in met:
            problems += _about_way_out(script, met[scene.id], found, leading)
            problems += _about_never(script, scene, met[scene.id])
        else:
            expected = f"a way that leads to “{scene.id}”; there is none"
            problems.append(Fault(scene.line, "scene", expected))
    return problems


def _leading_to_an_end(script: Script, found: Walk) -> set[Situation]:
    """The situations from which an end can be reached, found backwards from the ends."""
    before: dict[Situation, list[Situation]] = {}
    for situation, nexts in found.ways.items():
        for one in nexts:
            before.setdefault(one, []).append(situation)
    queue = [one for one in found.ways if script.scenes[one[0]].tone]
    leading = set(queue)
    while queue:
        new = set(before.get(queue.pop(), ())) - leading
        leading |= new
        queue.extend(new)
    return leading


def _about_way_out(
    script: Script, situations: list[Situation], found: Walk, leading: set[Situation]
) -> Iterator[Fault]:
    """Situations of one scene without a choice, and those that only lead round and round."""
    scene = script.scenes[situations[0][0]]
    stuck = [one for one in situations if not found.ways[one] and not scene.tone]
    lost = [one for one in situations if found.ways[one] and one not in leading]
    if stuck:
        expected = f"a choice that is open{_when(script, stuck[0])}"
        yield Fault(scene.line, "choices", expected)
    if lost:
        expected = f"a way on to an end{_when(script, lost[0])}"
        yield Fault(scene.line, "choices", expected)


def _about_never(script: Script, scene: Scene, situations: list[Situation]) -> Iterator[Fault]:
    """Conditions that come true on no way through."""
    names = [dial.id for dial in script.dials]
    met: list[Levels] = [dict(zip(names, one[1], strict=True)) for one in situations]
    for said in scene.said:
        if not any(holds(said.when, levels) for levels in met):
            yield Fault(said.line, "condition", "a condition that can come true here")
    for choice in scene.choices:
        open_ = [levels for levels in met if holds(choice.when, levels)]
        if not open_:
            yield Fault(choice.line, "condition", "a condition that can come true here")
        elif len({script.follow(choice, levels)[0].id for levels in open_}) < len(choice.way.ids):
            expected = "a condition that is sometimes so and sometimes not"
            yield Fault(choice.line, "condition", expected)


def _when(script: Script, situation: Situation) -> str:
    """An example of the levels, in an author's words."""
    pairs = zip(script.dials, situation[1], strict=True)
    levels = " and ".join(f"{dial.id} = {level}" for dial, level in pairs)
    return f" when {levels}" if levels else ""
