"""What stands beside the steps: the terms of one's courses, and where their content comes from."""

from flask import render_template
from flask.typing import ResponseReturnValue

from cptraining.learning import shelf
from cptraining.learning.views import blueprint
from cptraining.people.access import me, signed_in
from cptraining.rules.refusal import NotFound
from cptraining.web.clock import now


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
