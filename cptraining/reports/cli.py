"""`cptraining statistics` of a file of marks, and `cptraining quizzes statistics` of a quiz."""

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from cptraining.courses import queries as courses
from cptraining.learning.cli import quizzes
from cptraining.reports import markfile, of_file
from cptraining.reports.measured import LEAST, Measured, measured
from cptraining.reports.papers import askings
from cptraining.reports.queries import questions as queries
from cptraining.reports.told import rows, told
from cptraining.reports.tried import USUAL, Tried, Which
from cptraining.rules.refusal import NotFound

PLACES = 4
WIDTH = 26

_as_json = click.option("--json", "form", flag_value="json", help="Print JSON.")
_as_csv = click.option("--csv", "form", flag_value="csv", help="Print CSV, a figure a row.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--worth", "has_worth", is_flag=True, help="Line 2 says what questions are worth.")
@_as_json
@_as_csv
def statistics(file: Path, *, has_worth: bool, form: str | None) -> None:
    """Print the figures of a table of marks, whoever asked the questions.

    FILE is CSV: line 1 names the questions, each further line has the marks of one try. A first
    column without a name, or headed attempt, names the tries; then a line 2 that begins with max
    says what the questions are worth, else each is worth 1. An empty cell means that the
    question was not drawn. The formulas are those of Moodle's quiz statistics.
    """
    try:
        table = markfile.read(file, has_worth=has_worth)
    except markfile.MarkFileError as error:
        for mistake in error.mistakes:
            click.echo(mistake, err=True)
        sys.exit(1)
    _show(of_file.measured(table), form)


@quizzes.command("statistics")
@click.argument("course")
@click.argument("step")
@click.option(
    "--tries",
    type=click.Choice([which.value for which in Which]),
    help="Which tries of each person; those that the quiz counts unless you say.",
)
@_as_json
@_as_csv
def of_quiz(course: str, step: str, *, tries: str | None, form: str | None) -> None:
    """Print how the quiz STEP of COURSE and its questions measure, over all agencies."""
    try:
        course_id = courses.course(course).id
    except NotFound as missing:
        raise click.BadParameter("no course of this name", param_hint="COURSE") from missing
    editions = queries.editions(None, course_id, step)
    if not editions:
        raise click.BadParameter("nobody has finished a quiz of this id", param_hint="STEP")
    asking = askings(step, editions)[0]
    which = Which(tries) if tries else USUAL[asking.paper.content.counts]
    found = measured(Tried(None, course_id, step, asking.edition_ids, which), asking)
    if found is None:
        raise click.ClickException(f"Fewer than {LEAST} people finished it: nothing is shown.")
    _show(found, form)


def _show(found: Measured, form: str | None) -> None:
    if form == "json":
        click.echo(json.dumps(told(found), indent=2, ensure_ascii=False))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(["part", "id", "figure", "value"])
        writer.writerows(rows(found))
    else:
        _print(told(found))


def _print(values: Mapping[str, Any]) -> None:
    for name, value in values["quiz"].items():
        if name != "findings":
            click.echo(f"{_named(name):<{WIDTH}}{_shown(value)}")
    for finding in values["quiz"]["findings"]:
        click.echo(finding)
    for part in ("questions", "drawn_places", "drawn_questions"):
        if values[part]:
            click.echo(f"\n{_named(part)}")
            _table(values[part])


def _table(lines: Sequence[Mapping[str, Any]]) -> None:
    """A line for each question, with columns as wide as what is in them."""
    names = [name for name in lines[0] if name not in {"fifths", "findings"}]
    cells = [[_named(name) for name in names]]
    cells += [[_shown(line[name]) for name in names] for line in lines]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(padded).rstrip())


def _named(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.{PLACES}f}"
    if isinstance(value, list):
        return ", ".join(value)
    return "–" if value is None else str(value)
