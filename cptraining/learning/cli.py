"""`cptraining quizzes`: mark tries again, and end those whose time is up."""

import click
from flask.cli import AppGroup

from cptraining.courses import queries as courses
from cptraining.database import transaction
from cptraining.learning import attempts, regrading
from cptraining.learning.queries import overdue
from cptraining.learning.regrading import Decision, Regrade
from cptraining.learning.screens import quiz
from cptraining.rules.refusal import NotFound
from cptraining.web import clock

quizzes = AppGroup("quizzes", help="Mark tries at quizzes again, and end overdue ones.")


@quizzes.command()
@click.argument("course")
@click.argument("step")
@click.option("--apply", "is_applied", is_flag=True, help="Make the changes; else only list them.")
@click.option("--reason", help="Why, for the record. Needed with --apply.")
@click.option(
    "--take-away",
    "takes",
    multiple=True,
    type=int,
    metavar="TRY",
    help="Number of a try whose completion and certificate may be taken away. Repeatable.",
)
def regrade(
    course: str, step: str, *, is_applied: bool, reason: str | None, takes: tuple[int, ...]
) -> None:
    """Mark all tries at the quiz STEP of COURSE again by the newest questions.

    Lists every try that changes, old score and new. What was passed stays passed, certificate
    and all, unless you name the try with --take-away.
    """
    if is_applied and not reason:
        raise click.UsageError("Say why: --reason “Option B was right too.”")
    course_id = _quiz(course, step)
    with transaction():
        found = regrading.proposals(course_id, step)
        for one in found:
            click.echo(_line(one))
        if is_applied:
            decision = Decision(reason or "", None, frozenset(takes))
            with click.progressbar(found, label="Marking again", show_pos=True) as bar:
                count = regrading.apply(bar, decision, now=clock.now())
    if is_applied:
        click.echo(f"{count} marked again.")
    else:
        click.echo(f"{len(found)} would change. Add --apply and --reason to change them.")


@quizzes.command()
def close() -> None:
    """End every try whose time is up, as it was saved. The worker does this by itself."""
    ids = overdue.attempts(clock.now())
    with click.progressbar(ids, label="Ending tries", show_pos=True) as bar:
        ended = 0
        for attempt_id in bar:
            with transaction():
                ended += attempts.close_if_over(attempt_id, now=clock.now())
    click.echo(f"{ended} ended.")


def _quiz(course: str, step: str) -> int:
    """The course's id, if the newest edition has this quiz."""
    try:
        course_id = courses.course(course).id
    except NotFound as missing:
        raise click.BadParameter("no course of this name", param_hint="COURSE") from missing
    try:
        quiz(courses.newest(course_id).id, step)
    except NotFound as missing:
        raise click.BadParameter("no quiz of this id", param_hint="STEP") from missing
    return course_id


def _line(one: Regrade) -> str:
    change = "passed then" if one.gives else "not passed any more" if one.takes_away else ""
    stuck = f"cannot mark again: {', '.join(one.stuck)}" if one.stuck else ""
    score = f"{one.before.normalize():f} → {one.verdict.score.normalize():f}"
    told = [f"try {one.attempt.id}", one.person_name, score, change, stuck]
    return "  ".join(part for part in told if part)
