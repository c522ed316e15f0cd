"""What README.md says of settings, packages and people is what the code says."""

import ast
import re
from pathlib import Path

import pytest

import cptraining
from cptraining.operations.cli import cli
from cptraining.operations.demonstration import CAST, PASSWORD
from cptraining.settings import Settings
from tests.screenshots import PICTURES, SHOTS

HOME = Path(cptraining.__file__).parent
README = (HOME.parent / "README.md").read_text(encoding="utf-8")


def table(heading):
    """The rows of the first table under a heading."""
    section = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


def test_every_setting_is_listed_with_its_default_and_meaning():
    words = {True: "yes", False: "no"}
    listed = []
    for name, field in Settings.model_fields.items():
        value = words[field.default] if isinstance(field.default, bool) else str(field.default)
        default = f"`{value}`" if value else "empty"
        listed.append([f"`{name.upper()}`", default, field.description])
    assert table("Configuration") == listed


def test_the_tour_repeats_every_package_in_its_own_words():
    files = [*HOME.glob("*/__init__.py"), HOME / "settings.py", HOME / "database.py"]
    said = {
        (file.parent.name if file.stem == "__init__" else file.stem): ast.get_docstring(
            ast.parse(file.read_text(encoding="utf-8"))
        )
        for file in files
    }
    told = {name.strip("`"): words for name, words in table("The tour of the house")}
    assert told == {name: words.splitlines()[0] for name, words in said.items()}


def test_the_sign_ins_exist_and_show_what_is_said():
    shows = {f"`{member.email}`": member.shows for member in CAST}
    told = dict(table("The demonstration"))
    assert told == {email: shows.get(email) for email in told}
    assert f"password `{PASSWORD}`" in README


def test_every_picture_is_shown_and_taken():
    shown = set(re.findall(r"tests/pictures/([\w-]+)\.png", README))
    assert shown == set(SHOTS) == {path.stem for path in PICTURES.iterdir()}
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) < 1_200_000


COMMANDS = sorted(set(re.findall(r"^cptraining ([a-z]+)(?: ([a-z]+))?", README, re.MULTILINE)))


@pytest.mark.parametrize(("name", "below"), COMMANDS)
def test_every_command_exists(name, below):
    command = cli.commands[name]
    assert below in getattr(command, "commands", {""})
