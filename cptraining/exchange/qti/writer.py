"""Questions of ours as a package of QTI 3."""

from collections.abc import Iterable

from cptraining.exchange import pictures, stored
from cptraining.exchange.asking import Asking, Unsayable
from cptraining.exchange.notes import Exported, Lost
from cptraining.exchange.qti import kinds, package, processing
from cptraining.exchange.qti.kinds import Parts
from cptraining.exchange.qti.markup import element, safe, xhtml
from cptraining.questions.content import Question

_XMLNS = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
_XSD = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0p1_v1p0.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def write(questions: Iterable[Question]) -> Exported:
    """A package with all questions that QTI can hold."""
    lost: list[Lost] = []
    items: list[package.Item] = []
    for question in questions:
        asking = Asking(question)
        try:
            items.append(_item(asking, len(items) + 1))
            lost += asking.lost
        except Unsayable as why:
            lost.append(Lost(asking.id, f"left out: {why}"))
    return Exported(package.packed(items), tuple(lost))


def _item(asking: Asking, number: int) -> package.Item:
    image = asking.take("image")
    file = pictures.written(image.model_dump(), f"picture-{number:04}") if image else None
    shown = f"<p>{stored.picture(file.name, file.alt)}</p>" if file else ""
    about = "\n".join(filter(None, [asking.take("about"), shown]))
    parts = kinds.WRITERS[asking.kind](asking)
    inside = [parts.declarations, *_processed(asking, parts, xhtml(about))]
    xml = "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<qti-assessment-item xmlns="{_XMLNS}" xmlns:xsi="{_XSI}"',
            f'  xsi:schemaLocation="{_XMLNS} {_XSD}"',
            f'  identifier="{safe(asking.id)}" title="{safe(asking.id)}"',
            '  adaptive="false" time-dependent="false">',
            *filter(None, inside),
            "</qti-assessment-item>\n",
        ]
    )
    files = {file.name: file.content} if file else {}
    return package.Item(xml, asking.take("tags"), files)


def _processed(asking: Asking, parts: Parts, about: str) -> list[str]:
    """Everything after the declarations of responses, in the order of the schema."""
    worth, general = asking.take("worth"), asking.take("feedback")
    right, other = ("", "")
    if hasattr(asking.part, "right") and asking.kind != "choice":
        right, other = asking.take("right"), asking.take("not_yet")
    names = {
        "FEEDBACK": "multiple" if parts.has_reasons else "",
        "VERDICT": "single" if right or other else "",
        "GENERAL": "single" if general else "",
    }
    used = {name: many for name, many in names.items() if many}
    says_more = processing.said(
        verdict="VERDICT" in used, general="GENERAL" in used, reasons="FEEDBACK" in used
    )
    body = "\n".join(filter(None, [about, parts.body]))
    return [
        processing.outcomes(worth, used, is_human=not parts.scoring),
        f"<qti-item-body>\n{body}\n</qti-item-body>",
        _processing(parts, says_more, processing.weighed(worth)),
        _modal("VERDICT", "right", f"<p>{xhtml(right)}</p>" if right else ""),
        _modal("VERDICT", "not_yet", f"<p>{xhtml(other)}</p>" if other else ""),
        _modal("GENERAL", "general", xhtml(general)),
    ]


def _processing(parts: Parts, says_more: str, weighs: str) -> str:
    if parts.template and not (says_more or weighs):
        return processing.template(parts.template)
    rules = parts.scoring + says_more + (weighs if parts.scoring else "")
    return element("response-processing", rules) if rules else ""


def _modal(outcome: str, name: str, inside: str) -> str:
    if not inside:
        return ""
    shown = {"outcome_identifier": outcome, "identifier": name, "show_hide": "show"}
    return element("modal-feedback", element("content-body", inside), **shown)
