"""One item of QTI as a question of ours: what it asks, and which interaction asks it."""

from collections.abc import Callable

from cptraining.exchange import defaults
from cptraining.exchange.notes import Authored
from cptraining.exchange.qti import gaps, interactions
from cptraining.exchange.qti.responses import Responses
from cptraining.exchange.reading import Reading, Unusable
from cptraining.exchange.tree import Element

Build = Callable[[Reading, Element, Responses], Authored]

_BLOCKS: dict[str, Build] = {
    "qti-choice-interaction": interactions.choice,
    "qti-match-interaction": interactions.match,
    "qti-order-interaction": interactions.order,
    "qti-extended-text-interaction": interactions.open_,
}
_INLINE = {"qti-text-entry-interaction", "qti-inline-choice-interaction"}
_OTHERWISE = {"choice": defaults.CHOOSE, "match": defaults.MATCH, "order": defaults.ORDER}
_APART = {"qti-rubric-block", "qti-feedback-block", "qti-template-block"}
_RIGHT, _WRONG = {"right", "correct", "true"}, {"not_yet", "incorrect", "wrong", "false"}
_GENERAL = {"general", "solution", "always"}


class Item:
    """An item while it is read; `tags` are those that its package gives it."""

    def __init__(self, reading: Reading, root: Element, tags: list[str]) -> None:
        self.reading, self.root, self.tags = reading, root, tags
        self.responses = Responses(root)

    def question(self) -> Authored:
        """The question. Raises Unusable."""
        body = self.root.first("qti-item-body") or Element("", line=self.root.line)
        asking = [one for one in body.walk() if one.tag.endswith("-interaction")]
        kinds = {one.tag for one in asking}
        if kinds and kinds <= _INLINE:
            fields = gaps.inline(self.reading, _without(body, _APART), self.responses)
        elif len(asking) == 1 and asking[0].tag in _BLOCKS:
            fields = self._block(body, asking[0])
        else:
            said = ", ".join(f"<{kind}>" for kind in sorted(kinds)) or "no interaction"
            advice = "It is kept as it was, without being used."
            raise Unusable(f"There is no question here with {said}.", advice)
        tags = self.reading.tags(self.tags, self.root.line)
        return {**fields, **self._comments(fields), **self._worth(), "tags": tags}

    def _block(self, body: Element, interaction: Element) -> Authored:
        fields = _BLOCKS[interaction.tag](self.reading, interaction, self.responses)
        if fields["kind"] == "open":
            fields |= interactions.rubric(self.reading, body)
        around = _without(body, {interaction.tag, *_APART})
        self._note_apart(body, fields["kind"])
        prompt = interaction.first("qti-prompt")
        if prompt is not None and prompt.text.strip():
            around.children.append(Element("p", line=prompt.line, children=prompt.children))
        otherwise = _OTHERWISE.get(fields["kind"], defaults.WRITE)
        return {**self.reading.stem_of(around, otherwise), **fields}

    def _note_apart(self, body: Element, kind: str) -> None:
        for one in body.find(*_APART):
            if kind == "open" and one.tag == "qti-rubric-block":
                continue
            self.reading.note(one.line, f"<{one.tag}> is left out: {one.text.strip()[:80]}", "")

    def _comments(self, fields: Authored) -> Authored:
        """What is said afterwards, of a right answer, of any other, and to everybody."""
        found: Authored = {}
        for one in self.root.all("qti-modal-feedback"):
            inside = one.first("qti-content-body") or one
            name = one.attributes.get("identifier", "").lower()
            if name in _GENERAL:
                found["feedback"] = self.reading.prose_of(inside.children)
            elif name in _RIGHT | _WRONG and fields["kind"] in _COMMENTED:
                field = "right" if name in _RIGHT else "not_yet"
                found[field] = self.reading.line_of(inside.children)
            else:
                what = f"Feedback “{inside.text.strip()[:80]}” is left out."
                self.reading.note(one.line, what, "Say it in `feedback`, or of the options.")
        return found

    def _worth(self) -> Authored:
        worth = self.responses.worth
        return {} if worth in {None, 1} or not worth else {"worth": worth}


_COMMENTED = {"match", "order", "numeric", "text"}


def _without(root: Element, tags: set[str]) -> Element:
    """The same elements without those of these names."""
    kept = [
        child if isinstance(child, str) else _without(child, tags)
        for child in root.children
        if isinstance(child, str) or child.tag not in tags
    ]
    return Element(root.tag, root.attributes, root.line, kept)
