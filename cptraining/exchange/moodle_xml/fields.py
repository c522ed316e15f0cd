"""The fields of a question in Moodle XML, asked for one by one, so that what is left is known."""

from collections.abc import Iterator
from decimal import Decimal

from cptraining.exchange import html, shares
from cptraining.exchange.texts import Form, Source
from cptraining.exchange.tree import Element

_FORMS = {
    "html": Form.HTML,
    "moodle_auto_format": Form.AUTO,
    "plain_text": Form.PLAIN,
    "markdown": Form.MARKDOWN,
    "wiki_like": Form.PLAIN,
}
_SAYS_NOTHING = {  # how Moodle shows a question, and what it notes about it for itself
    *(
        "answernumbering",
        "hidden",
        "numberingstyle",
        "showgrading",
        "shownumcorrect",
        "coursetags",
    ),
    *(
        "showstandardinstruction",
        "responseformat",
        "responserequired",
        "layouttype",
        "instructions",
    ),
    *("selecttype", "selectcount", "unitgradingtype", "unitpenalty", "showunits", "unitsleft"),
    *(
        "file",
        "length",
        "stamp",
        "version",
        "synchronize",
        "feedbackformat",
        "attachmentsrequired",
    ),
    *("responsefieldwidth", "correctresponsesfeedback", "filetypeslist", "maxbytes", "info"),
}


class Fields:
    """One element with fields in it."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.line = element.line
        self._taken: set[str] = set()

    def all(self, *tags: str) -> list[Element]:
        """The elements of these names."""
        self._taken.update(tags)
        return self.element.all(*tags)

    def value(self, tag: str) -> str:
        """The text of a field without formatting; "" where there is none."""
        found = self.all(tag)
        return said(found[0]).strip() if found else ""

    def source(self, tag: str) -> Source:
        """The text of a field with how it is meant."""
        found = self.all(tag)
        return source(found[0]) if found else Source("", line=self.line)

    def is_on(self, tag: str, *, usual: bool) -> bool:
        """Whether a switch is on."""
        value = self.value(tag).lower()
        return value in {"1", "true"} if value else usual

    def left(self) -> Iterator[Element]:
        """The fields that say something and that nobody asked for."""
        for element in self.element.elements:
            is_known = element.tag in self._taken | _SAYS_NOTHING
            says_more = element.text.strip() not in {"", "0"}
            if not is_known and says_more:
                yield element


def said(element: Element) -> str:
    """The text of an element, which stands in a <text> of its own or not."""
    inside = element.first("text")
    if inside is not None:
        return html.written(inside) if inside.elements else inside.text
    return "".join(child for child in element.children if isinstance(child, str))


def source(element: Element) -> Source:
    """The text of an element with how it is meant."""
    form = _FORMS.get(element.attributes.get("format", "html"), Form.HTML)
    inside = element.first("text") or element
    return Source(said(element), form, inside.line)


def share(element: Element) -> Decimal | None:
    """What an answer adds to the mark; None when that cannot be read."""
    return shares.percent(element.attributes.get("fraction", "0"))
