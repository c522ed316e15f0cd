"""Which questions work: every quiz that people tried, one quiz, one question."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cptraining.courses import queries as courses
from cptraining.courses.models import Course
from cptraining.learning.screens import quiz as paper
from cptraining.people.access import counts_people, me
from cptraining.reports import charted, numbers
from cptraining.reports.answered import versions
from cptraining.reports.forms import FiguresForm
from cptraining.reports.measured import LEAST, measured
from cptraining.reports.papers import Asking, askings
from cptraining.reports.queries import questions as queries
from cptraining.reports.queries.questions import Tryout
from cptraining.reports.sheet import sheet
from cptraining.reports.tried import Tried
from cptraining.reports.views import pages
from cptraining.rules.refusal import NotFound
from cptraining.rules.statistics.findings import LABELS
from cptraining.web import csv

UNPROCESSABLE = 422


@dataclass(frozen=True)
class _Looked:
    """A quiz, and whose attempts at it somebody looks at; `askings` is never empty."""

    course: Course
    step: str
    askings: Sequence[Asking]
    form: FiguresForm

    @property
    def asking(self) -> Asking:
        """What was asked in the edition that was chosen."""
        chosen = self.form.edition.data
        return next(one for one in self.askings if str(one.editions[0].number) == chosen)

    @property
    def tried(self) -> Tried:
        """The attempts that were chosen."""
        return self.form.tried(me(), self.course.id, self.asking)


@pages.get("/report/questions")
@counts_people
def quizzes() -> str:
    """Every quiz that people tried whom the reader may count."""
    found = [(row, _title(row.edition_id, row.step)) for row in queries.quizzes(me())]
    return render_template("reports/templates/quizzes.html", found=found, least=LEAST)


@pages.get("/report/questions/<slug>/<quiz_id>")
@counts_people
def quiz(slug: str, quiz_id: str) -> ResponseReturnValue:
    """How hard a quiz is, how far its totals can be relied on, and which questions need a look."""
    looked = _looked(slug, quiz_id)
    if not looked.form.validate():
        return _page("quiz_figures", looked, found=None), UNPROCESSABLE
    return _page("quiz_figures", looked, found=measured(looked.tried, looked.asking))


@pages.get("/report/questions/<slug>/<quiz_id>/figures.csv")
@counts_people
def quiz_csv(slug: str, quiz_id: str) -> ResponseReturnValue:
    """The same figures as a file."""
    looked = _looked(slug, quiz_id)
    if not looked.form.validate():
        return _page("quiz_figures", looked, found=None), UNPROCESSABLE
    found = measured(looked.tried, looked.asking)
    if found is None:
        return _page("quiz_figures", looked, found=None)
    return csv.download(sheet(found), "questions.csv")


@pages.get("/report/questions/<slug>/<quiz_id>/<question_id>")
@counts_people
def question(slug: str, quiz_id: str, question_id: str) -> ResponseReturnValue:
    """One question: who gets it right, and what people answer."""
    looked = _looked(slug, quiz_id)
    if not looked.form.validate():
        return _page("quiz_figures", looked, found=None), UNPROCESSABLE
    asked = looked.asking.question(question_id)
    if asked is None:
        raise NotFound
    found = versions(looked.tried, looked.asking, question_id)
    return _page(
        "question_figures", looked, found=found, asked=found[0].question if found else asked
    )


def _looked(slug: str, quiz_id: str) -> _Looked:
    """Raises NotFound where the reader may count nobody who is to complete the course."""
    course = courses.course(slug)
    editions = queries.editions(me(), course.id, quiz_id) or _untried(course, quiz_id)
    found = askings(quiz_id, editions)
    form = FiguresForm(request.args)
    form.offer(queries.agencies(me()), queries.teams(me()), found)
    return _Looked(course, quiz_id, found, form)


def _untried(course: Course, quiz_id: str) -> list[Tryout]:
    """The newest edition of a quiz that nobody tried yet."""
    if not queries.is_given(me(), course.id):
        raise NotFound
    newest = courses.newest(course.id)
    paper(newest.id, quiz_id)
    return [Tryout(newest.id, newest.number, newest.published_at)]


def _title(edition_id: int, step_id: str) -> str:
    step = courses.outline(edition_id).find(step_id)
    return step.title if step else step_id


def _page(name: str, looked: _Looked, **shown: Any) -> str:
    def address(endpoint: str, **more: Any) -> str:
        chosen: dict[str, Any] = {**looked.form.address, **more}
        return url_for(endpoint, slug=looked.course.slug, quiz_id=looked.step, **chosen)

    return render_template(
        f"reports/templates/{name}.html",
        looked=looked,
        form=looked.form,
        title=_title(looked.askings[0].editions[0].id, looked.step),
        address=address,
        charted=charted,
        numbers=numbers,
        labels=LABELS,
        least=LEAST,
        **shown,
    )
