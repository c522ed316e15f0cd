"""Quizzes for tests: a course with one quiz, made of small questions, in any way of working."""

from cptraining.learning import actions, attempts
from cptraining.rules.outline import Award, Banked, Module, Outline, Step


def single(id_, right="Yes", wrong="No", **more):
    """A question with two options, the right one first."""
    options = [{"text": right, "why": f"Why {id_}", "right": True}, {"text": wrong, "why": "Hm"}]
    return {"id": id_, "kind": "choice", "prompt": f"Is it {id_}?", "options": options, **more}


def course(content, *, slug="quizzed", bank=(), steps=(), test_out=None, certificate=True):  # noqa: PLR0913 -- each test says what differs
    """A course of one module M with these steps and then the quiz `M.quiz`."""
    quiz = Step("M.quiz", "quiz", "Check yourself", 3, content=content)
    out = Step("M.out", "quiz", "Test out", 3, content=test_out) if test_out else None
    module = Module("M", "A module", (*steps, quiz), test_out=out)
    banked = tuple(Banked(question, "M") for question in bank)
    award = Award("Quizzed") if certificate else None
    return Outline(slug, "Quizzed", "A quiz.", (module,), certificate=award, bank=banked)


class Taker:
    """Somebody who takes a quiz: each act in a transaction of its own, at the world's time."""

    def __init__(self, world, content, name="Sam Okafor", agency=None, **more):
        self.world = world
        self.agency = agency or world.agency()
        self.person = world.learner(self.agency, name)
        self.course_id = world.course(course(content, **more)).course_id
        self.cycle_id = world.assign(self.person, self.course_id)
        self.person.cycle_id = self.cycle_id
        with world.at_work() as now:
            actions.open_cycle(self.cycle_id, self.person.id, now)

    def start(self, step="M.quiz", shuffle=list, begin=attempts.start):
        with self.world.at_work() as now:
            return begin(self.cycle_id, step, actor_id=self.person.id, now=now, shuffle=shuffle)

    def practise(self, step="M.quiz"):
        return self.start(step, begin=attempts.practise)

    def save(self, attempt_id, question, value, number=0, **more):
        with self.world.at_work() as now:
            return attempts.save(attempt_id, question, value, number=number, now=now, **more)

    def check(self, attempt_id, question):
        with self.world.at_work() as now:
            attempts.check(attempt_id, question, actor_id=self.person.id, now=now)

    def answer(self, attempt_id, question, value, number=0, **more):
        self.save(attempt_id, question, value, number, **more)
        self.check(attempt_id, question)

    def finish(self, attempt_id):
        with self.world.at_work() as now:
            attempts.finish(attempt_id, actor_id=self.person.id, now=now)
