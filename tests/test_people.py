"""Getting in, and staying in charge of one's account."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from cptraining.database import db, transaction
from cptraining.people import invitations, passwords, resets, signing
from cptraining.people.invitations import Wish
from cptraining.people.models import PasswordReset, Person, SignInFailure
from cptraining.record.models import Event
from cptraining.rules.patience import FREE_FOR_ACCOUNT
from tests.databases import make_app, on_both
from tests.mailbox import letters, link_in
from tests.pages import Client, Page
from tests.together import together
from tests.world import PASSWORD

NEW = "seven slow green buses"
WRONG = "The email address or the password is not right. Try again."
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def kofi(world):
    return world.learner(world.agency())


def sign_in(client: Client, email: str, password: str, status: int = 200, at="/sign-in") -> Page:
    return client.get(at).press("Sign in", {"email": email, "password": password}, status)


def is_signed_in(client: Client) -> bool:
    return client.http.get("/account").status_code == 200


def test_the_right_password_leads_home_and_to_the_page_that_was_asked_for(client, kofi):
    assert sign_in(client, f"  {kofi.email.upper()} ", PASSWORD).path == "/home"
    client.get("/account").press("Sign out")
    asked = client.get("/account/name")
    assert asked.path.startswith("/sign-in?next=")
    assert sign_in(client, kofi.email, PASSWORD, at=asked.path).path == "/account/name"


def test_trainers_begin_at_the_report_and_administrators_at_the_overview(app, world):
    maria = world.trainer(world.agency())
    assert sign_in(Client(app), maria.email, PASSWORD).path == "/report"
    ada = world.administrator()
    assert sign_in(Client(app), ada.email, PASSWORD).path == "/administration"


def test_unknown_uninvited_and_wrong_look_the_same(client, kofi, world):
    with world.at_work() as now:
        invitations.invite(Wish("invited@example.org"), invited_by=None, now=now)
    pages = []
    for email in (kofi.email, "invited@example.org", "nobody@example.org"):
        page = sign_in(client, email, "a wrong password", 422)
        assert WRONG in page.text
        assert page.form().values["email"] == [email]
        pages.append(re.sub(email + r'|name="csrf_token"[^>]*', "", page.html))
    assert len(set(pages)) == 1


def test_the_same_work_is_done_when_there_is_no_account(monkeypatch, app, kofi):
    seen, verify = [], PasswordHasher.verify

    def noting(hasher, stored, given):
        seen.append(stored.rsplit("$", 2)[0])
        return verify(hasher, stored, given)

    monkeypatch.setattr(PasswordHasher, "verify", noting)
    with app.app_context():
        for email in (kofi.email, "nobody@example.org"):
            assert signing.verified(email, "a wrong password") is None
    assert seen == ["$argon2id$v=19$m=19456,t=3,p=1"] * 2


def test_signing_in_starts_a_fresh_session(client, kofi):
    with client.http.session_transaction() as session:
        session["planted"] = "by somebody else"
    sign_in(client, kofi.email, PASSWORD)
    with client.http.session_transaction() as session:
        assert "planted" not in session
        assert session.permanent


def test_signing_out_forgets_the_session_and_needs_a_press(client, kofi):
    sign_in(client, kofi.email, PASSWORD)
    assert client.http.get("/sign-out").status_code == 405
    assert client.http.post("/sign-out").status_code == 422
    assert is_signed_in(client)
    assert "You are signed out." in client.get("/account").press("Sign out").text
    assert not is_signed_in(client)


def test_a_password_stored_with_other_parameters_is_stored_anew(app, client, kofi, monkeypatch):
    monkeypatch.setattr(passwords, "_hasher", passwords.PasswordHasher(time_cost=1))
    sign_in(client, kofi.email, PASSWORD)
    with app.app_context():
        stored = db.session.get_one(Person, kofi.id).password_hash
    assert ",t=1," in stored
    assert passwords.is_right(stored, PASSWORD)


def test_after_five_failures_one_waits_but_others_do_not(app, client, kofi, world):
    other = world.learner(world.agency("Elsewhere"))
    for _ in range(FREE_FOR_ACCOUNT):
        sign_in(client, kofi.email, "a wrong password", 422)
    page = sign_in(client, kofi.email, PASSWORD, 429)
    assert page.response.headers["Retry-After"] == "1"
    assert "Wait 1 second and try again." in page.text
    assert page.form().values["email"] == [kofi.email]
    assert sign_in(Client(app), other.email, PASSWORD).path == "/home"


def test_an_address_is_slowed_down_late_and_its_old_failures_are_deleted(app):
    def tries(number: int, now: datetime) -> list[int]:
        emails = [f"person{n}@example.org" for n in range(number)]
        return [signing.note_try(email, "10.0.0.1", now) for email in emails]

    with app.app_context(), transaction():
        assert tries(60, NOW) == [0] * 60
        assert signing.note_try("one.more@example.org", "10.0.0.1", NOW) == 1
        assert signing.note_try("one.more@example.org", "10.0.0.2", NOW) == 0
        assert tries(1, NOW + timedelta(minutes=15)) == [0]
        assert db.session.scalar(select(func.count()).select_from(SignInFailure)) == 1


@on_both
def test_tries_at_the_same_moment_are_all_counted(app, kofi):
    waits = together(app, 12, lambda: signing.note_try(kofi.email, "10.0.0.1", NOW))
    assert sorted(waits) == [0] * FREE_FOR_ACCOUNT + [1] * (12 - FREE_FOR_ACCOUNT)


def test_signing_out_everywhere_ends_all_sessions(app, kofi):
    here, there = (Client(app) for _ in range(2))
    for device in (here, there):
        sign_in(device, kofi.email, PASSWORD)
    here.get("/account").press("Sign out everywhere")
    assert not is_signed_in(here)
    assert not is_signed_in(there)


def test_changing_the_password_needs_the_present_one_and_ends_other_sessions(app, kofi):
    here, there = (Client(app) for _ in range(2))
    for device in (here, there):
        sign_in(device, kofi.email, PASSWORD)
    page = here.get("/account/password")
    wrong = page.press("Change my password", {"present": "guessed", "password": NEW}, 422)
    assert "This is not your password. Try again" in wrong.text
    changed = page.press("Change my password", {"present": PASSWORD, "password": NEW})
    assert changed.path == "/account"
    assert not is_signed_in(there)
    assert sign_in(Client(app), kofi.email, NEW).path == "/home"
    sign_in(Client(app), kofi.email, PASSWORD, 422)


def test_guessing_the_present_password_is_slowed_down(client, kofi):
    sign_in(client, kofi.email, PASSWORD)
    page = client.get("/account/password")
    for _ in range(FREE_FOR_ACCOUNT + 1):
        said = page.press("Change my password", {"present": "guessed", "password": NEW}, 422)
    assert "Wait 1 seconds" in said.text or "Wait 1 second" in said.text


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("short", "at least 10 characters"),
        ("x" * 257, "at most 256 characters"),
        ("Password123", "others would try"),
        ("zzzzzzzzzzzzz", "others would try"),
        ("KOFI@example.org", "not your email address"),
    ],
)
def test_weak_passwords_are_refused_in_words(password, words):
    assert words in str(passwords.problem(password, "kofi@example.org"))


def test_a_password_may_be_anything_else():
    assert passwords.problem("пять тихих лодок", "kofi@example.org") is None
    assert passwords.is_right(passwords.hashed("cafe\u0301 at noon"), "café at noon")


def test_a_name_is_confirmed_by_saving_it_and_the_record_does_not_hold_it(app, client, kofi):
    client.sign_in(kofi)
    assert "asked to confirm your name" in client.get("/account").text
    page = client.get("/account/name").press("Save my name", name="  Kofi \t Mensah-Ŵren ")
    assert "Kofi Mensah-Ŵren" in page.text
    assert "You confirmed on" in page.text
    client.get("/account/name").press("Save my name", {"name": " "}, 422)
    client.get("/account/name").press("Save my name", {"name": "n" * 121}, 422)
    with app.app_context():
        event = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
        assert (event.name, event.facts) == ("name.confirmed", {})


def test_a_reset_by_mail_works_once_and_ends_all_sessions(app, client, kofi):
    there = Client(app)
    sign_in(there, kofi.email, PASSWORD)
    asked = client.get("/forgotten").press("Send me a link", email=kofi.email.upper())
    assert "If there is an account with that address" in asked.text
    (letter,) = letters(app)
    link = link_in(letter)
    assert "10 characters" in client.get(link).press("Save", {"password": "short"}, 422).text
    assert client.get(link).press("Save the new password", password=NEW).path == "/sign-in"
    assert not is_signed_in(there)
    assert "Ask for a new link" in client.get(link, 410).text
    assert sign_in(client, kofi.email, NEW).path == "/home"


def test_forgetting_an_unknown_address_looks_the_same_and_sends_nothing(app, client, kofi):
    pages = [
        client.get("/forgotten").press("Send me a link", email=email).html
        for email in (kofi.email, "nobody@example.org")
    ]
    assert pages[0] == pages[1]
    assert len(letters(app)) == 1


def test_a_reset_is_too_late_after_an_hour_and_void_after_another_was_used(app, client, kofi):
    with app.app_context():
        with transaction():
            old = resets.make(kofi.id, datetime.now(UTC) - timedelta(hours=1))
            first, second = (resets.make(kofi.id, datetime.now(UTC)) for _ in range(2))
        stored = db.session.scalars(select(PasswordReset.token_hash)).all()
        assert first not in stored
    client.get(f"/reset/{old}", 410)
    client.get(f"/reset/{second}").press("Save the new password", password=NEW)
    client.get(f"/reset/{first}", 410)
    client.get("/reset/unknown", 410)


def test_one_address_gets_only_so_much_mail(client, kofi):
    page = client.get("/forgotten")
    for _ in range(5):
        page.press("Send me a link", email=kofi.email)
    limited = page.press("Send me a link", {"email": kofi.email}, 429)
    assert int(limited.response.headers["Retry-After"]) > 0
    page.press("Send me a link", email="somebody.else@example.org")


def test_demonstration_sign_ins_exist_in_a_demonstration_only(app, client, instance, kofi):
    app.extensions["demonstration"] = [(kofi.email, "a new learner")]
    assert "invented" not in client.get("/sign-in").text
    client.post("/demonstration/sign-in", {"email": kofi.email}, 404)
    client.get("/demonstration/mail", 404)
    shown = make_app(instance, mode="demonstration")
    shown.extensions["demonstration"] = [(kofi.email, "a new learner")]
    browser = Client(shown)
    browser.post("/demonstration/sign-in", {"email": "nobody@example.org"}, 404)
    page = browser.get("/sign-in")
    assert (
        browser.http.post("/demonstration/sign-in", data={"email": kofi.email}).status_code == 422
    )
    assert page.press("a new learner").path == "/home"
    page.client.get("/account").press("Sign out")
    browser.get("/forgotten").press("Send me a link", email=kofi.email)
    (letter,) = letters(shown)
    assert link_in(letter) in browser.get("/demonstration/mail").html
