"""Every address that the application knows, asked by everybody: who gets in, and what it does."""

import pytest
from sqlalchemy import select

from cptraining import mail, outbox
from cptraining.certificates import queries as certificates
from cptraining.community import actions as gallery
from cptraining.community.models import Exhibit
from cptraining.courses import package
from cptraining.database import Base, db
from cptraining.learning import actions, attempts, sharing
from cptraining.learning.models import Answer, Assignment, AttemptAnswer
from cptraining.people import invitations, resets
from cptraining.people.actions import Place
from cptraining.people.models import Invitation, Role
from cptraining.web import door
from cptraining.web.clock import now as clock
from tests.databases import on_both
from tests.pages import Client
from tests.quizzes import Taker
from tests.school import Class, course

NOT_YET = 404  # What a demonstration alone has is not there for others.
SHARED = {"module_id", "quiz_id", "slug"}  # Courses are for everybody who is signed in.
GALLERY = {"/gallery/1", "/gallery/1.pdf"}  # What hangs there is for all of the agency to see.


class School:
    """A learner, a trainer and an administrator, with something at every address."""

    def __init__(self, world):
        self.world, self.app = world, world.app
        world.now = clock()  # Links for passwords are good for a short time only.
        self.class_ = Class(world)
        self.kofi = world.learner(self.class_.agency, "Kofi Mensah")
        self.people = {
            door.ANYONE: None,
            "signed in": self.kofi,
            "trainer": self.class_.trainer,
            "administrator": world.administrator(),
            "trainer/administrator": self.class_.trainer,
        }
        self.ids = {
            "module_id": "T1",
            "slug": "taster",
            "step_id": "T1.wheels",
            "quiz_id": "T1.quiz",
            "question_id": "T1.1",
            "position": 1,
            "person_id": self.kofi.id,
            "membership_id": self.kofi.current[0].id,
            "message_id": 1,
            "agency_id": self.class_.agency,
        }
        world.course(package.example_course("video"))
        self._learn()
        self._hang()
        self._hand_in()
        self._invite()
        with self.app.app_context():
            mail.send(mail.Mail("kofi@example.org", "Hello", "Words.", "letter"))
            self.ids["name"] = mail.kept()[0].name

    def _learn(self):
        begun = self.world.assign(self.kofi, self.world.course().course_id)
        short = self.world.course(course("A", slug="short")).course_id
        finished = self.world.assign(self.kofi, short)
        self.class_.work(self.kofi, finished, 2)
        with self.world.at_work() as now:
            actions.open_cycle(begun, self.kofi.id, now)
            actions.save_answer(begun, "T1.read-map", {"paid": "x"}, number=0, now=now)
            sharing.share(begun, "T1.read-map", actor_id=self.kofi.id, now=now)
            attempt = attempts.start(
                begun, "T1.quiz", actor_id=self.kofi.id, now=now, shuffle=list
            )
            self.ids |= {
                "cycle_id": begun,
                "attempt_id": attempt,
                "assignment_id": db.session.scalars(select(Assignment.id)).first(),
                "answer_id": db.session.scalars(select(Answer.id)).one(),
                "number": certificates.latest(finished).number,
            }

    def _hang(self):
        posters = self.world.course(package.example_course("poster")).course_id
        self.poster = {"cycle_id": self.world.assign(self.kofi, posters)}
        (step,) = package.example_course("poster").steps
        self.poster["step_id"] = step
        cycle, trainer = self.poster["cycle_id"], self.class_.trainer
        with self.world.at_work() as now:
            actions.open_cycle(cycle, self.kofi.id, now)
            actions.save_answer(cycle, step, {"headline": "We ask"}, number=0, now=now)
            sharing.share(cycle, step, actor_id=self.kofi.id, now=now)
            found = select(Answer.id).where(Answer.cycle_id == cycle)
            self.poster["answer_id"] = db.session.scalars(found).one()
            gallery.approve(cycle, self.poster["answer_id"], seen=1, actor_id=trainer.id, now=now)
            self.ids["exhibit_id"] = db.session.scalars(select(Exhibit.id)).one()

    def _hand_in(self):
        rubric = [{"text": "Says why", "points": 1}]
        asked = {"id": "o", "kind": "open", "prompt": "Why?", "rubric": rubric}
        taker = Taker(self.world, {"pass": 1, "questions": [asked]}, agency=self.class_.agency)
        attempt = taker.start()
        taker.answer(attempt, "o", "Because.")
        with self.app.app_context():
            found = select(AttemptAnswer.id).where(AttemptAnswer.attempt_id == attempt)
            self.ids["given_id"] = db.session.scalars(found).one()

    def _invite(self):
        place = Place(self.class_.agency, Role.LEARNER)
        wish = invitations.Wish("new@example.org", place)
        trainer = self.class_.trainer
        with self.world.at_work() as now:
            self.ids["invitation_id"] = invitations.invite(wish, invited_by=trainer.id, now=now)
            invitation = db.session.get_one(Invitation, self.ids["invitation_id"])
            self.ids["token"] = invitations.link(invitation)
            self.reset = resets.make(self.kofi.id, now)
            outbox.announce("nothing", now=now)

    @property
    def special(self):
        """What some addresses name in place of what most do, by endpoint."""
        written, film = {"step_id": "T1.read-map"}, {"slug": "example-video"}
        film["step_id"] = "example.video"
        return {
            "people.reset": {"token": self.reset},
            **dict.fromkeys(["learning.sheet", "learning.answer"], written),
            **dict.fromkeys(["learning.film", "learning.take_out"], film),
            **dict.fromkeys(["learning.poster", "community.approve"], self.poster),
        }

    def addresses(self, method, whom=None):
        """(address, view) of each address that takes this method, for these people or for all."""
        with self.app.test_request_context():
            for rule in self.app.url_map.iter_rules():
                view = self.app.view_functions[rule.endpoint]
                ids = self.ids | self.special.get(rule.endpoint, {})
                values = {name: ids[name] for name in rule.arguments}
                if method in rule.methods and whom in {None, view.needs}:
                    yield self.app.url_map.bind("").build(rule.endpoint, values), view

    def browser(self, person):
        return Client(self.app).sign_in(person) if person else Client(self.app)

    def rows(self):
        """Everything in the database."""
        with self.app.app_context(), db.engine.connect() as connection:
            return {
                table.name: sorted(map(repr, connection.execute(table.select())))
                for table in Base.metadata.sorted_tables
            }


@pytest.fixture
def school(world):
    return School(world)


def test_every_view_says_whom_it_is_for(school):
    said = {view.__name__: view.needs for method in ("GET", "POST")
            for _, view in school.addresses(method)}  # fmt: skip
    assert set(said.values()) == set(school.people)


def test_reading_changes_nothing_and_every_page_is_in_order(school):
    before = school.rows()
    for whom, person in school.people.items():
        browser = school.browser(person)
        for address, view in school.addresses("GET", whom):
            status = NOT_YET if view.__name__.startswith("demonstrat") else 200
            browser.get(address, status)
    assert school.rows() == before


def test_the_pages_of_trainers_stand_under_report_or_people(school):
    for whom in ("trainer", "trainer/administrator"):
        browser = school.browser(school.people[whom])
        for address, _ in school.addresses("GET", whom):
            page = browser.get(address)
            links = page.tree.one("nav", class_="app-nav").all("a") if page.is_html else ()
            current = [link.text for link in links if link.has("aria-current")]
            assert not page.is_html or current in (["Report"], ["People"]), address


@pytest.mark.parametrize("token", [None, "", "forged"])
def test_a_post_without_our_token_changes_nothing(school, token):
    before = school.rows()
    for whom, person in school.people.items():
        browser = school.browser(person)
        for address, view in school.addresses("POST", whom):
            data = {} if token is None else {"csrf_token": token}
            answer = browser.http.post(address, data=data)
            status = NOT_YET if view.__name__.startswith("demonstrat") else 422
            assert (address, answer.status_code) == (address, status)
    assert school.rows() == before


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_who_is_not_signed_in_is_asked_to_sign_in(school, method):
    browser = school.browser(None)
    for whom in school.people.keys() - {door.ANYONE}:
        for address, _ in school.addresses(method, whom):
            answer = browser.http.open(address, method=method)
            assert (address, answer.status_code) == (address, 303)
            assert answer.location.startswith("/sign-in")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_for_others_there_is_no_such_page(school, method):
    school.people["learner"] = school.kofi
    pairs = ["trainer learner", "administrator learner", "administrator trainer"]
    pairs += ["trainer/administrator learner"]
    for whom, too_little in map(str.split, [*pairs, "trainer administrator"]):
        browser = school.browser(school.people[too_little])
        unknown = browser.http.open("/no-such-page", method=method).data
        for address, _ in school.addresses(method, whom):
            answer = browser.http.open(address, method=method)
            assert (address, answer.status_code) == (address, 404)
            assert answer.data == unknown


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_somebody_elses_is_as_if_it_were_not_there(school, method):
    elsewhere = Class(school.world, "Lakeside")
    colleague = school.world.learner(school.class_.agency, "Bea")
    strangers = {
        "signed in": [colleague, elsewhere.trainer, school.world.learner(elsewhere.agency)],
        "trainer": [elsewhere.trainer],
        "trainer/administrator": [elsewhere.trainer],
    }
    for whom, people in strangers.items():
        for person in people:
            browser = school.browser(person)
            unknown = browser.http.open("/no-such-page", method=method).data
            for address in theirs(school, method, whom):
                if person is colleague and method == "GET" and address in GALLERY:
                    continue
                answer = browser.http.open(address, method=method)
                assert (address, answer.status_code) == (address, 404), person.name
                assert answer.data == unknown


def theirs(school, method, whom):
    """The addresses of something that is one person's or one agency's."""
    rules = {rule.endpoint: rule for rule in school.app.url_map.iter_rules()}
    with school.app.test_request_context():
        binding = school.app.url_map.bind("")
        for address, _ in school.addresses(method, whom):
            endpoint, _ = binding.match(address, method=method)
            if rules[endpoint].arguments - SHARED:
                yield address


@on_both
def test_odd_addresses_are_answered_in_plain_words(school):
    browser = school.browser(school.kofi)
    for odd in ("0", "999999999999999999999999", "-1", "%00", "%F0%9F%98%80", "a" * 500, "..%2f"):
        for pattern in ("/learning/{}", "/attempts/{}", "/attempts/1/{}", "/learning/1/{}",
                        "/courses/{}", "/certificates/{}", "/certificates/{}.pdf", "/check/{}",
                        "/invitations/{}", "/reset/{}", "/{}"):  # fmt: skip
            answer = browser.http.get(pattern.format(odd))
            assert answer.status_code < 500, (pattern, odd)


@pytest.mark.slow
@on_both
@pytest.mark.parametrize("odd", ["\x00", "\U0001f600", "x" * 20_000, "-1", "9" * 30, "<b>"])
def test_odd_values_in_any_form_are_answered_in_plain_words(school, odd):
    for whom, person in school.people.items():
        browser = school.browser(person)
        for address, view in list(school.addresses("GET", whom)):
            if view.__name__.startswith("demonstrat"):
                continue
            page = browser.get(address, status=None)
            for form in page.forms:
                names = form.values.keys() - {"csrf_token"}
                form.values |= {name: [odd] for name in names}
                if names:
                    assert form.send(status=None).status < 500, (address, odd)
