"""Course files are read, checked whole and published as editions that never change."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cptraining.courses import actions, package, queries
from cptraining.courses.mistakes import Mistakes
from cptraining.database import db, transaction
from cptraining.press.tree import tree
from cptraining.rules.outline import Outline
from cptraining.rules.prose import plain
from cptraining.rules.refusal import NotFound

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

FILES = {
    "course.yaml": """slug: small
title: Small
summary: A small course.
outcomes:
  - Read.
note: note.md
modules:
  - A1
""",
    "note.md": "No names.\n",
    "A1/module.yaml": """title: One
summary: The only one.
outcomes: [Read.]
steps:
  - read
  - write
  - ask
""",
    "A1/read.md": """---
kind: reading
title: Read
minutes: 3
---
## Why

Because.
""",
    "A1/write.md": """---
kind: log
title: Write
minutes: 4
---
```yaml
prompts:
  - id: one
    prompt: What?
```
""",
    "A1/ask.md": """---
kind: quiz
title: Ask
minutes: 2
shows: A1.write
---
First.

```yaml
pass: 1
```

```yaml
questions:
  - id: A1.1
    kind: choice
    prompt: Which?
    options:
      - text: This
        why: It is.
        right: true
      - text: That
        why: It is not.
```
""",
}


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "small"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def edit(folder, name, old, new):
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1))


def mistakes(folder):
    with pytest.raises(Mistakes) as found:
        package.read(folder)
    return [f"{m.file}:{m.line} {m.field}" for m in found.value.mistakes]


def test_course_is_read_rendered_and_ordered(folder):
    outline = package.read(folder)
    assert [(step.id, step.kind, step.minutes) for step in outline] == [
        ("A1.read", "reading", 3),
        ("A1.write", "log", 4),
        ("A1.ask", "quiz", 2),
    ]
    assert outline.note == "<p>No names.</p>"
    assert outline.steps["A1.read"].prose == "<h2>Why</h2>\n<p>Because.</p>"
    assert outline.steps["A1.ask"].content["pass"] == "1"
    assert Outline.from_json(outline.as_json()) == outline


def test_all_mistakes_are_reported_at_once_where_they_are(folder):
    edit(folder, "course.yaml", "title: Small", "titel: Small")
    edit(folder, "A1/module.yaml", "outcomes: [Read.]", "outcomes: []")
    edit(folder, "A1/read.md", "minutes: 3", "minutes: 30")
    edit(folder, "A1/write.md", "    prompt: What?", "    promt: What?")
    edit(folder, "A1/ask.md", "        why: It is not.", "        whi: It is not.")
    edit(folder, "A1/ask.md", "pass: 1", "pass: 5")
    (folder / "A1/spare.md").write_text("Left over.")
    assert mistakes(folder) == [
        "A1/ask.md:23 questions[1].options[2].whi",
        "A1/module.yaml:3 outcomes",
        "A1/read.md:4 minutes",
        "A1/spare.md:1 the file",
        "A1/write.md:8 prompts[1].prompt",
        "A1/write.md:9 prompts[1].promt",
        "course.yaml:1 title",
        "course.yaml:2 titel",
    ]


ONE = [
    ("course.yaml", "slug: small", "slug: Small Course", "course.yaml:1 slug"),
    ("course.yaml", "  - A1", "  - A1\n  - A1", "course.yaml:9 modules[2]"),
    ("course.yaml", "  - A1", "  - ../A1", "course.yaml:8 modules[1]"),
    ("course.yaml", "  - A1", "  - A1\n  - B2", "B2/module.yaml:1 the file"),
    ("course.yaml", "note: note.md", "note: ../note.md", "course.yaml:6 note"),
    ("course.yaml", "note: note.md\n", "", "course.yaml:1 note"),
    ("course.yaml", "title: Small", "title: Small\ntitle: Again", "course.yaml:3 the file"),
    ("course.yaml", "title: Small", "title: no", "course.yaml:2 title"),
    ("course.yaml", "title: Small", "title: {a: [", "course.yaml:4 the file"),
    ("course.yaml", "title: Small", "title: &a Small\nsummary: *a", "course.yaml:2 the file"),
    ("course.yaml", "title: Small", "title: " + "[" * 5000, "course.yaml:2 the file"),
    ("course.yaml", "title: Small", "title: !!python/name:os.system x", "course.yaml:2 the file"),
    ("course.yaml", "title: Small", "title: 2026-99-99", "course.yaml:1 the file"),
    ("course.yaml", "title: Small", "title: " + "9" * 5000, "course.yaml:1 the file"),
    ("course.yaml", "  - A1", "  - [A1]", "course.yaml:8 modules[1]"),
    ("course.yaml", "title: Small", "? [a]\n: b", "course.yaml:2 the file"),
    ("course.yaml", "title: Small", "1: 2\ntitle: Small", "course.yaml:2 [2]"),
    ("course.yaml", "slug: small", "- slug: small", "course.yaml:2 the file"),
    ("A1/read.md", "kind: reading", "kind: [reading]", "A1/read.md:2 kind"),
    ("A1/module.yaml", "  - read", "  - read\n  - gone", "A1/gone.md:1 the file"),
    ("A1/module.yaml", "  - read", "  - read\n  - read", "A1/module.yaml:6 steps[2]"),
    ("A1/read.md", "kind: reading", "kind: poem", "A1/read.md:2 kind"),
    ("A1/read.md", "minutes: 3", "minutes: three", "A1/read.md:4 minutes"),
    ("A1/read.md", "minutes: 3", "minutes: 0", "A1/read.md:4 minutes"),
    ("A1/read.md", "## Why", "# Why", "A1/read.md:6 a heading"),
    ("A1/read.md", "## Why\n\nBecause.", "", "A1/read.md:2 the file"),
    ("A1/read.md", "---\nkind", "kind", "A1/read.md:1 the file"),
    ("A1/read.md", "Because.", "```yaml\ntext: x\n```", "A1/read.md:9 text"),
    ("A1/read.md", "Because.", "```yaml\ntext: x", "A1/read.md:8 the file"),
    ("A1/write.md", "prompts:\n  - id: one\n    prompt: What?\n", "", "A1/write.md:7 prompts"),
    ("A1/write.md", "prompts:\n  - id: one\n    prompt: What?", "- one", "A1/write.md:7 the file"),
    ("A1/ask.md", "shows: A1.write", "shows: A1.ask", "A1/ask.md:5 shows"),
    ("A1/ask.md", "shows: A1.write", "shows: A1.read", "A1/ask.md:5 shows"),
    ("A1/ask.md", "pass: 1", "pass: 2", "A1/ask.md:10 pass"),
    ("A1/ask.md", "pass: 1", "pass: 1\nlater: {from: bank}", "A1/ask.md:1 later"),
    ("A1/ask.md", "kind: choice", "kind: choice\n    again: A1.gone", "A1/ask.md:1 again of A1.1"),
    ("A1/ask.md", "kind: choice", "kind: choice\n    again: A1.ask", "A1/ask.md:1 again of A1.1"),
    ("A1/ask.md", "pass: 1", "pass: 1\nquestions: []", "A1/ask.md:15 the file"),
    ("A1/ask.md", "kind: choice", "kind: riddle", "A1/ask.md:15 questions[1]"),
    ("A1/ask.md", "        right: true\n", "", "A1/ask.md:18 questions[1].options"),
]


@pytest.mark.parametrize(("name", "old", "new", "expected"), ONE)
def test_mistake_is_found_where_it_is(folder, name, old, new, expected):
    edit(folder, name, old, new)
    assert expected in mistakes(folder)


def test_file_that_is_not_utf_8_is_a_mistake(folder):
    (folder / "A1/read.md").write_bytes(b"---\nkind: reading\ntitle: caf\xe9\n---\n")
    assert mistakes(folder) == ["A1/read.md:3 the file"]


def test_huge_file_is_a_mistake(folder):
    edit(folder, "A1/read.md", "Because.", "Because. " * 30_000)
    assert mistakes(folder) == ["A1/read.md:1 the file"]


def test_nothing_outside_the_folder_is_read(folder, tmp_path):
    (tmp_path / "secret.md").write_text(FILES["A1/read.md"])
    (folder / "A1/read.md").unlink()
    (folder / "A1/read.md").symlink_to(tmp_path / "secret.md")
    assert "A1/read.md:1 the file" in mistakes(folder)


def test_missing_course_says_what_is_missing(tmp_path):
    assert mistakes(tmp_path) == ["course.yaml:1 the file"]


def test_a_text_has_pictures_that_lie_beside_it_and_say_what_they_show(folder):
    (folder / "A1/a.svg").write_text('<svg viewBox="0 0 1 1"><text>hidden</text></svg>')
    edit(folder, "A1/read.md", "Because.", "Before.\n\n![Two & a <table>](a.svg)\n\nAfter.")
    prose = package.read(folder).steps["A1.read"].prose
    assert prose == (
        '<h2>Why</h2>\n<p>Before.</p>\n<figure class="app-picture" role="img" '
        'aria-label="Two &amp; a &lt;table&gt;"><div aria-hidden="true"><svg viewBox="0 0 1 1">'
        "<text>hidden</text></svg></div></figure>\n<p>After.</p>"
    )
    assert plain(prose) == "Why Before. After."
    figure = next(node for node in tree(prose) if isinstance(node, dict) and node["at"])
    assert figure["at"]["alt"] == "Two & a <table>"
    assert figure["at"]["drawing"].startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox')
    edit(folder, "A1/read.md", "After.", "![](a.svg)\n\n![Gone](b.svg)\n\n![X](../note.md)")
    assert mistakes(folder) == [
        "A1/b.svg:1 the file",
        "A1/read.md:12 a picture",
        "A1/read.md:14 a picture",
        "A1/read.md:16 a picture",
    ]


def test_drawing_lies_beside_its_step(folder):
    panel = "  - {title: A, alt: B, drawing: %s}\n"
    body = "```yaml\npanels:\n" + panel % "a.svg" + panel % "../note.md" + panel % "b.svg" + "```"
    edit(folder, "A1/read.md", "kind: reading", "kind: cartoon")
    edit(folder, "A1/read.md", "Because.", body)
    (folder / "A1/a.svg").write_text('<svg viewBox="0 0 1 1"><script>x</script></svg>')
    assert mistakes(folder) == [
        "A1/b.svg:1 the file",
        "A1/read.md:11 panels[2].drawing",
        "A1/read.md:12 panels[3].drawing",
    ]


def test_every_shipped_course_is_right():
    outlines = {outline.slug: outline for outline in map(package.read, package.shipped())}
    taster = outlines["taster"]
    assert taster.minutes == 40
    assert taster.is_open
    assert list(taster.steps) == [
        *("T1.wheels", "T1.leaflet", "T1.network", "T1.read-map", "T1.sort", "T1.barrier"),
        *("T1.panel", "T1.quiz", "T1.try"),
    ]
    assert taster.note.count("<li>") == 8


@pytest.fixture
def in_app(app):
    with app.app_context():
        yield app
        db.session.remove()


def publish(outline):
    with transaction():
        return actions.publish(outline, now=NOW)


def test_only_a_change_makes_a_new_edition(in_app, folder):
    first = publish(package.read(folder))
    again = publish(package.read(folder))
    edit(folder, "A1/read.md", "Because.", "Because of that.")
    changed = publish(package.read(folder))
    assert (first.number, first.is_new) == (1, True)
    assert (again.edition_id, again.is_new) == (first.edition_id, False)
    assert (changed.number, changed.is_new, changed.course_id) == (2, True, first.course_id)
    assert queries.newest(first.course_id).id == changed.edition_id
    assert "of that" not in queries.outline(first.edition_id).steps["A1.read"].prose
    assert "of that" in queries.outline(changed.edition_id).steps["A1.read"].prose
    assert queries.outline(first.edition_id) is queries.outline(first.edition_id)


def test_course_takes_title_and_openness_from_its_newest_edition(in_app, folder):
    publish(package.read(folder))
    assert not queries.course("small").is_open
    edit(folder, "course.yaml", "title: Small", "title: Smaller\nopen: true")
    publish(package.read(folder))
    assert queries.course("small").title == "Smaller"
    assert queries.course("small").is_open
    for unknown in (lambda: queries.course("large"), lambda: queries.newest(0)):
        with pytest.raises(NotFound):
            unknown()


def test_load_is_all_or_nothing(app, folder, tmp_path):
    broken = Path(shutil.copytree(folder, tmp_path / "broken"))
    edit(broken, "A1/read.md", "minutes: 3", "minutes: 99")
    run = app.test_cli_runner()
    refused = run.invoke(args=["courses", "load", str(folder), str(broken)])
    assert refused.exit_code == 1
    assert run.invoke(args=["courses", "list"]).stdout == ""
    assert "A1/read.md:4: minutes: expected 20 or less. Correct the number." in refused.output
    loaded = run.invoke(args=["courses", "load", str(folder)])
    assert (loaded.exit_code, loaded.stdout) == (0, "small: edition 1 published.\n")
    again = run.invoke(args=["courses", "load", str(folder)])
    assert (again.exit_code, again.stdout) == (0, "small: edition 1 unchanged.\n")
    assert "small  edition 1" in run.invoke(args=["courses", "list"]).stdout


def test_check_says_that_shipped_courses_are_fine(app):
    result = app.test_cli_runner().invoke(args=["courses", "check"])
    assert result.exit_code == 0
    said = result.stdout.splitlines()
    assert [line.split()[:2] for line in said if not line.startswith(" ")] == [
        [f"{path.name}:", "fine."] for path in package.shipped()
    ]
    assert "  T1.wheels: Two people, two wheels: for the age of 9" in said
    assert not [line for line in said if "would help" in line]


def test_example_of_a_kind_is_a_course_with_a_step_of_it(in_app):
    done = publish(package.example_course("video"))
    outline = queries.outline(done.edition_id)
    assert (outline.slug, list(outline.steps)) == ("example-video", ["example.video"])
