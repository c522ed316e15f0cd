"""`cptraining questions`: import from and export to other systems."""

import sys
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup
from pydantic import TypeAdapter, ValidationError

from cptraining import steps
from cptraining.courses import queries
from cptraining.courses.pool import pool
from cptraining.exchange import formats
from cptraining.exchange.bankfile import Bank
from cptraining.exchange.notes import Imported, Note, Unreadable
from cptraining.questions.content import Question
from cptraining.rules.authoring import Key
from cptraining.rules.outline import Outline
from cptraining.rules.refusal import NotFound

questions = AppGroup("questions", help="Import questions, and export them to other systems.")

_FILE = click.Path(dir_okay=False, path_type=Path)
_FORMAT = click.option(
    "--format",
    "format_",
    type=click.Choice(list(formats.FORMATS)),
    help="The format of FILE; without it, it is guessed.",
)
_MOST_LINES = 8


def _key(_context: Any, _option: Any, value: Any) -> Any:
    """A name as our files have it."""
    for name in value if isinstance(value, tuple) else filter(None, [value]):
        try:
            TypeAdapter(Key).validate_python(name)
        except ValidationError as error:
            raise click.BadParameter(f"{name}: letters, digits and hyphens only.") from error
    return value


@questions.command("import", with_appcontext=False)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_FORMAT
@click.option(
    "--into",
    required=True,
    type=_FILE,
    help="The bank's file to write, such as COURSE/bank/NAME.yaml.",
)
@click.option("--module", callback=_key, help="The module that all questions are about.")
@click.option("--tag", "tags", multiple=True, callback=_key, help="A tag for each question.")
@click.option("--exact", is_flag=True, help="Keep straight quotes and dots as they are.")
@click.option("--replace", is_flag=True, help="Write over files that are there already.")
def import_(  # noqa: PLR0913 -- click hands over each option
    file: Path,
    format_: str | None,
    into: Path,
    module: str | None,
    tags: tuple[str, ...],
    *,
    exact: bool,
    replace: bool,
) -> None:
    """Write the questions of FILE into the bank of a course.

    FILE is GIFT, Moodle XML, Aiken or QTI 3 (a package or one item). What is not understood is
    reported by line; questions that cannot be used stand as comments at the end of the bank's
    file. Afterwards, `cptraining courses check COURSE` says whether the course takes them.

    Exit code 1 when some questions could not be used, or none.
    """
    if into.suffix != ".yaml" or into.absolute().parent.name != "bank":
        raise click.UsageError("--into takes the name of a .yaml file in a folder called bank.")
    imported = _read(file, format_, into.stem, exact=exact)
    files = Bank(into, module, tags).files(imported, file.name)
    _write(files if imported.found else {}, replaces=replace)
    _report(imported.notes)
    written = [path.name for path in files if path.suffix == ".yaml"] if imported.found else []
    click.echo(_summary(imported, written))
    if imported.kept or not imported.found:
        sys.exit(1)


def _read(file: Path, format_: str | None, prefix: str, *, exact: bool) -> Imported:
    """What is in the file; a bar shows how far it is read."""
    data = file.read_bytes()
    name = format_ or formats.guessed(data)
    click.echo(f"Reading {file.name} as {name}.", err=True)
    with click.progressbar(length=1, label="Reading", file=sys.stderr) as bar:

        def watch(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        try:
            return formats.read(name, data, prefix, exact=exact, watch=watch)
        except Unreadable as why:
            raise click.ClickException(f"{file.name}, {why}") from why


def _write(files: dict[Path, bytes], *, replaces: bool) -> None:
    """Write all files, or none where one is there already with something else in it."""
    others = [path for path, content in files.items() if _is_other(path, content)]
    if others and not replaces:
        names = ", ".join(str(path) for path in others)
        raise click.ClickException(f"{names} is there already: --replace writes over it.")
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _is_other(path: Path, content: bytes) -> bool:
    return path.exists() and path.read_bytes() != content


def _report(notes: Sequence[Note]) -> None:
    """Every note once, with all the lines that it is about."""
    for (file, what, advice), same in _grouped(notes):
        lines = [note.line for note in same]
        shown = ", ".join(map(str, lines[:_MOST_LINES]))
        more = f" and {len(lines) - _MOST_LINES} more" if len(lines) > _MOST_LINES else ""
        named = "line" if len(lines) == 1 else "lines"
        before = f"{file}, " if file else ""
        click.echo(f"  {before}{named} {shown}{more}: {what} {advice}".rstrip(), err=True)


def _grouped(notes: Sequence[Note]) -> Iterable[tuple[tuple[str, str, str], list[Note]]]:
    def same(note: Note) -> tuple[str, str, str]:
        return note.file, note.what, note.advice

    groups = [(key, list(found)) for key, found in groupby(sorted(notes, key=same), key=same)]
    return sorted(groups, key=lambda group: (group[0][0], group[1][0].line))


def _summary(imported: Imported, written: Sequence[str]) -> str:
    count, kept, pictures = len(imported.found), len(imported.kept), len(imported.pictures)
    into = f" into {', '.join(written)}" if written else ""
    said = [f"{_counted(count, 'question')} taken over{into}"]
    said += [_counted(pictures, "picture")] if pictures else []
    said += [f"{kept} kept without being usable"] if kept else []
    return ", ".join(said) + "."


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


@questions.command()
@click.argument("course")
@click.argument("file", type=_FILE)
@_FORMAT
@click.option("--step", help="Only the questions of this step, such as M1.check.")
@click.option("--replace", is_flag=True, help="Write over FILE if it is there already.")
def export(
    course: str, file: Path, format_: str | None, step: str | None, *, replace: bool
) -> None:
    """Write the questions of COURSE's newest edition, its quizzes' and its bank's, into FILE.

    COURSE is its short name (`cptraining courses list`). Without --format, the ending of FILE
    says it: .gift or .txt, .xml for Moodle XML, .aiken, .zip for QTI 3. What the format cannot
    say is reported by question.
    """
    name = format_ or formats.by_ending(file)
    if name is None:
        raise click.UsageError("Say the --format, or end FILE with .gift, .xml, .aiken or .zip.")
    chosen = _chosen(_outline(course), step)
    with click.progressbar(chosen, label="Writing", file=sys.stderr) as bar:
        exported = formats.FORMATS[name].write(bar)
    _write({file: exported.data}, replaces=replace)
    for lost in exported.lost:
        click.echo(f"  {lost}", err=True)
    remarks = _counted(len(exported.lost), "remark")
    said = f"; {remarks} on what {name} cannot say" if exported.lost else ""
    click.echo(f"{_counted(len(chosen), 'question')} of {course} as {name} in {file}{said}.")


def _outline(course: str) -> Outline:
    try:
        return queries.outline(queries.newest(queries.course(course).id).id)
    except NotFound as error:
        known = ", ".join(row.slug for row in queries.listing()) or "none yet"
        raise click.ClickException(f"There is no course {course}. There are: {known}.") from error


def _chosen(outline: Outline, step_id: str | None) -> list[Question]:
    if step_id is None:
        return [asked.question for asked in pool(outline).values()]
    asking = {
        step.id: step
        for step in (*outline, *outline.test_outs.values())
        if steps.kinds()[step.kind].is_attempted
    }
    if step_id not in asking:
        known = ", ".join(asking) or "none"
        raise click.ClickException(f"No step {step_id} asks questions. These do: {known}.")
    step = asking[step_id]
    return list(steps.kinds()[step.kind].read(step.content).fixed)
