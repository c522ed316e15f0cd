"""The figures of a table of marks in a file, from the command line."""

import json
import statistics as plain

import pytest
from click.testing import CliRunner

from cptraining.reports.cli import statistics as command
from tests.test_statistics import adjusted_skewness, alpha, near, sample_kurtosis


def run(tmp_path, text, *words):
    path = tmp_path / "marks.csv"
    path.write_text(text, encoding="utf-8")
    return CliRunner().invoke(command, [str(path), *words])


def as_json(tmp_path, text, *words):
    result = run(tmp_path, text, "--json", *words)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


LEAVE_EMPTY = "Leave a cell empty where a question was not drawn."
AS_MANY = "Every try needs as many questions."
NO_MARK = "is no mark. Write a number such as 1 or 0.5."
SAY_WORTH = "A line 2 that begins with max says that."
HAND_MADE = "attempt,a,b,c\nmax,1,2,1\nu,1,2,0\nv,1,0.5,1\nw,0,1,0\nx,0,0,1\n"


def test_a_file_of_marks_is_measured(tmp_path):
    found = as_json(tmp_path, HAND_MADE)
    quiz, (a, b, c) = found["quiz"], found["questions"]
    totals = [3, 2.5, 1, 1]
    assert quiz["attempts"], quiz["worth"] == (4, 4)
    assert near(quiz["mean"], 1.875)
    assert near(quiz["median"], 1.75)
    assert near(quiz["standard_deviation"], plain.stdev(totals))
    assert near(quiz["skewness"], adjusted_skewness(totals))
    assert near(quiz["kurtosis"], sample_kurtosis(totals))
    assert near(
        quiz["internal_consistency"], alpha([(1, 1, 0, 0), (2, 0.5, 1, 0), (0, 1, 0, 1)], totals)
    )
    assert near(a["facility"], 0.5)
    assert near(a["discrimination_index"], 100 * plain.correlation([1, 1, 0, 0], [2, 1.5, 1, 1]))
    assert near(b["facility"], 3.5 / 8)
    assert near(b["intended_weight"], 50)
    assert c["effective_weight"] is None
    assert a["flags"] == ["few"]


def test_an_empty_cell_says_that_a_question_was_not_drawn(tmp_path):
    found = as_json(tmp_path, "a;b;c\n1;0,5;\n0;;1\n1;1;\n0;;0\n")
    assert [line["id"] for line in found["questions"]] == ["a"]
    assert [line["id"] for line in found["drawn_questions"]] == ["b", "c"]
    (place,) = found["drawn_places"]
    totals = [1.5, 1, 2, 0]
    assert near(place["facility"], 2.5 / 4)
    assert near(
        place["discrimination_index"], 100 * plain.correlation([0.5, 1, 1, 0], [1, 0, 1, 0])
    )
    b = found["drawn_questions"][0]
    assert near(b["discrimination_index"], 100 * plain.correlation([0.5, 1], [1.5, 2]))
    assert near(
        found["quiz"]["internal_consistency"], alpha([(1, 0, 1, 0), (0.5, 1, 1, 0)], totals)
    )
    assert sum(line["effective_weight"] for line in [*found["questions"], place]) == (
        pytest.approx(100)
    )


def test_all_forms_say_the_same(tmp_path):
    found = as_json(tmp_path, HAND_MADE)
    lines = run(tmp_path, HAND_MADE, "--csv").stdout.splitlines()
    assert lines[0] == "part,id,figure,value"
    assert f"questions,a,facility,{found['questions'][0]['facility']}" in lines
    assert f"quiz,,mean,{found['quiz']['mean']}" in lines
    text = run(tmp_path, HAND_MADE).stdout
    assert "Mean                      1.8750" in text
    assert "Too few to say: 4 attempts so far, and it takes 10." in text


def test_line_2_says_what_questions_are_worth(tmp_path):
    assert as_json(tmp_path, "a,b\n2,4\n1,4\n2,0\n", "--worth")["quiz"]["worth"] == 6


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        ("", [" is empty. Name the questions in the first line."]),
        ("a,b\n", [" has no tries. Add a line of marks for each."]),
        ("name\nu\n", [", line 1: there is no question. Name one in each column."]),
        (
            "a,,a\n1,1,1\n",
            [
                ", line 1: column 2 has no name. Name the question in it.",
                ", line 1, question a: two columns have this name. Give each its own.",
            ],
        ),
        ("a,b\n1,1\n1,1,1\n", [f", line 3: 3 marks for 2 questions. {LEAVE_EMPTY}"]),
        ("a,b\n1,\n1,1\n", [f", line 3: 2 marks; the first try has 1. {AS_MANY}"]),
        ("a\nabc\n", [f", line 2, question a: “abc” {NO_MARK}"]),
        ("a\nnan\n", [f", line 2, question a: “nan” {NO_MARK}"]),
        ("a\n1e99\n", [f", line 2, question a: “1e99” {NO_MARK}"]),
        ("a\n2\n", [f", line 2, question a: 2 is more than the 1 that it is worth. {SAY_WORTH}"]),
        (",a\nmax,\nu,1\n", [", line 2, question a: say what it is worth: 0 or more."]),
    ],
)
def test_a_bad_file_is_refused_with_line_and_question(tmp_path, text, mistakes):
    result = run(tmp_path, text)
    assert result.exit_code == 1
    assert result.stderr.replace(str(tmp_path / "marks.csv"), "").splitlines() == mistakes


def test_a_file_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "marks.csv"
    path.write_bytes(b"\xff\xfe\x00a")
    result = CliRunner().invoke(command, [str(path)])
    assert (result.exit_code, result.stderr) == (
        1, f"{path} is not UTF-8. Save it as CSV (UTF-8).\n",
    )  # fmt: skip
