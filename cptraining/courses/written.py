"""YAML as an author wrote it: the values, and the line of each. Nothing clever is allowed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

DEEPEST = 12


class Unreadable(Exception):  # noqa: N818 -- the author's file, not our failure
    """Why the YAML cannot be read: the line, what was expected and what to do."""

    def __init__(self, line: int, expected: str, advice: str) -> None:
        self.line, self.expected, self.advice = line, expected, advice
        super().__init__(expected)


@dataclass(frozen=True)
class Written:
    """Fields with their values; `first` is the line to name when nothing better is known."""

    value: dict[str, Any]
    node: yaml.MappingNode | None
    first: int = 1

    def line(self, where: Sequence[str | int]) -> int:
        """The line of a value, or of the nearest thing around it."""
        node: yaml.Node | None = self.node
        line = self.first
        for step in where:
            line, node = _into(node, step, line)
        return line

    def field(self, where: Sequence[str | int]) -> str:
        """The way to a value in words, such as `questions[2].prompt`."""
        value: Any = self.value
        named = ""
        for place, step in enumerate(where):
            if isinstance(value, dict) and step not in value and place + 1 < len(where):
                continue  # a kind's name, by which a question was read
            named += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
            value = _get(value, step)
        return named.lstrip(".") or "the whole"

    def joined(self, other: "Written") -> "Written":
        """Both together, as when a step has two blocks. Raises Unreadable for a shared field."""
        if shared := self.value.keys() & other.value.keys():
            name = min(shared)
            advice = "Write it in one of the blocks only."
            raise Unreadable(other.line([name]), f"“{name}” once", advice)
        pairs = [*_pairs(self.node), *_pairs(other.node)]
        node = yaml.MappingNode("tag:yaml.org,2002:map", pairs)
        return Written({**self.value, **other.value}, node, self.first)


def read(text: str, first: int = 1) -> Written:
    """Fields from YAML whose first line is line `first` of its file. Raises Unreadable."""
    padded = "\n" * (first - 1) + text  # so that the parser counts lines as the author does
    try:
        _refuse_cleverness(padded)
        loader = yaml.CSafeLoader(padded)
        node = loader.get_single_node()
        value = loader.construct_document(node) if node else {}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else first
        advice = "Check the indentation, and put text with a colon in quotation marks."
        raise Unreadable(line, f"YAML ({error.problem})", advice) from error
    except (yaml.YAMLError, ValueError) as error:
        raise Unreadable(first, f"YAML ({error})", "Correct or quote this value.") from error
    if node is None:
        return Written({}, None, first)
    if not isinstance(node, yaml.MappingNode):
        raise Unreadable(first, "fields, each as “name: value”", "Write one field a line.")
    _refuse_repeats(node)
    return Written(value, node, first)


def _refuse_cleverness(text: str) -> None:
    """Anchors, aliases and deep nesting can make a small file enormous."""
    depth = 0
    for event in yaml.parse(text, yaml.CSafeLoader):
        if getattr(event, "anchor", None):
            advice = "Write the value out where it is needed."
            raise Unreadable(_line(event), "no & or * names", advice)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            advice = "Put it in simpler fields."
            raise Unreadable(_line(event), f"at most {DEEPEST} levels", advice)


def _line(marked: yaml.Event | yaml.Node) -> int:
    return marked.start_mark.line + 1 if marked.start_mark else 1


def _refuse_repeats(node: yaml.Node) -> None:
    """YAML keeps the last of two equal fields without a word."""
    for mapping in _mappings(node):
        seen: set[str] = set()
        for key, _value in mapping.value:
            if key.value in seen:
                advice = "Take one of them out."
                raise Unreadable(_line(key), f"“{key.value}” once", advice)
            seen.add(str(key.value))


def _mappings(node: yaml.Node) -> Iterator[yaml.MappingNode]:
    if isinstance(node, yaml.MappingNode):
        yield node
        for _key, value in node.value:
            yield from _mappings(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _mappings(value)


def _get(value: Any, step: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    inside = isinstance(value, list) and isinstance(step, int) and step < len(value)
    return value[step] if inside else None


def _pairs(node: yaml.MappingNode | None) -> list[tuple[yaml.Node, yaml.Node]]:
    return list(node.value) if node else []


def _into(node: yaml.Node | None, step: str | int, line: int) -> tuple[int, yaml.Node | None]:
    """One step down; what is not written (a missing field, a kind's name) stays where it is."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return _line(key), value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return _line(item), item
    if isinstance(node, yaml.ScalarNode) and node.style == "|" and isinstance(step, int):
        return _line(node) + 1 + step, None  # a line of a text that begins below its “|”
    return line, node
