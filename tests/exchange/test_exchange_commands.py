"""Questions come into a course's bank and go out of it from the command line."""

import pytest

from cptraining.courses import package
from tests.exchange.test_exchange_moodle_xml import FILE
from tests.test_courses import FILES


@pytest.fixture
def course(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / "small" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "small"


def test_a_bank_is_imported_checked_published_and_exported_again(app, course, tmp_path):
    run = app.test_cli_runner().invoke
    source, bank = tmp_path / "moodle.xml", course / "bank" / "one.yaml"
    source.write_text(FILE)
    command = ["questions", "import", str(source), "--into", str(bank), "--tag", "moodle"]
    result = run(args=[*command, "--module", "A1"])
    assert result.exit_code == 1  # one question could not be used
    assert "4 questions taken over into one.yaml, 1 picture, 1 kept" in result.output
    assert "line 7: <u> is left out. Check how the text reads." in result.output
    assert '#   <question type="ddwtos">' in bank.read_text()
    asked = package.read(course).bank
    assert [one.question["id"] for one in asked] == ["b-1", "n-1", "c", "e"]
    assert asked[0].question["image"]["file"].startswith("data:image/png;base64,")
    assert (asked[0].module, "moodle" in asked[0].question["tags"]) == ("A1", True)
    assert run(args=["courses", "load", str(course)]).exit_code == 0
    for name, count in (("out.gift", 5), ("out.xml", 5), ("out.zip", 5), ("out.aiken", 5)):
        result = run(args=["questions", "export", "small", str(tmp_path / name)])
        assert (result.exit_code, f"{count} questions of small" in result.output) == (0, True)
    again = course / "bank" / "two.yaml"
    result = run(args=["questions", "import", str(tmp_path / "out.xml"), "--into", str(again)])
    assert (result.exit_code, "5 questions taken over" in result.output) == (0, True)


def test_commands_say_what_they_need(app, course, tmp_path):
    run = app.test_cli_runner().invoke
    source = tmp_path / "a.gift"
    source.write_text("Is it?{T}")
    into = ["questions", "import", str(source), "--into"]
    assert "folder called bank" in run(args=[*into, str(course / "one.yaml")]).output
    bank = str(course / "bank" / "a.yaml")
    assert run(args=[*into, bank]).exit_code == 0
    source.write_text("Is it not?{T}")
    assert "--replace writes over it" in run(args=[*into, bank]).output
    assert run(args=[*into, bank, "--replace"]).exit_code == 0
    source.write_text("")
    assert run(args=[*into, bank]).exit_code == 1
    source.write_bytes(b"\xff")
    assert "a.gift, line 1: This is no UTF-8 text." in run(args=[*into, bank]).output


def test_exporting_says_what_there_is_to_export(app, course, tmp_path):
    run = app.test_cli_runner().invoke
    run(args=["courses", "load", str(course)])
    export = ["questions", "export"]
    assert "There are: small" in run(args=[*export, "big", "x.gift"]).output
    assert "end FILE with .gift" in run(args=[*export, "small", "x.doc"]).output
    assert "These do: A1.ask" in run(args=[*export, "small", "x.gift", "--step", "A1"]).output
    one = run(args=[*export, "small", str(tmp_path / "x.gift"), "--step", "A1.ask"])
    assert "1 question of small as gift" in one.output
