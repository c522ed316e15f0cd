"""Scenarios: the script that authors write, the proof that it is complete, the way through."""

import re
from pathlib import Path

import pytest
from flask import render_template
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from cptraining import steps
from cptraining.courses import package, stepfile
from cptraining.courses.folder import Folder
from cptraining.steps.scenario import checking, playing, reading
from cptraining.steps.scenario.content import Scenario
from cptraining.steps.scenario.script import Dial
from tests.databases import close, make_app
from tests.posting import Posted

WRITTEN = Path(__file__).parent / "scenarios"
KIND = steps.kinds()["scenario"]
AMINA = KIND.read(next(iter(package.example_course("scenario"))).content)
GOOD_WAY = ["door.b", "window.b", "friday.b"]


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    app = make_app(tmp_path_factory.mktemp("scenario"))
    app.config["WTF_CSRF_ENABLED"] = False
    yield app
    close(app)


# ---- What authors write ----


@pytest.mark.parametrize("name", [path.name for path in sorted(WRITTEN.glob("*.md"))])
def test_written_scenario_is_complete_and_every_end_can_be_met(name):
    folder = Folder(WRITTEN)
    found = stepfile.read(folder, name, "T1.scenario")
    assert [str(mistake) for mistake in folder.mistakes] == []
    story = KIND.read(found.step.content).story
    assert {scene.id for scene in story.ends} <= {one[0] for one in checking.walk(story).ways}


BROKEN = """\
---
kind: scenario
title: Broken
minutes: 2
---

```yaml
people: [Ben]
dials: [{id: trust, name: Trust, levels: [low, high], start: 1}]
script: |
  == a: Here

  Ben: Hello.
  Bne: Hello?
  a) Wave
     and shout. -> b [trust +1, tim -1]
     Loud.
  b) if trust >= 3: Wait. -> nowhere

  == b: There
  end: good
```
"""

UNREADABLE = """\
== a
if trust: Ben: Hello.
a) Wave
a) Shout -> a [louder]
b) Shout -> a [trust +1]
b) Cry -> a if trust >= 2
Then: nothing.
end: well
== a
debrief:
"""


def test_all_mistakes_are_told_at_their_lines(tmp_path):
    (tmp_path / "step.md").write_text(BROKEN)
    folder = Folder(tmp_path)
    stepfile.read(folder, "step.md", "A.step")
    assert [f"{one.line}: {one.field}: {one.expected}" for one in folder.mistakes] == [
        "14: script[4].speaker: one of Ben, You before the colon, or no colon; not Bne",
        "16: script[6].change: one of the dials (trust); not tim",
        "18: script[8].target: the id of a scene; there is no “nowhere”",
        "18: script[8].condition: a level of “trust” from 1 to 2",
        "20: script[10].scene: something that happens or is said",
        "20: script[10].debrief: “debrief:” and some words, as every end has them",
    ]


def test_every_line_that_cannot_be_read_is_told():
    faults = reading.read(UNREADABLE)[1]
    assert [(fault.line + 1, fault.part) for fault in faults] == [
        (2, "condition"),
        (3, "choice"),
        (4, "change"),
        (6, "choice"),
        (6, "target"),
        (7, "choices"),
        (8, "end"),
        (9, "scene"),
        (10, "debrief"),
    ]


@given(st.text(alphabet="=ab:)->[]+1 \n#if\tend", max_size=80))
def test_any_text_is_read_or_refused_at_a_line_of_it(text):
    faults = reading.read(text)[1]
    assert all(0 <= fault.line < len(text.split("\n")) for fault in faults)
    assert faults or reading.read(text)[0]


# ---- The proof, against a walk that knows nothing of it ----


@st.composite
def graphs(draw):
    """Scenes with choices as (condition, change, target, other target); None where an end is."""
    count, levels = draw(st.integers(2, 6)), draw(st.integers(2, 3))
    place, test = st.integers(0, count - 1), st.none() | st.integers(1, levels)
    change = st.integers(1 - levels, levels - 1)
    choice = st.tuples(test, change, place, st.none() | place)
    scene = st.none() | st.lists(choice, max_size=3)
    return levels, [draw(st.lists(choice, min_size=1, max_size=3)), *draw(
        st.lists(scene, min_size=count - 1, max_size=count - 1)
    )]  # fmt: skip


def text_of(scenes):
    """The script of a graph; its dial is `d`, its scenes s0, s1 …"""
    written = []
    for number, scene in enumerate(scenes):
        written += [f"== s{number}: Scene {number}", "Rain."]
        for letter, (test, change, to, other) in zip("abcdef", scene or [], strict=False):
            when = f"if d >= {test}: " if test else ""
            way = f"s{to}" if other is None else f"s{to} if d >= 2 else s{other}"
            changes = f" [d {change:+}]" if change else ""
            written.append(f"{letter}) {when}Go on. -> {way}{changes}")
        written += ["end: good", "debrief: Well."] if scene is None else []
    return "\n".join(written)


def script_of(levels, scenes):
    dial = Dial(id="d", name="D", levels=tuple("abc"[:levels]), start=1)
    text = text_of(scenes)
    assert reading.read(text)[1] == ()
    return reading.script(text, (dial,))


def nexts(levels, scenes, situation):
    """Where the choices of a situation lead, worked out afresh."""
    number, level = situation
    for test, change, to, other in scenes[number] or []:
        if test is None or level >= test:
            after = sorted([1, level + change, levels])[1]
            yield (to if other is None or after >= 2 else other), after


def walked(levels, scenes):
    """Every situation; which of them are stuck; which only go round. By brute force."""
    found = [(0, 1)]
    for situation in found:
        found += [
            one for one in dict.fromkeys(nexts(levels, scenes, situation)) if one not in found
        ]
    stuck = {
        one for one in found if scenes[one[0]] is not None and not [*nexts(levels, scenes, one)]
    }
    ending = {one for one in found if scenes[one[0]] is None}
    for _round in found:
        ending |= {one for one in found if ending & {*nexts(levels, scenes, one)}}
    return found, stuck, {*found} - ending - stuck


@settings(max_examples=300)
@given(graphs())
def test_proof_says_what_brute_force_finds(graph):
    levels, scenes = graph
    script = script_of(levels, scenes)
    lines = {scene.line: int(scene.id[1:]) for scene in script.scenes.values()}
    told = {"a way that": set(), "a choice t": set(), "a way on t": set()}
    for fault in checking.faults(script, []):
        told.setdefault(fault.expected[:10], set()).add(lines.get(fault.line))
    if "at least o" in told:  # a scene without any choice is refused before anything is walked
        return
    found, stuck, lost = walked(levels, scenes)
    assert told["a way that"] == {*range(len(scenes))} - {number for number, _ in found}
    assert told["a choice t"] == {number for number, _ in stuck}
    assert told["a way on t"] == {number for number, _ in lost}


@st.composite
def good_graphs(draw):
    """Each scene leads only further on, and each is led to."""
    count = draw(st.integers(2, 6))
    scenes = [[] for _ in range(count - 1)]
    for number in range(1, count):
        scenes[draw(st.integers(0, number - 1))].append(
            (None, draw(st.integers(-1, 1)), number, None)
        )
    for number in range(count - 1):
        if not scenes[number]:
            scenes[number].append((None, 0, draw(st.integers(number + 1, count - 1)), None))
    return [*scenes, None]


def begin(text, line):
    """The script with one more line at its beginning."""
    return text.replace("Rain.", f"Rain.\n{line}", 1)


BREAK = {
    "a way that leads to “alone”": lambda text: f"{text}\n== alone: A\nRain.\na) On. -> s1",
    "“debrief:” and some words": lambda text: text.replace("\ndebrief: Well.", ""),
    "at least one choice": lambda text: f"{begin(text, 'z) On. -> shut')}\n== shut: A\nRain.",
    "there is no “s9”": lambda text: begin(text, "z) Away. -> s9"),
    "one of the dials (d); not e": lambda text: begin(text, "z) Stay. -> s0 [e +1]"),
    "a change of “d” by at most 1": lambda text: begin(text, "z) Stay. -> s0 [d +2]"),
    "a condition that can come true": lambda text: begin(text, "if d = 2 and d = 1: Snow."),
    "a way on to an end when d = 1": lambda text: (
        f"{begin(text, 'z) Away. -> round')}\n== round: A\nRain.\na) Again. -> round"
    ),
    "a choice that is open when d = 1": lambda text: (
        begin(text, "y) Down. -> shut\nz) Up. -> shut [d +1]")
        + "\n== shut: A\nRain.\na) if d = 2: Out. -> s0"
    ),
}


@settings(max_examples=30)
@given(good_graphs())
def test_good_script_passes_and_each_way_to_break_it_is_refused(scenes):
    text = text_of(scenes).replace("end: good", "You: Well.\nend: good")
    dials = [{"id": "d", "name": "D", "levels": ["low", "high"], "start": 1}]
    assert Scenario(people=["You"], dials=dials, script=text).story.ends
    for expected, break_ in BREAK.items():
        with pytest.raises(ValidationError, match=re.escape(expected)):
            Scenario(people=["You"], dials=dials, script=break_(text))


def test_script_with_too_many_situations_is_refused():
    script = script_of(3, [[(None, 1, 0, None), (None, 0, 1, None)], None])
    assert checking.walk(script).is_whole
    assert not checking.walk(script, most=2).is_whole


# ---- Going through it ----


def test_choices_change_the_dials_and_the_dials_change_the_end():
    looked = AMINA.play({"path": GOOD_WAY[:1]})
    assert [(one.dial.id, one.level, one.change) for one in looked.dials] == [
        ("trust", 3, 1),
        ("choice", 3, 1),
        ("connection", 1, 0),
    ]
    assert [one.words for one in looked.dials][:2] == ["She stays beside you", "She has a say"]
    assert looked.dials[0].beads == ["on", "on", "new", "off"]
    assert AMINA.play({"path": GOOD_WAY}).end.id == "her-step"
    pushed = AMINA.play({"path": ["door.a", "inside.b", "friday.b"]})
    assert pushed.end.id == "wobble"
    assert [choice.letter for choice in pushed.turns[-1].others] == ["a", "c"]


@given(st.lists(st.sampled_from([*GOOD_WAY, "door.a", "cafe.c", "", "door.z", "x"]), max_size=6))
def test_a_path_that_does_not_fit_is_followed_as_far_as_it_does(path):
    now = AMINA.play({"path": path})
    assert now.path == path[: len(now.path)]
    assert now.end or now.open
    assert AMINA.play({"path": now.path}) == now
    assert AMINA.play({"path": [*now.path, "gone.a", *path]}).path == now.path


def test_going_back_and_again_forgets_no_end():
    story = AMINA.story
    assert playing.edited(story, GOOD_WAY, "back") == GOOD_WAY[:2]
    assert playing.edited(story, GOOD_WAY, "back-2") == GOOD_WAY[:1]
    assert playing.edited(story, GOOD_WAY, "back-77") == GOOD_WAY[:2]
    assert playing.edited(story, [], "back") == []
    assert playing.edited(story, GOOD_WAY, "again") == []
    assert playing.edited(story, GOOD_WAY[:2], "choose-b") == GOOD_WAY
    assert playing.edited(story, GOOD_WAY[:2], "choose-c") == GOOD_WAY[:2]  # not open: she trusts
    assert playing.edited(story, GOOD_WAY, "nonsense") == GOOD_WAY


def press(app, page, button):
    """The form and the page after pressing one of a page's buttons, as without JavaScript."""
    assert f'value="edit:{button}"' in page
    data = {name: value for name, value in Posted(page).data.items() if name != "csrf_token"}
    with app.test_request_context(method="POST", data=data):
        form = KIND.form(AMINA)()
        assert form.submitted(), form.errors
        assert form.edit(button) == "now"
        answer = form.answer
    return answer, shown(app, answer)


def shown(app, answer):
    step = next(iter(package.example_course("scenario")))
    with app.test_request_context():
        make = KIND.form(AMINA)
        form = make(data=make.filled(answer))
        return render_template(KIND.template, step=step, content=AMINA, form=form, shown=[])


def test_walk_by_buttons_to_two_ends_is_done_after_the_first(app):
    answer, page = None, shown(app, None)
    for button in ("choose-b", "choose-b", "back", "choose-b"):
        assert AMINA.missing(answer)
        answer, page = press(app, page, button)
    assert answer == {"path": GOOD_WAY[:2]}
    answer, page = press(app, page, "choose-b")
    assert (AMINA.missing(answer), answer) == ([], {"path": GOOD_WAY, "ways": [GOOD_WAY]})
    assert "You have met 1 of 4 endings" in page
    assert "See, it’s not scary!" in page  # a road not taken
    for button in ("back-1", "choose-c", "choose-c"):
        answer, page = press(app, page, button)
    assert answer == {"path": ["door.c", "cafe.c"], "ways": [GOOD_WAY, ["door.c", "cafe.c"]]}
    answer, _page = press(app, page, "again")
    assert answer == {"ways": [GOOD_WAY, ["door.c", "cafe.c"]]}


def test_what_a_page_claims_is_played_again(app):
    forged = {"path": "her-step.a door.b", "ways": "her-step,door.b door.b,,door.c cafe.c"}
    with app.test_request_context(method="POST", data=forged):
        form = KIND.form(AMINA)()
        assert form.submitted()
        assert form.answer == {"ways": [["door.c", "cafe.c"]]}


def test_print_tells_the_way_its_end_and_the_roads_not_taken(app):
    answer = {"path": GOOD_WAY, "ways": [GOOD_WAY], "note": "<b>Wait</b>"}
    with app.test_request_context():
        page = render_template(KIND.print_template, content=AMINA, answer=answer)
    for words in (
        "Her own step",
        "It went well",
        "What did you not do that helped?",
        "See, it’s not scary!",
        "&lt;b&gt;Wait",
    ):
        assert words in page
