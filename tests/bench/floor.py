"""The floor: the least that a signed-in page and a saved row cost with the same parts.

Flask and SQLAlchemy as in every introduction: the session cookie names the person, one indexed
query finds them, a template of 10 kB greets them; a post inserts one row and commits. It runs on
the same server and database as the application, with the same promises of the database.
"""

import os

from flask import Flask, abort, render_template, request, session
from flask_sqlalchemy import SQLAlchemy
from jinja2 import DictLoader
from sqlalchemy import event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

ROWS = 140
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ person.name }}</title></head><body>
<h1>Hello, {{ person.name }}</h1><ul>
{% for number in range(rows) %}
  <li><a href="/lines/{{ number }}">Line {{ number }} of a page for {{ person.name }}</a></li>
{% endfor %}
</ul></body></html>"""


class Base(DeclarativeBase):
    """Base of both tables."""


class Person(Base):
    """Somebody who signs in."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class Note(Base):
    """One row that is saved."""

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


db = SQLAlchemy(model_class=Base)


def create_app(url: str = "") -> Flask:
    """The application; its database is at `url`, or at FLOOR_URL as SQLAlchemy writes it."""
    app = Flask(__name__)
    app.config["SECRET_KEY"] = "k" * 32
    app.config["SQLALCHEMY_DATABASE_URI"] = url or os.environ["FLOOR_URL"]
    app.jinja_env.loader = DictLoader({"page.html": PAGE})
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", _safe)
        db.create_all()
        if db.session.get(Person, 1) is None:
            people = [Person(email=f"{n}@example.org", name=f"Person {n}") for n in range(100)]
            db.session.add_all(people)
            db.session.commit()
    app.add_url_rule("/in", view_func=sign_in)
    app.add_url_rule("/page", view_func=page)
    app.add_url_rule("/save", view_func=save, methods=["POST"])
    return app


def sign_in() -> str:
    """Let the caller be somebody."""
    session["email"] = "50@example.org"
    return ""


def page() -> str:
    """The page: one query, one template."""
    found = db.session.scalar(select(Person).where(Person.email == session.get("email")))
    return render_template("page.html", person=found or abort(403), rows=ROWS)


def save() -> str:
    """One row, inserted and committed."""
    save_row(request.form["text"])
    return ""


def save_row(words: str = "What somebody wrote.") -> None:
    """The bare transaction."""
    db.session.add(Note(text=words))
    db.session.commit()


def _safe(connection, _record) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
