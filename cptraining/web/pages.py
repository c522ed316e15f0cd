"""The pages that are for everybody: what this is, and what it does with what it knows."""

from flask import Blueprint, Flask, render_template

from cptraining.web.door import anyone

pages = Blueprint("web", __name__)


def init_app(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(pages)


@pages.get("/")
@anyone
def front() -> str:
    """What the training is, for whom, and the way in."""
    return render_template("web/templates/front.html")


@pages.get("/privacy")
@anyone
def privacy() -> str:
    """What is kept about people, and who sees it."""
    return render_template("web/templates/privacy.html")


@pages.get("/accessibility")
@anyone
def accessibility() -> str:
    """How these pages can be used, how that was checked, and what falls short."""
    return render_template("web/templates/accessibility.html")


@pages.get("/evidence")
@anyone
def evidence() -> str:
    """What is known about the way of working, with its limits."""
    return render_template("web/templates/evidence.html")


@pages.get("/health")
@anyone
def health() -> dict[str, str]:
    """For whatever watches over the server."""
    return {"status": "up"}
