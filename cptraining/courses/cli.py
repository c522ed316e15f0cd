"""`cptraining courses`: check, load, list, and captions for films."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click
from flask.cli import AppGroup

from cptraining.courses import actions, package, queries
from cptraining.courses.mistakes import Mistakes
from cptraining.database import transaction
from cptraining.rules.outline import Outline
from cptraining.rules.reading_age import reading_age
from cptraining.steps import kinds
from cptraining.web import clock

HARD = 13
"""Years: texts for older readers than these are too hard for a tired worker on a phone."""

courses = AppGroup("courses", help="Check, load and list courses; captions for films.")

_folders = click.argument(
    "folders",
    metavar="[PATH]...",
    nargs=-1,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)


@courses.command(with_appcontext=False)
@_folders
def check(folders: tuple[Path, ...]) -> None:
    """Say everything that is wrong with courses' files. Exit code 1 when anything is.

    Says as well for what age each reading is, and warns of those above the age of 13. Without a
    PATH, the courses that come with the platform are checked.
    """
    for outline in _read(folders or package.shipped()):
        count = len(outline.steps)
        click.echo(f"{outline.slug}: fine. {count} steps, {outline.minutes} minutes.")
        for step in outline:
            age = reading_age(step.prose)
            if age:
                hard = ": shorter sentences and words would help" if age > HARD else ""
                click.echo(f"  {step.id}: {step.title}: for the age of {age}{hard}")


@courses.command()
@_folders
def load(folders: tuple[Path, ...]) -> None:
    """Publish courses: all of them, or none when one has a mistake.

    Only what changed becomes a new edition. Editions that search does not know, as they are older
    than it, become findable. Without a PATH, the courses that come with the
    platform are loaded.
    """
    outlines = _read(folders or package.shipped())
    with transaction():
        results = [(o.slug, actions.publish(o, now=clock.now())) for o in outlines]
        actions.index()
    for slug, done in results:
        news = "published" if done.is_new else "unchanged"
        click.echo(f"{slug}: edition {done.number} {news}.")


@courses.command(with_appcontext=False)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("step")
def captions(folder: Path, step: str) -> None:
    """Write the captions of a course's film, for whoever makes it from its script.

    They are WebVTT, from the words and times of the transcript; STEP is its id, such as M01.twice:

      cptraining courses captions my-course M01.twice > twice.vtt
    """
    (outline,) = _read([folder])
    found = outline.find(step)
    webvtt = kinds()[found.kind].read(found.content).webvtt if found else ""
    if not webvtt:
        raise click.UsageError(f"{step} is no film of this course: name a step of kind video.")
    click.echo(webvtt, nl=False)


@courses.command("list")
def list_() -> None:
    """Show every course and its newest edition."""
    for row in queries.listing():
        access = "open to every learner" if row.is_open else "by assignment"
        when = f"{row.published_at:%Y-%m-%d %H:%M} UTC"
        click.echo(f"{row.slug}  edition {row.number}, {when}, {access}: {row.title}")


def _read(folders: Iterable[Path]) -> list[Outline]:
    """Every course, or exit after telling all the mistakes of all of them."""
    outlines, has_mistakes = [], False
    with click.progressbar(list(folders), label="Reading", file=sys.stderr) as bar:
        for folder in bar:
            try:
                outlines.append(package.read(folder))
            except Mistakes as found:
                has_mistakes = True
                _tell(folder, found)
    if has_mistakes:
        sys.exit(1)
    return outlines


def _tell(folder: Path, found: Mistakes) -> None:
    click.echo(f"\n{folder}: {len(found.mistakes)} to put right; nothing was loaded.", err=True)
    for mistake in found.mistakes:
        click.echo(f"  {mistake}", err=True)
