"""What somebody wrote: theirs until shared, answered, taken back, kept as it was, taken along."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from sqlalchemy import select

from cptraining import mail
from cptraining.database import db
from cptraining.learning import actions, journal
from cptraining.learning.models import AnswerVersion
from cptraining.outbox.actions import handle_due
from cptraining.outbox.models import Message
from cptraining.record.models import Event
from tests.pages import Client

LOG = "T1.read-map"
WORDS = "Without R., <nobody> to ring & two roads."


@pytest.fixture
def sam(world):
    """A learner who wrote in the log of the Taster in March."""
    person = world.learner(world.agency("Thornwick"), "Sam Okafor")
    person.cycle_id = world.assign(person, world.course().course_id)
    with world.at_work() as now:
        actions.open_cycle(person.cycle_id, person.id, now)
        actions.read_note(person.cycle_id, person.id, now)
        actions.save_answer(person.cycle_id, LOG, {"paid": WORDS}, number=0, now=now)
    return person


@pytest.fixture
def maria(world, sam):
    return world.trainer(sam.current[0].agency_id)


@pytest.fixture
def signed_in(client, sam):
    return client.sign_in(sam)


def share(client, sam):
    page = client.get(f"/learning/{sam.cycle_id}/{LOG}").follow("Sharing and earlier versions")
    return page.press("Share it with my trainers")


def test_only_the_writer_reads_it_until_it_is_shared(app, world, signed_in, sam, maria):
    trainer = Client(app).sign_in(maria)
    stranger = Client(app).sign_in(world.trainer(world.agency("Elsewhere")))
    report = f"/report/people/{sam.id}"
    assert "Shared with you" not in trainer.get(report).text
    trainer.get("/shared/1", 404)

    assert "You and the trainers of your agency" in share(signed_in, sam).text
    read = trainer.get(report).follow("Exercise 1b: read your map")
    assert WORDS in read.text
    stranger.get("/shared/1", 404)
    Client(app).sign_in(sam).get("/shared/1", 404)

    back = signed_in.get(f"/learning/{sam.cycle_id}/{LOG}/answer").press("Take it back")
    assert "Only you." in back.text
    trainer.get("/shared/1", 404)
    read.press("Send to Sam Okafor", {"text": "Too late"}, 404)


def test_what_a_trainer_says_reaches_the_writer(app, world, signed_in, sam, maria):
    share(signed_in, sam)
    shared = Client(app).sign_in(maria).get("/shared/1")
    assert "Write your answer first" in shared.press("Send to Sam Okafor", {"text": " "}, 422).text
    shared.press("Send to Sam Okafor", text="Who rings R.?\n<b>And you?</b>")
    with app.app_context():
        handle_due(world.later(days=400))
        (letter,) = [path.read_text(encoding="utf-8") for path in mail.kept()]
    assert f"To: {sam.email}" in letter
    assert "Who rings" not in letter
    assert (
        "A new answer from your trainer" in signed_in.get(f"/learning/{sam.cycle_id}/{LOG}").text
    )
    page = signed_in.get("/home").follow("Exercise 1b: read your map")
    assert "<b>And you?</b>" in page.text
    assert "Your trainer has answered" not in signed_in.get("/home").text


def test_sharing_before_writing_is_no_page(signed_in, sam):
    signed_in.get(f"/learning/{sam.cycle_id}/T1.network/answer", 404)
    signed_in.get(f"/learning/{sam.cycle_id}/T1.wheels/answer", 404)


def test_sharing_is_in_the_record_without_a_word_of_it(app, signed_in, sam):
    share(signed_in, sam)
    with app.app_context():
        (event,) = db.session.scalars(select(Event).where(Event.name == "answer.shared"))
        assert event.facts == {"step": LOG}


def test_what_was_there_before_can_be_looked_at(app, world, signed_in, sam):
    step = signed_in.get(f"/learning/{sam.cycle_id}/{LOG}")
    step.press("I have written enough: go on", text_paid="Now I ring R.")
    page = signed_in.get(f"/learning/{sam.cycle_id}/{LOG}/answer")
    assert "As you left it on 2 March 2026 at 09:00" in page.text
    assert WORDS in page.text


def test_a_version_is_kept_only_when_the_writer_was_away(app, world, sam):
    for number, minutes in ((1, 9), (2, 9), (3, 11)):
        moment = world.later(minutes=minutes)
        with world.at_work():
            value = {"paid": f"number {number + 1}"}
            actions.save_answer(sam.cycle_id, LOG, value, number=number, now=moment)
    with app.app_context():
        kept = db.session.scalars(select(AnswerVersion)).all()
    assert [(version.number, version.value) for version in kept] == [(3, {"paid": "number 3"})]


def test_a_promise_is_asked_after_on_its_day_unless_it_was_moved(app, world, sam):
    day = (world.now + timedelta(days=14)).date()
    days = [day, date(2026, 3, 1)]
    with world.at_work() as now:
        actions.promise(sam.cycle_id, LOG, days, zone="Europe/London", now=now)
        actions.promise(sam.cycle_id, LOG, days, zone="Europe/London", now=now)
    with app.app_context():
        (message,) = db.session.scalars(select(Message).where(Message.topic == "answer.follow_up"))
        assert message.due_at.isoformat() == "2026-03-16T09:00:00+00:00"
        assert handle_due(world.later(days=20)) == 1
        assert mail.kept() == []  # A log promises nothing, so nothing is promised any more.


def test_my_log_can_be_read_and_taken_along(app, signed_in, sam):
    page = signed_in.get("/home").follow("What I wrote for myself")
    assert WORDS in page.text
    text = page.follow("As a text file (Markdown)").response.text
    assert WORDS in said(text)
    pdf = page.follow("Take it with you (PDF)").response
    assert pdf.data.startswith(b"%PDF-")
    assert pdf.headers["Cache-Control"] == "private, no-store"


def test_my_log_is_empty_at_first(client, world):
    kofi = world.learner(world.agency())
    assert "Nothing here yet" in client.sign_in(kofi).get("/my-log").text


def said(markdown):
    """What a reader of Markdown reads, line by line."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    inlines = (child for token in tokens for child in token.children or [])
    return "".join("\n" if one.type == "hardbreak" else one.content for one in inlines)


@given(st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), min_size=1))
def test_markdown_keeps_what_was_typed(words):
    line = " ".join(words)
    assert said(journal.paragraph(line)) == line
