"""What reading any format needs: texts become Markdown, and nothing is lost in silence."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from pydantic import ValidationError

from cptraining import questions
from cptraining.courses.mistakes import explain
from cptraining.courses.written import Written
from cptraining.exchange import escaping, markdown, naming
from cptraining.exchange.markdown import Marked
from cptraining.exchange.notes import Authored, Found, Imported, Kept, Note
from cptraining.exchange.pictures import Pictures
from cptraining.exchange.stems import stem
from cptraining.exchange.texts import Source
from cptraining.exchange.tree import Element

MOST_QUESTIONS = 20_000
_FIRST = ("id", "kind", "about", "image", "prompt", "text")
_LAST = ("right", "not_yet", "feedback", "hints", "worth", "penalty", "tags")


class Unusable(Exception):  # noqa: N818 -- what was written, not our failure
    """Why one question cannot be used here, and what to do."""

    def __init__(self, what: str, advice: str = "Write it anew by hand, if you need it.") -> None:
        self.what, self.advice = what, advice
        super().__init__(what)


Watch = Callable[[int, int], None]


class Reading:
    """A file while it is read. `prefix` begins the ids of questions that have none.

    Texts come out `exact`, or with the quotes and dashes that our authors' texts get.
    `watch` hears how many questions were read, and of how many.
    """

    def __init__(self, prefix: str, *, exact: bool = False, watch: Watch | None = None) -> None:
        self.prefix = naming.identifier(prefix) or "q"
        self.exact = exact
        self.total = 0
        self._watch = watch or (lambda _done, _total: None)
        self.imported = Imported()
        self.pictures = Pictures(self.imported.pictures, self.note)
        self.file = ""
        self._ids = naming.Names()
        self._noted: set[Note] = set()

    def note(self, line: int, what: str, advice: str) -> None:
        """Report something that was not taken over as it stands."""
        note = Note(line, what, advice, self.file)
        if note not in self._noted:
            self._noted.add(note)
            self.imported.notes.append(note)

    def line(self, source: Source) -> str:
        """A text as a line of Markdown."""
        if source.is_markdown:
            return self._as_written(source)
        return self.line_of(source.tree.children)

    def line_of(self, children: Iterable[Element | str]) -> str:
        """Elements as a line of Markdown."""
        return self._told(markdown.line(children, exact=self.exact))

    def prose(self, source: Source) -> str:
        """A text as paragraphs of Markdown."""
        if source.is_markdown:
            return self._as_written(source)
        return self.prose_of(source.tree.children)

    def prose_of(self, children: Iterable[Element | str]) -> str:
        """Elements as paragraphs of Markdown."""
        return self._told(markdown.prose(children, exact=self.exact))

    def literal(self, text: str) -> str:
        """Plain text as a line of Markdown."""
        return escaping.literal(text, exact=self.exact)

    def stem(self, source: Source, otherwise: str = "") -> Authored:
        """What is asked, what to read first, and the picture; `otherwise` asks if nothing does."""
        if source.is_markdown:
            *about, prompt = self._as_written(source).rsplit("\n\n", 1)
            return _filled({"about": "".join(about), "prompt": prompt or otherwise})
        return self.stem_of(source.tree, otherwise)

    def stem_of(self, root: Element, otherwise: str = "") -> Authored:
        """The same of elements."""
        parts = stem(root)
        if parts.is_moved:
            advice = "Check that it still reads well."
            self.note(root.line, "Part of the text stood after what is asked.", advice)
        prompt = markdown.line(parts.prompt, exact=self.exact)
        about = markdown.prose(parts.about, exact=self.exact)
        image = self.pictures.first([*about.pictures, *prompt.pictures])
        about.pictures, prompt.pictures = [], []
        if not prompt.text:
            self.note(root.line, "Nothing is asked.", "Write what to do.")
        asked = self._told(prompt) or self.literal(otherwise) or "What is right?"
        return _filled({"about": self._told(about), "image": image, "prompt": asked})

    def tags(self, names: Iterable[str], line: int) -> list[str]:
        """Tags as our files can hold them."""
        found = []
        for name in names:
            tag = naming.tag(name)
            if tag != name:
                became = f"became “{tag}”" if tag else "cannot be written with plain letters"
                self.note(line, f"The tag “{name}” {became}.", "")
            found += [tag] if tag else []
        return list(dict.fromkeys(found))[:20]

    def add(self, found: Found, wanted: str = "") -> None:
        """Take a question over, under the id `wanted` if it can be; or keep it and say why not."""
        id_ = self._id(wanted, found.line)
        question = _sorted({**found.question, "id": id_})
        try:
            questions.read(question)
        except (ValidationError, KeyError) as error:
            return self.keep(found, *_reasons(error))
        self._ids.take(id_)
        self.imported.found.append(replace(found, question=question, file=self.file))
        return self._tell()

    def keep(self, found: Found, what: str, advice: str) -> None:
        """Keep something without using it, and say why."""
        self.note(found.line, what, advice)
        self.imported.kept.append(Kept(found.line, found.source, self.file))
        self._tell()

    def attempt(self, found: Found, build: Callable[[], Authored], wanted: str = "") -> None:
        """Take over the question that `build` makes; if it cannot, keep it and say why."""
        try:
            question = build()
        except Unusable as why:
            return self.keep(found, why.what, why.advice)
        return self.add(replace(found, question=question), wanted)

    def _tell(self) -> None:
        self._watch(len(self.imported.found) + len(self.imported.kept), self.total)

    def _id(self, wanted: str, line: int) -> str:
        named = naming.identifier(wanted)
        bare = named or f"{self.prefix}-{len(self.imported.found) + 1}"
        id_ = self._ids.free(bare)
        if wanted and id_ != wanted:
            self.note(line, f"“{wanted}” became the id {id_}.", "")
        return id_

    def _as_written(self, source: Source) -> str:
        if "![" in source.text:
            self.note(source.line, "A picture in the text is left out.", "Add it as `image`.")
        return source.text.strip()

    def _told(self, marked: Marked) -> str:
        for what, line in marked.lost.items():
            self.note(line, f"{what} is left out.", "Check how the text reads.")
        for picture in marked.pictures:
            self.pictures.leave_out(picture)
        return marked.text


def _filled(fields: Authored) -> Authored:
    return {name: value for name, value in fields.items() if value}


def _sorted(question: Authored) -> Authored:
    """The fields in the order in which our authors write them, without empty ones."""
    middle = [name for name in question if name not in {*_FIRST, *_LAST}]
    names = [name for name in (*_FIRST, *middle, *_LAST) if name in question]
    return {name: question[name] for name in names if question[name] not in ("", [], None)}


def _reasons(error: ValidationError | KeyError) -> tuple[str, str]:
    if isinstance(error, KeyError):
        return f"There is no kind of question {error}.", "Correct the kind."
    first = explain(error, "", Written({}, None))[0]
    return f"It cannot be used: {first.field} needs {first.expected}.", first.advice
