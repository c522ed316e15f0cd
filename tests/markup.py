"""HTML as a tree, read strictly: every element is closed, in order, as our templates write it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"),
    *("track", "wbr"),
}


@dataclass(eq=False)
class Node:
    """An element with its attributes (an empty one is "") and its children."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parent: "Node | None" = None
    children: list["Node | str"] = field(default_factory=list)
    line: int = 0

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    def has(self, name: str) -> bool:
        return name in self.attributes

    @property
    def classes(self) -> list[str]:
        return self["class"].split()

    @property
    def raw(self) -> str:
        """All text inside, as written."""
        return "".join(c if isinstance(c, str) else c.raw for c in self.children)

    @property
    def text(self) -> str:
        """All text inside, with single spaces."""
        return " ".join(self.raw.split())

    @property
    def above(self) -> Iterator["Node"]:
        """The elements around it, the nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def inside(self, *tags: str) -> "Node | None":
        """The nearest element around it that is one of these."""
        return next((node for node in self.above if node.tag in tags), None)

    def all(self, *tags: str, **attributes: str) -> list["Node"]:
        """Elements inside, in order: of these tags (none = any), with these attributes.

        `class_` asks for one of the classes; `_` in other names stands for `-`.
        """
        return [node for node in self.descendants if node.fits(tags, attributes)]

    def one(self, *tags: str, **attributes: str) -> "Node":
        """The only such element."""
        found = self.all(*tags, **attributes)
        assert len(found) == 1, f"{len(found)} of {tags} {attributes}"
        return found[0]

    @property
    def descendants(self) -> Iterator["Node"]:
        """The elements inside it, in order."""
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child.descendants

    def fits(self, tags: tuple[str, ...], attributes: dict[str, str]) -> bool:
        """Whether `all` would find it."""
        wanted = dict(attributes)
        having = wanted.pop("class_", None)
        return (
            (not tags or self.tag in tags)
            and (having is None or having in self.classes)
            and all(self.attributes.get(k.replace("_", "-")) == v for k, v in wanted.items())
        )


class Reader(HTMLParser):
    """Builds the tree, and notes what is not well nested."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = self.here = Node("#document")
        self.mistakes: list[str] = []
        self.doctype = ""
        self.feed(html)
        self.close()
        self.mistakes += [
            f"<{node.tag}> of line {node.line} is not closed" for node in self._open()
        ]

    def handle_decl(self, decl: str) -> None:
        self.doctype = decl

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = self._add(tag, attrs)
        if tag not in VOID:
            self.here = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = self._add(tag, attrs)
        if tag not in VOID and node.inside("svg") is None:
            self.mistakes.append(f"<{tag}/> of line {node.line} closes nothing in HTML")

    def handle_endtag(self, tag: str) -> None:
        if self.here.tag != tag or self.here.parent is None:
            self.mistakes.append(f"</{tag}> in line {self.getpos()[0]} closes <{self.here.tag}>")
        else:
            self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> Node:
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self.mistakes.append(f"<{tag}> in line {self.getpos()[0]} has an attribute twice")
        given = {name: value or "" for name, value in attrs}
        node = Node(tag, given, self.here, [], self.getpos()[0])
        self.here.children.append(node)
        return node

    def _open(self) -> list[Node]:
        return [] if self.here is self.root else [self.here, *self.here.above][:-1]
