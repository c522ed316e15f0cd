"""What the whole source keeps to, wherever somebody adds to it."""

import ast
import fnmatch
import re
from pathlib import Path

from jinja2 import meta

import cptraining

HOME = Path(cptraining.__file__).parent
ROOT = HOME.parent
SOURCES = {path.relative_to(ROOT): ast.parse(path.read_text()) for path in HOME.rglob("*.py")}
TEMPLATES = {
    str(path.relative_to(HOME)): path
    for ending in ("html", "txt")
    for path in HOME.rglob(f"*.{ending}")
    if not {"static", "fonts"} & set(path.parts) and path.name != "common_passwords.txt"
}
EDGES = re.compile(r"/views(/|\.py)|/cli\.py|^cptraining/(outbox|operations)/")
TELLS_TIME = re.compile(EDGES.pattern + r"|^cptraining/mail/|^cptraining/web/(clock|filters)\.py")
SAYING = {"Words", "_", "gettext", "lazy_gettext", "ngettext", "pgettext"}
OF_KINDS = {"step.html", "print.html", "question.html", "feedback.html"}
OURS = re.compile(r"^/(root|tmp|usr|opt|etc|var|work|srv)\b|^/home/")


def calls(tree, *names):
    """Calls of these functions or methods, in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", None))
            if name in names:
                yield node


def literal(call):
    """The text that is given first, None when it is not written out there."""
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) else None


def test_only_one_place_commits():
    committing = [path for path, tree in SOURCES.items() if any(calls(tree, "commit"))]
    assert committing == [Path("cptraining/database.py")]


def test_only_edges_open_transactions():
    opening = {str(path) for path, tree in SOURCES.items() if any(calls(tree, "transaction"))}
    assert {path for path in opening if not EDGES.search(path)} == set()


def test_only_edges_ask_what_time_it_is():
    asking = {
        str(path)
        for path, tree in SOURCES.items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.ImportFrom) and node.module == "cptraining.web.clock")
        or (isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today"}
            and getattr(node.value, "id", "") in {"datetime", "date", "time"})
    }  # fmt: skip
    assert {path for path in asking if not TELLS_TIME.search(path)} == set()


def test_modules_and_functions_stay_small():
    long = {str(path): n for path in SOURCES if (n := len(_lines(path))) > 250}
    long |= {
        f"{path}:{node.name}": length
        for path, tree in SOURCES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := _own_lines(node)) > 30
    }
    assert long == {}
    assert len(_lines(Path("tests/conftest.py"))) <= 150


def _lines(path):
    return (ROOT / path).read_text().splitlines()


def _own_lines(function):
    """Without its docstring, and without the functions and classes that it defines."""
    definitions = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    inner = [node for node in function.body if isinstance(node, definitions)]
    inner += function.body[:1] if ast.get_docstring(function) else []
    return _length(function) - sum(_length(node) for node in inner)


def _length(node):
    return node.end_lineno - node.lineno + 1


def test_every_module_and_class_is_introduced_by_a_sentence():
    assert [
        f"{path}:{getattr(node, 'name', 'module')}"
        for path, tree in SOURCES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef)
        and getattr(node, "name", None) != "Meta"  # It is a setting of the form around it.
        and not (ast.get_docstring(node) or "").split("\n")[0].endswith((".", ":", "?"))
    ] == []


def test_what_people_read_is_written_out_where_it_is_said():
    computed = [
        f"{path}:{call.lineno}"
        for path, tree in SOURCES.items()
        for call in calls(tree, *SAYING)
        if not isinstance(literal(call), str) and not _is_words(call.args[0])
    ]
    assert computed == []


def _is_words(node):
    """The text of Words: they were written out where they were made."""
    return isinstance(node, ast.Attribute) and node.attr == "text"


def test_nothing_names_a_place_on_one_machine():
    assert [
        f"{path}:{node.lineno} {node.value}"
        for path, tree in SOURCES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and OURS.match(node.value)
    ] == []


def _templates_named():
    """Names, or patterns of names, of templates in the source."""
    for tree in SOURCES.values():
        for call in calls(tree, "render_template", "get_template"):
            yield _pattern(call.args[0])
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and node.value in TEMPLATES:
                yield node.value


def _pattern(node):
    """A text with gaps as a pattern; one that is computed matches nothing."""
    if isinstance(node, ast.JoinedStr):
        return "".join(getattr(part, "value", "*") if isinstance(part, ast.Constant) else "*"
                       for part in node.values)  # fmt: skip
    return node.value if isinstance(node, ast.Constant) else ""


def test_every_template_that_is_named_is_there_and_every_one_is_named(app):
    named = set(_templates_named()) - {""}
    for path in TEMPLATES.values():
        found = meta.find_referenced_templates(app.jinja_env.parse(path.read_text()))
        named |= {name for name in found if name}
    used = {name for pattern in named for name in fnmatch.filter(TEMPLATES, pattern)}
    assert [pattern for pattern in named if not fnmatch.filter(TEMPLATES, pattern)] == []
    unused = TEMPLATES.keys() - used
    assert {name for name in unused if Path(name).name not in OF_KINDS} == set()


def test_every_link_leads_to_a_view(app):
    said = re.compile(r"""(?:url_for|nav_link|public)\([^()"']*["']([a-z_]+\.[a-z_]+)["']""")
    sources = [*TEMPLATES.values(), *(ROOT / path for path in SOURCES)]
    found = {name for path in sources for name in said.findall(path.read_text())}
    assert found
    assert found - app.view_functions.keys() == set()


def test_no_test_is_left_out():
    leaving_out = re.compile(r"pytest\.(skip|xfail|importorskip)|mark\.(skip|xfail)")
    tests = [path for path in (ROOT / "tests").rglob("*.py") if path.name != "test_promises.py"]
    assert [str(path) for path in tests if leaving_out.search(path.read_text())] == []
