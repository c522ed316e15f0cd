from datetime import UTC, datetime

import pytest
from flask import Flask, g, render_template_string
from wtforms import FieldList, Form, FormField, RadioField, StringField
from wtforms.validators import InputRequired

from cptraining.rules.refusal import NotFound, Refusal
from cptraining.rules.words import Words
from cptraining.web import filters, typed
from cptraining.web.door import anyone


class Locked(Refusal):
    words = Words("This answer is locked. Go on to the next question.")


@pytest.fixture
def bare(app: Flask) -> Flask:
    """The application with a few pages that only fail."""

    def fail(error: Exception):
        def view():
            raise error

        return anyone(view)

    app.add_url_rule("/not-yours", "not_yours", fail(NotFound()))
    app.add_url_rule("/locked", "locked", fail(Locked()))
    return app


def test_what_is_not_yours_and_what_does_not_exist_look_the_same(bare):
    client = bare.test_client()
    client.get("/")
    hidden, unknown = client.get("/not-yours"), client.get("/no-such-page")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.data == unknown.data
    assert dict(hidden.headers) == dict(unknown.headers)


def test_a_refusal_says_what_to_do_next_to_people_and_to_scripts(bare):
    client = bare.test_client()
    page = client.get("/locked")
    assert page.status_code == 409
    assert "Go on to the next question." in page.text
    answer = client.get("/locked", headers={"Accept": "application/json"})
    assert answer.json == {"error": "That could not be done", "next": str(Locked.words)}


def test_a_wrong_method_says_which_ones_there_are(bare):
    refused = bare.test_client().delete("/privacy")
    assert refused.status_code == 405
    assert "GET" in refused.headers["Allow"]


def test_only_a_page_with_a_film_may_open_a_frame_and_only_its_host(app):
    @app.get("/film")
    @anyone
    def film():
        return render_template_string("{{ allow_film('https://player.vimeo.com') }}")

    client = app.test_client()
    assert "frame-src" not in client.get("/").headers["Content-Security-Policy"]
    policy = client.get("/film").headers["Content-Security-Policy"]
    assert policy.endswith(
        "; frame-src https://player.vimeo.com; media-src https://player.vimeo.com"
    )


@pytest.mark.parametrize("host", ["https://a.example; script-src *", "http://a.example", "*"])
def test_a_film_cannot_open_more_than_one_host(app, host):
    with app.test_request_context(), pytest.raises(ValueError, match="host"):
        render_template_string("{{ allow_film(host) }}", host=host)


def test_times_are_shown_in_the_zone_of_the_agency(app):
    midnight = datetime(2026, 3, 5, 23, 30, tzinfo=UTC)
    with app.test_request_context():
        assert filters.moment(midnight) == "5 March 2026 at 23:30"
    with app.test_request_context():
        g.zone = "Europe/Helsinki"
        assert filters.moment(midnight) == "6 March 2026 at 01:30"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (40, "40 minutes"),
        (60, "1 hour"),
        (315, "5 hours 15 minutes"),
    ],
)
def test_minutes_are_said_as_people_say_them(app, count, said):
    with app.test_request_context():
        assert filters.minutes(count) == said


def test_words_fill_their_gaps_with_words(app):
    with app.test_request_context():
        assert (
            filters.words(Words("{what}, {n} times", what=Words("Again"), n=3)) == "Again, 3 times"
        )


class Row(Form):
    name = StringField(validators=[InputRequired("Write a name.")])


class Several(Form):
    kind = RadioField(choices=["a"], validators=[InputRequired("Choose one.")])
    rows = FieldList(FormField(Row), min_entries=2)


def test_the_summary_leads_to_every_mistake_in_the_order_of_the_page():
    form = Several()
    form.validate()
    assert list(filters.mistakes(form)) == [
        ("kind-0", "Choose one."),
        ("rows-0-name", "Write a name."),
        ("rows-1-name", "Write a name."),
    ]


def test_a_line_keeps_its_letters_and_loses_what_turns_or_controls_it():
    assert typed.one_line(" Ŵyn\u202e  \tO’\x07Neill\u2066 ") == "Ŵyn O’Neill"
    assert typed.one_line("محمد علي") == "محمد علي"
