"""What must hold for every page, whoever sees it."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from cptraining.web.static import FOLDER, PREFIX
from tests.markup import Node, Reader

CONTROLS = ("input", "select", "textarea")
SILENT = {"hidden", "submit", "button", "image"}
NOT_IN_P = {
    *("address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure"),
    *("footer", "form", "h1", "h2", "h3", "h4", "header", "hr", "li", "main", "nav", "ol", "p"),
    *("pre", "section", "table", "ul"),
}
NOT_INSIDE = dict.fromkeys(NOT_IN_P, ("p",)) | {
    "a": ("a", "button"),
    "button": ("a", "button", "label"),
    "form": ("form", "p"),
    "label": ("label",),
    "main": ("main", "p"),
}
ONLY_IN = {
    "dd": {"dl", "div"},
    "dt": {"dl", "div"},
    "legend": {"fieldset"},
    "li": {"ol", "ul", "template"},
    "option": {"select", "optgroup", "datalist"},
    "summary": {"details"},
    "td": {"tr"},
    "th": {"tr"},
    "tr": {"thead", "tbody", "tfoot"},
}
REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "list")
LEFTOVER = re.compile(
    r"\{\{|\}\}|\{%|%\(\w+\)s|</?(?:p|strong|em|li|a href)\b|\bUndefined\b|object at 0x|Words\(",
    re.IGNORECASE,
)


def problems(app: Flask, path: str, html: str) -> list[str]:
    """Everything that is wrong with a page of ours."""
    read = Reader(html)
    page = read.root
    found = list(read.mistakes)
    found += [] if read.doctype.lower() == "doctype html" else ["no <!doctype html>"]
    for rule in (
        _frame,
        _nesting,
        _headings,
        _ids,
        _names,
        _fields,
        _pictures,
        _forms,
        _inline,
        _loaded,
    ):
        found += rule(page)
    found += _leftovers(page)
    found += _links(app, path, page)
    return found


def _frame(page: Node) -> Iterator[str]:
    if [node["lang"] != "" for node in page.all("html")] != [True]:
        yield "no language on <html>"
    title = next(iter(page.all("title")), Node("title"))
    if title.inside("head") is None or title.text[:1] in {"", "–"}:
        yield "no title"
    if len(page.all("h1")) != 1 or not page.all("h1")[0].text:
        yield f"{len(page.all('h1'))} h1"
    if len(page.all("main")) != 1:
        yield "not one <main>"


def _nesting(page: Node) -> Iterator[str]:
    for node in page.all():
        if node.inside("svg"):
            continue
        wrong = node.inside(*NOT_INSIDE.get(node.tag, ("#none",)))
        if wrong:
            yield f"<{node.tag}> of line {node.line} inside <{wrong.tag}>"
        parent = node.parent.tag if node.parent else ""
        if parent not in ONLY_IN.get(node.tag, {parent}):
            yield f"<{node.tag}> of line {node.line} directly in <{parent}>"


def _headings(page: Node) -> Iterator[str]:
    level = 0
    for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6"):
        now = int(heading.tag[1])
        if level and now > level + 1:
            yield f"{heading.tag} “{heading.text}” follows h{level}"
        if not heading.text:
            yield f"an empty {heading.tag}"
        level = now


def _ids(page: Node) -> Iterator[str]:
    ids = Counter(node["id"] for node in page.all() if node.has("id"))
    yield from (f"id {name!r} stands {count} times" for name, count in ids.items() if count > 1)
    for node in page.all():
        for name in REFERRING:
            missing = set(node[name].split()) - set(ids)
            yield from (f'{name}="{one}" of <{node.tag}> points nowhere' for one in missing)


def _names(page: Node) -> Iterator[str]:
    for node in page.all("a", "button", "summary", "legend", "label", "caption"):
        if not (_spoken(node) or node["aria-label"] or node.has("aria-labelledby")):
            yield f"<{node.tag}> of line {node.line} says nothing"


def _spoken(node: Node) -> str:
    labels = [inner["alt"] or inner["aria-label"] for inner in node.all("img", "svg")]
    return node.text + "".join(labels)


def _fields(page: Node) -> Iterator[str]:
    labelled = {label["for"] for label in page.all("label")}
    for node in page.all(*CONTROLS):
        if node["type"] in SILENT:
            continue
        has_label = node["id"] in labelled or node.inside("label") or node["aria-label"]
        if not has_label and not node.has("aria-labelledby"):
            yield f"<{node.tag} name={node['name']!r}> has no label"
        group = node.inside("fieldset")
        if node["type"] == "radio" and not (group and group.all("legend")):
            yield f"radio {node['name']!r} stands in no fieldset with a legend"


def _pictures(page: Node) -> Iterator[str]:
    for node in page.all("img"):
        if not node.has("alt"):
            yield f"<img src={node['src']!r}> has no alternative text"
    for node in page.all("svg"):
        is_hidden = any(one["aria-hidden"] == "true" for one in (node, *node.above))
        if not is_hidden and not (node["role"] == "img" and node["aria-label"]):
            yield f"<svg> of line {node.line} is neither hidden nor named"
    yield from (f"iframe of line {node.line} has no title" for node in page.all("iframe")
                if not node["title"])  # fmt: skip


def _forms(page: Node) -> Iterator[str]:
    for form in page.all("form"):
        tokens = [node["value"] for node in form.all("input", name="csrf_token")]
        method = form["method"].lower() or "get"
        if method == "post" and (len(tokens) != 1 or not tokens[0]):
            yield f"form of line {form.line} has {len(tokens)} tokens"
        if method == "get" and tokens:
            yield f"form of line {form.line} would show its token in the address"
        if not form.all("button", "input", type="submit"):
            yield f"form of line {form.line} has no button"


def _inline(page: Node) -> Iterator[str]:
    for node in page.all():
        if node.tag == "style" or node.has("style"):
            yield f"inline style in line {node.line}"
        if node.tag == "script" and not node["src"] and node["type"] != "application/json":
            yield f"inline script in line {node.line}"
        yield from (f"{name} in line {node.line}" for name in node.attributes if name[:2] == "on")


def _loaded(page: Node) -> Iterator[str]:
    for node in page.all():
        for name in ("src", "href", "action", "formaction", "poster"):
            if node[name].strip().lower().startswith(("javascript:", "vbscript:", "data:text")):
                yield f"{name} of line {node.line} is a script"
        if node.tag != "a" and urlsplit(node["src"] or node["href"]).netloc:
            yield f"<{node.tag}> of line {node.line} loads from elsewhere"


def _leftovers(page: Node) -> Iterator[str]:
    for node in page.all():
        if node.tag in {"script", "textarea"}:
            continue
        texts = [child for child in node.children if isinstance(child, str)]
        for text in texts + list(node.attributes.values()):
            if text.strip() == "None" or LEFTOVER.search(text):
                yield f"left over in line {node.line}: {text.strip()[:60]!r}"


def _links(app: Flask, path: str, page: Node) -> Iterator[str]:
    ids = {node["id"] for node in page.all() if node.has("id")}
    aims = [(node["href"], "GET") for node in page.all("a", "link") if node.has("href")]
    aims += [
        (node["src"], "GET") for node in page.all("img", "script", "source") if node.has("src")
    ]
    aims += [(n["action"] or path, n["method"].upper() or "GET") for n in page.all("form")]
    aims += [(node["formaction"], "POST") for node in page.all("button") if node["formaction"]]
    for address, method in aims:
        parts = urlsplit(address)
        if address == "" or (parts.path == "" and parts.fragment and parts.fragment not in ids):
            yield f"a link to {address!r} leads nowhere"
        elif not parts.scheme and parts.path and not resolves(app, urljoin(path, address), method):
            yield f"nothing answers {method} {address}"


def resolves(app: Flask, address: str, method: str) -> bool:
    """Whether an address of ours is one that something answers, without a detour."""
    path = urlsplit(address).path
    if path.startswith(PREFIX):
        return (FOLDER / path.removeprefix(PREFIX)).is_file()
    try:
        app.url_map.bind("localhost").match(path, method=method)
    except (HTTPException, RequestRedirect):
        return False
    return True
