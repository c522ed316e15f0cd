"""The trainer's pages: the completion report, the same as a file, and one person in full."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cptraining.courses import queries as courses
from cptraining.learning.queries import states
from cptraining.learning.queries.shared import Shared, shared_by
from cptraining.learning.queries.trained import course_choices
from cptraining.people.access import me, trained, trainer
from cptraining.people.models import Role
from cptraining.reports.asked import Trainer
from cptraining.reports.figures import finding
from cptraining.reports.forms import FilterForm
from cptraining.reports.lines import Columns, lines
from cptraining.reports.queries import completion as report
from cptraining.reports.queries import person as one
from cptraining.reports.rounds import rounds, titles
from cptraining.reports.table import table
from cptraining.reports.timeline import moment
from cptraining.reports.views import pages
from cptraining.rules.standing import LABELS, SYMBOLS
from cptraining.web import clock, csv

ON_A_PAGE = 50
UNPROCESSABLE = 422


@pages.get("/report")
@trainer
def completion() -> ResponseReturnValue:
    """Who has finished, who is stuck: the finding, the figures, then person by person."""
    now = clock.now()
    asking = Trainer.at(me(), now)
    form = _form(asking)
    if not form.validate():
        return _not_shown(form)
    asked = form.asked
    figures = report.figures(asking, asked)
    columns = Columns(report.outlines(asking, asked.course_id))
    number, pages_in_all = _place(figures.of(asked.status))
    first = (number - 1) * ON_A_PAGE
    return _page(
        form,
        figures=figures,
        finding=finding(figures),
        columns=columns,
        lines=list(lines(asking, asked, columns, first=first, count=ON_A_PAGE)),
        found=figures.of(asked.status),
        number=number,
        pages=pages_in_all,
        now=now,
    )


@pages.get("/report.csv")
@trainer
def completion_csv() -> ResponseReturnValue:
    """Everything that the same filters show, as a file."""
    asking = Trainer.at(me(), clock.now())
    form = _form(asking)
    if not form.validate():
        return _not_shown(form)
    asked = form.asked
    columns = Columns(report.outlines(asking, asked.course_id))
    return csv.download(table(lines(asking, asked, columns), columns), "completion.csv")


@pages.get("/report/people/<int:person_id>")
@trainer
def person(person_id: int) -> str:
    """One person's courses and what they did lately, where the reader trains them."""
    asking = Trainer.at(me(), clock.now())
    memberships = one.memberships(me(), person_id)
    opened = one.cycles(me(), person_id)
    ids = [found.cycle.id for found in opened]
    called = titles(opened, {found.id: found.title for found in course_choices()})
    return render_template(
        "reports/templates/person.html",
        person=memberships[0].person,
        memberships=memberships,
        rounds=rounds(asking, opened, report.modules(ids), states.steps(ids)),
        certificates=one.certificates(me(), person_id),
        shared=[
            (given.id, _title(given), given.shared_at) for given in shared_by(me(), person_id)
        ],
        moments=[told for event in one.events(me(), person_id) if (told := moment(event, called))],
        is_learner=any(found.role is Role.LEARNER for found in memberships),
    )


def _title(given: Shared) -> str:
    """What the step is called on which something was shared."""
    return courses.outline(given.edition_id).steps[given.step].title


def _form(asking: Trainer) -> FilterForm:
    form = FilterForm(request.args)
    form.offer(report.courses_given(asking), trained(asking.person), report.teams(asking))
    return form


def _place(found: int) -> tuple[int, int]:
    """The page asked for and how many there are; a number that is none counts as the nearest."""
    pages_in_all = max(1, -(-found // ON_A_PAGE))
    return min(max(1, request.args.get("page", 1, type=int)), pages_in_all), pages_in_all


def _not_shown(form: FilterForm) -> ResponseReturnValue:
    """What to do next, when there is nothing to show or an address asks for what is not there."""
    if not form.course.choices:
        return render_template("reports/templates/nothing.html")
    return _page(form, figures=None), UNPROCESSABLE


def _page(form: FilterForm, **shown: Any) -> str:
    def address(endpoint: str = "reports.completion", **changes: Any) -> str:
        values = {**form.address, **changes}
        return url_for(endpoint, **{name: value for name, value in values.items() if value})

    return render_template(
        "reports/templates/completion.html",
        form=form,
        address=address,
        page_address=lambda number: address(page=number),
        labels=LABELS,
        symbols=SYMBOLS,
        **shown,
    )
