"""A folder of files becomes an outline, or a list of everything that is wrong with it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from cptraining import steps
from cptraining.courses import bank, checking, glossary, guide, stepfile
from cptraining.courses.files import CourseFields, ModuleFields
from cptraining.courses.folder import Folder
from cptraining.courses.mistakes import Mistakes, explain
from cptraining.courses.stepfile import Read
from cptraining.courses.written import Written
from cptraining.courses.written import read as yaml_of
from cptraining.rules.authoring import Key
from cptraining.rules.outline import Award, Module, Outline, Step
from cptraining.web import markdown

COURSE, MODULE, EXAMPLES = "course.yaml", "module.yaml", "examples.yaml"
LIBRARY = Path(__file__).parents[1] / "library"

Fields = TypeVar("Fields", bound=BaseModel)


def shipped() -> list[Path]:
    """The folders of the courses that come with the platform."""
    return sorted(path.parent for path in LIBRARY.glob(f"*/{COURSE}"))


def read(root: Path) -> Outline:
    """The course in a folder, rendered and sanitised. Raises Mistakes with all of them."""
    folder = Folder(root)
    written = folder.yaml(COURSE)
    if written is None:
        raise Mistakes(folder.mistakes)
    fields = _checked(folder, COURSE, CourseFields, written)
    modules = [_module(folder, name) for name in _names(folder, COURSE, written, "modules")]
    note = _prose(folder, "", written.value.get("note"))
    _check_shown(folder, [read for _, reads in modules for read in reads])
    banked = bank.read(folder)
    found = tuple(module for module, _ in modules if module)
    terms, handed_out = glossary.read(folder, found), guide.read(folder)
    if fields and not fields.note and _has_exercise(modules):
        advice = "Write the safeguarding note in a file and name it here."
        folder.note(COURSE, 1, "note", "a note, shown before the first exercise", advice)
    folder.note_unused()
    if folder.mistakes or fields is None:
        raise Mistakes(folder.mistakes)
    outline = replace(_outline(fields, note, found), glossary=terms, guide=handed_out)
    return checking.questions(folder, replace(outline, bank=banked))


def example_course(*names: str) -> Outline:
    """A course to try kinds of step in, all or those named, with the examples in their folders."""
    chosen = names or tuple(steps.kinds())
    outcome = "See what each kind of step asks and shows."
    found = (step for name in chosen for step in _examples(name, is_all=not names))
    module = Module("example", "One step of each kind", tuple(found))
    return Outline(
        slug="-".join(("example", *names)).replace("_", "-"),
        title="Every kind of step, to try",
        summary="For a look around: nothing here counts, and there is no certificate.",
        outcomes=(outcome,),
        modules=(module,),
        is_open=True,
    )


def _examples(kind: str, *, is_all: bool) -> list[Step]:
    """The step in a kind's examples, or all where it has more to try."""
    text = (steps.kinds()[kind].folder / EXAMPLES).read_text(encoding="utf-8")
    written = yaml_of(text).value
    more: list[dict[str, Any]] = written.get("more", []) if is_all else []
    return [
        _example(kind, f"example.{kind}{n or ''}", example)
        for n, example in enumerate([written["step"], *more])
    ]


def _example(kind: str, id_: str, example: dict[str, Any]) -> Step:
    context = {"prose": markdown.prose, "line": markdown.line}
    return Step(
        id=id_,
        kind=kind,
        title=example["title"],
        minutes=example["minutes"],
        prose=markdown.prose(example["prose"]),
        content=stepfile.stored(kind, example["content"], context),
    )


def _outline(fields: CourseFields, note: str, modules: tuple[Module, ...]) -> Outline:
    award = fields.certificate
    return Outline(
        slug=fields.slug,
        title=fields.title,
        summary=fields.summary,
        outcomes=fields.outcomes,
        modules=modules,
        is_open=fields.open,
        note=note,
        certificate=Award(award.title, award.months) if award else None,
    )


def _module(folder: Folder, name: str) -> tuple[Module | None, list[Read]]:
    """A module, None when its own file is wrong; and those of its steps that are right."""
    file = f"{name}/{MODULE}"
    written = folder.yaml(file)
    if written is None:
        return None, []
    fields = _checked(folder, file, ModuleFields, written)
    names = _names(folder, file, written, "steps")
    found = (stepfile.read(folder, f"{name}/{step}.md", f"{name}.{step}") for step in names)
    reads = [read for read in found if read]
    out = _test_out(folder, name, written)
    if fields is None:
        return None, reads
    module = Module(
        name,
        fields.title,
        tuple(read.step for read in reads),
        fields.summary,
        fields.outcomes,
        fields.part,
        out,
        _prose(folder, f"{name}/", fields.sources),
        fields.picture,
    )
    return module, reads


def _test_out(folder: Folder, module: str, written: Written) -> Step | None:
    """The quiz that can be taken instead of a module; None when there is no usable one."""
    name = written.value.get("test_out")
    if not _is_key(name):
        return None
    read = stepfile.read(folder, f"{module}/{name}.md", f"{module}.{name}")
    if read and not steps.kinds()[read.step.kind].is_attempted:
        file, line = f"{module}/{MODULE}", written.line(["test_out"])
        advice = "Name a step with questions, such as a quiz that draws from the bank."
        folder.note(file, line, "test_out", "a quiz", advice)
    return read.step if read else None


def _checked(folder: Folder, file: str, wanted: type[Fields], written: Written) -> Fields | None:
    try:
        return wanted.model_validate(written.value, context=stepfile.renderers(folder, file))
    except ValidationError as error:
        folder.mistakes += explain(error, file, written)
        return None


def _names(folder: Folder, file: str, written: Written, listed: str) -> Iterator[str]:
    """The usable names of a list, each once; also when something else in its file is wrong."""
    names = written.value.get(listed)
    seen: set[str] = set()
    for place, name in enumerate(names if isinstance(names, list) else []):
        if not _is_key(name):
            continue
        if name in seen:
            line, field = written.line([listed, place]), written.field([listed, place])
            folder.note(file, line, field, f"“{name}” once", "Take one of them out.")
        else:
            seen.add(name)
            yield name


def _is_key(name: Any) -> bool:
    try:
        TypeAdapter(Key).validate_python(name)
    except ValidationError:
        return False
    return True


def _prose(folder: Folder, place: str, name: Any) -> str:
    """The Markdown in a file of that place which somebody may have named, as HTML."""
    if not isinstance(name, str) or "/" in name or "\\" in name:
        return ""
    file = place + name
    return stepfile.illustrated_prose(folder, file, folder.text(file) or "")


def _has_exercise(modules: list[tuple[Module | None, list[Read]]]) -> bool:
    kinds = steps.kinds()
    return any(kinds[read.step.kind].is_exercise for _, reads in modules for read in reads)


def _check_shown(folder: Folder, reads: list[Read]) -> None:
    """A step may show only what was filled in before it."""
    filled: set[str] = set()
    for read in reads:
        shows = read.step.shows
        if shows is not None and shows not in filled:
            file = read.step.id.replace(".", "/", 1) + ".md"
            advice = "Write the id of an earlier step that people fill in, such as T1.network."
            line = read.fields.line(["shows"])
            folder.note(file, line, "shows", "an earlier exercise", advice)
        if steps.kinds()[read.step.kind].form:
            filled.add(read.step.id)
