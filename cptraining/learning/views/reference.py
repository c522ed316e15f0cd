"""What stands beside the steps: finding something, the terms, where the content comes from."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from cptraining.learning import finding, shelf
from cptraining.learning.views import blueprint
from cptraining.people.access import me, signed_in
from cptraining.rules.refusal import NotFound
from cptraining.web.clock import now

LONGEST = 200
"""Letters that are searched for."""


@blueprint.get("/find")
@signed_in
def find() -> ResponseReturnValue:
    """Questions that one's courses answer, in pictures; and what search finds in them."""
    cards, typed = shelf.shelf(me(), now()), request.args.get("q", "").strip()[:LONGEST]
    return render_template(
        "learning/templates/find.html",
        typed=typed,
        found=finding.found(cards, typed),
        terms=finding.terms(cards, typed),
        courses=finding.pages(cards),
    )


@blueprint.get("/glossary")
@signed_in
def glossary() -> ResponseReturnValue:
    """Every term that one's courses explain, by name."""
    cards = shelf.shelf(me(), now())
    terms = {term.id: term for card in cards for term in card.outline.glossary}
    listed = sorted(terms.values(), key=lambda term: term.name.casefold())
    return render_template("learning/templates/glossary.html", terms=listed)


@blueprint.get("/courses/<slug>/<module_id>/sources")
@signed_in
def sources(slug: str, module_id: str) -> ResponseReturnValue:
    """Where the content of a module comes from."""
    for card in shelf.shelf(me(), now()):
        for module in card.outline.modules:
            if (card.shelved.slug, module.id) == (slug, module_id) and module.sources:
                page = "learning/templates/sources.html"
                return render_template(page, card=card, module=module)
    raise NotFound
