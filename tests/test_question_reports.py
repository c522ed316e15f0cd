"""Which questions work: true figures of the trainer's own people, and of nobody alone."""

from decimal import Decimal

import pytest

from cptraining.database import db
from cptraining.learning.models import Attempt
from cptraining.people.models import Membership
from cptraining.reports.markfile import MarkTable
from cptraining.reports.of_file import measured
from tests import marks
from tests.databases import on_both
from tests.pages import Client
from tests.school import Class, rows_of

IDS = ["q1", "q2", "q3", "q4"]
PAGE = f"/report/questions/measured/{marks.STEP}"
FIGURES = {
    "Right on average": "facility", "Standard deviation": "deviation",
    "Discrimination index": "discrimination", "Discriminative efficiency": "efficiency",
}  # fmt: skip
WRONG, RIGHT = ([1], Decimal(0)), ([0], Decimal(1))


@pytest.fixture
def ours(world):
    return Class(world)


@pytest.fixture
def priya(app, ours):
    return Client(app).sign_in(ours.trainer)


@pytest.fixture
def quiz(world):
    return world.course(marks.course([marks.question(id_) for id_ in IDS]))


def everybody(*known):
    """A sheet on which these questions are right, and the others wrong."""
    return lambda _: {id_: RIGHT if id_ in known else WRONG for id_ in IDS}


def table(page):
    """The rows of the file, by question."""
    return {row["Id"]: row for row in rows_of(page)}


def figures_of(page):
    """The summary: each number by its words."""
    blocks = page.tree.one("dl", class_="app-figures").all("div")
    return {block.one("dt").children[0].strip(): block.one("dd").text for block in blocks}


def drawn_first(sheets):
    """What the tables say as one table, empty where a question was not drawn."""
    ids = sorted({id_ for sheet in sheets for id_ in sheet}, key=lambda id_: (id_ not in IDS, id_))
    rows = [[sheet[id_][1] if id_ in sheet else None for id_ in ids] for sheet in sheets]
    return MarkTable(ids, [Decimal(1)] * len(ids), rows)


def check(page, sheets):
    """Whether a file says what the sheets come to, all of which are in memory."""
    rows, found = table(page), measured(drawn_first(sheets))
    lines = [*found.fixed, *found.places, *found.drawn]
    assert sorted(rows) == sorted(line.id for line in lines)
    for line in lines:
        row = rows[line.id]
        expected = {name: getattr(line.figures, figure) for name, figure in FIGURES.items()}
        expected |= {"Effective weight": line.effective, "Intended weight": line.intended}
        for name, value in expected.items():
            told = float(row[name]) if row[name] else None
            assert told == (None if value is None else pytest.approx(value)), (line.id, name)
        assert int(row["Tries"]) == line.figures.count


@on_both
def test_the_file_and_the_page_have_the_figures_of_all_sheets(priya, ours, world, quiz):
    ids, sheet = range(1000, 1060), marks.guessed(IDS)
    marks.sit(world, ours, quiz, ids, sheet)
    check(priya.get(f"{PAGE}/figures.csv"), [sheet(n) for n in ids])
    page = priya.get("/report/questions").follow("Check yourself")
    assert figures_of(page)["people"] == "60"
    heads = [node.text for node in page.tree.all("tbody")[-1].all("th")]
    assert heads == [f"{n}. What about q{n}?" for n in (1, 2, 3, 4)]
    one = page.follow("What about q2?")
    assert one.h1 == "What about q2?"
    assert "Lowest fifth" in one.text
    assert "A. Option 1 of q2" in one.text


@on_both
def test_questions_that_chance_draws_are_compared_with_the_whole(priya, ours, world):
    bank = [marks.question(f"b{n}") for n in range(4)]
    draw = [{"take": 2, "modules": ["M"], "from": "bank"}]
    asked = [marks.question(id_) for id_ in IDS]
    course = world.course(marks.course(asked, bank, draw=draw))
    base = marks.guessed([*IDS, *(one["id"] for one in bank)])

    def sheet(number):
        found = dict(base(number))
        kept = {f"b{number % 4}", f"b{(number + 1 + number % 3) % 4}"}
        return {id_: given for id_, given in found.items() if id_ in IDS or id_ in kept}

    ids = range(1000, 1048)
    marks.sit(world, ours, course, ids, sheet)
    file = priya.get(f"{PAGE}/figures.csv")
    check(file, [sheet(n) for n in ids])
    assert {row["What"] for row in rows_of(file)} == {
        "Question", "Place filled by chance", "Drawn question",
    }  # fmt: skip
    assert "Questions that are drawn by chance" in priya.get(PAGE).text


@on_both
def test_each_trainer_counts_their_own_people_and_administrators_everybody(
    app, priya, ours, world, quiz
):
    theirs = Class(world, "Lakeside")
    marks.sit(world, ours, quiz, range(1000, 1010), everybody("q1"))
    marks.sit(world, theirs, quiz, range(2000, 2030), everybody("q2"))
    own = table(priya.get(f"{PAGE}/figures.csv"))
    assert (own["q1"]["Right on average"], own["q2"]["Right on average"]) == ("1.0", "0.0")
    other = table(Client(app).sign_in(theirs.trainer).get(f"{PAGE}/figures.csv"))
    assert (other["q1"]["Right on average"], other["q2"]["Right on average"]) == ("0.0", "1.0")
    ada = Client(app).sign_in(world.administrator())
    whole = table(ada.get("/report/questions").follow("Check yourself").follow("Download CSV"))
    assert (whole["q1"]["Tries"], whole["q1"]["Right on average"]) == ("40", "0.25")
    narrowed = ada.get(PAGE).form().fill({"agency": "Lakeside"}).send()
    assert figures_of(narrowed)["people"] == "30"
    stranger = Client(app).sign_in(Class(world, "Elsewhere").trainer)
    assert "Nobody has finished a quiz yet." in stranger.get("/report/questions").text
    for address in (PAGE, f"{PAGE}/q1", f"{PAGE}/figures.csv"):
        stranger.get(address, 404)


@pytest.mark.parametrize("query", ["team=1", "team=x", "agency=2", "attempts=worst", "edition=9"])
def test_what_is_not_there_to_choose_is_refused(priya, ours, world, quiz, query):
    theirs = Class(world, "Lakeside")
    world.team(theirs.agency)
    marks.sit(world, ours, quiz, range(1000, 1010), everybody("q1"))
    for address in (PAGE, f"{PAGE}/q1", f"{PAGE}/figures.csv"):
        page = priya.get(f"{address}?{query}", 422)
        assert page.title.startswith("Error: ")
        assert not page.tree.all("table")


@pytest.mark.parametrize("address", [PAGE + "x", PAGE + "/q9", PAGE.replace("measured", "x")])
def test_what_nobody_asks_has_no_page(priya, ours, world, quiz, address):
    marks.sit(world, ours, quiz, range(1000, 1010), everybody("q1"))
    priya.get(address, 404)


@on_both
def test_fewer_than_five_people_are_not_shown(priya, ours, world, quiz):
    marks.sit(world, ours, quiz, range(1000, 1004), everybody("q1"))
    marks.again(world, quiz, range(1000, 1004), everybody("q1"), number=2)
    for address in (PAGE, f"{PAGE}/q1", f"{PAGE}/figures.csv"):
        page = priya.get(f"{address}?attempts=all")
        assert "Fewer than 5 people have finished this." in page.text
        assert not page.tree.all("table")
        assert not page.tree.all("svg", class_="app-chart")
    marks.sit(world, ours, quiz, [1004], everybody())
    page = priya.get(PAGE)
    assert "Too few to say: 5 attempts so far, and it takes 10." in page.text
    assert figures_of(page)["average total"] == "20%"


def test_a_question_that_fewer_than_five_were_asked_is_not_shown(priya, ours, world):
    bank = [marks.question("often"), marks.question("rare")]
    draw = [{"take": 1, "modules": ["M"], "from": "bank"}]
    course = world.course(marks.course([marks.question("q1")], bank, draw=draw))
    marks.sit(world, ours, course, range(1000, 1020), lambda _: {"q1": RIGHT, "often": RIGHT})
    marks.sit(world, ours, course, range(2000, 2004), lambda _: {"q1": WRONG, "rare": WRONG})
    rows = table(priya.get(f"{PAGE}/figures.csv"))
    assert (rows["rare"]["Tries"], rows["rare"]["Right on average"]) == ("4", "")
    assert rows["often"]["Right on average"] == "1.0"
    assert "Fewer than 5 people have finished this." in priya.get(f"{PAGE}/rare").text


@on_both
@pytest.mark.parametrize(
    ("which", "shares"),
    [("first", (0, 1)), ("last", (0, 0)), ("best", (1, 1)), ("all", (1 / 3, 2 / 3))],
)  # fmt: skip
def test_one_chooses_which_tries_count(priya, ours, world, quiz, which, shares):  # noqa: PLR0913, PLR0917 -- fixtures
    ids = range(1000, 1012)
    marks.sit(world, ours, quiz, ids, everybody("q2"))
    marks.again(world, quiz, ids, everybody("q1", "q2"), number=2)
    marks.again(world, quiz, ids, everybody(), number=3)
    rows = table(priya.get(f"{PAGE}/figures.csv?attempts={which}"))
    assert tuple(float(rows[id_]["Right on average"]) for id_ in ("q1", "q2")) == shares


def test_what_the_quiz_counts_is_looked_at_unasked(priya, ours, world):
    for number, (counts, chosen) in enumerate(
        {"first": "The first try of each person", "average": "All tries"}.items(), 1
    ):
        asked = marks.course([marks.question("q1")], counts=counts)
        course = world.course(asked)
        marks.sit(world, ours, course, range(number * 1000, number * 1000 + 5), everybody("q1"))
        page = priya.get(PAGE)
        assert chosen in page.texts("p", class_="app-quiet")[0]


@on_both
def test_practice_open_tries_and_those_that_wait_for_a_trainer_are_left_out(
    priya, ours, world, quiz
):
    ids = range(1000, 1010)
    marks.sit(world, ours, quiz, ids, everybody("q1"))
    marks.again(world, quiz, ids, everybody(), is_practice=True)
    marks.again(world, quiz, ids, everybody(), number=2, passed=None, score=None)
    marks.again(world, quiz, ids, everybody(), number=3, finished_at=None)
    for which in ("first", "best", "all"):
        rows = table(priya.get(f"{PAGE}/figures.csv?attempts={which}"))
        assert (rows["q1"]["Tries"], rows["q1"]["Right on average"]) == ("10", "1.0")
    last = priya.get(f"{PAGE}?attempts=last")
    assert "Fewer than 5 people have finished this." in last.text


@on_both
def test_a_team_is_counted_alone(priya, ours, world, quiz):
    north = world.team(ours.agency)
    marks.sit(world, ours, quiz, range(1000, 1010), everybody("q1"))
    marks.sit(world, ours, quiz, range(2000, 2006), everybody("q2"))
    with world.at_work():
        members = db.session.query(Membership).filter(Membership.person_id >= 2000)
        members.update({"team_id": north})
    page = priya.get(PAGE).form().fill({"team": "North"}).send()
    assert figures_of(page)["people"] == "6"
    assert float(table(page.follow("Download CSV"))["q2"]["Right on average"]) == 1


@on_both
def test_a_question_that_was_corrected_is_shown_apart_the_newest_first(priya, ours, world, quiz):
    marks.sit(world, ours, quiz, range(1000, 1010), everybody("q1"))
    world.later(days=9)
    asked = [marks.question(id_) for id_ in IDS]
    asked[0] = {**asked[0], "prompt": "What about q1, now?"}
    newer = world.course(marks.course(asked))
    marks.sit(world, ours, newer, range(2000, 2010), everybody())
    rows = [row for row in rows_of(priya.get(f"{PAGE}/figures.csv")) if row["Id"] == "q1"]
    assert [(row["What"], row["Question"], row["Right on average"]) for row in rows] == [
        ("Question", "What about q1, now?", "0.5"),
        ("Version of a question", "What about q1, now?", "0.0"),
        ("Version of a question", "What about q1?", "1.0"),
    ]
    page = priya.get(PAGE).follow("as published on 2 March 2026")
    assert page.texts("h2")[:2] == [
        "The question as published on 11 March 2026", "The question as published on 2 March 2026",
    ]  # fmt: skip


@on_both
def test_answers_that_were_marked_again_stand_with_the_key_that_marked_them(
    priya, ours, world, quiz
):
    chose = {"q1": ([1], Decimal(1))} | dict.fromkeys(IDS[1:], WRONG)
    marks.sit(world, ours, quiz, range(1000, 1010), lambda _: chose)
    asked = [marks.question(id_) for id_ in IDS]
    options = asked[0]["options"]
    asked[0]["options"] = [
        {"text": one["text"], "right": place == 1} for place, one in enumerate(options)
    ]
    newer = world.course(marks.course(asked))
    with world.at_work():
        db.session.query(Attempt).update({"graded_by": newer.edition_id})
    page = priya.get(f"{PAGE}/q1")
    row = page.tree.all("table")[-1].one("tbody").all("tr")[1]
    assert [cell.text for cell in row.all("td")][:3] == ["Right", "10", "100%"]


def test_a_quiz_that_asks_other_questions_now_is_looked_at_apart(priya, ours, world, quiz):
    marks.sit(world, ours, quiz, range(1000, 1010), everybody("q1"))
    newer = world.course(marks.course([marks.question("new")]))
    marks.sit(world, ours, newer, range(2000, 2006), lambda _: {"new": RIGHT})
    page = priya.get(PAGE)
    assert list(table(page.follow("Download CSV"))) == ["new"]
    first = page.form().fill({"edition": "As published on 2 March 2026 (edition 1)"}).send()
    assert list(table(first.follow("Download CSV"))) == IDS


def test_what_people_write_is_never_told_and_rare_answers_neither(priya, ours, world):
    asked = [
        {
            "id": "q1",
            "kind": "open",
            "prompt": "Why?",
            "rubric": [{"text": "Says why", "points": 1}],
        },
        {"id": "q2", "kind": "text", "prompt": "Who?", "accepted": [{"text": "Amina"}]},
    ]
    course = world.course(marks.course(asked))

    def sheet(number):
        typed = ("Amina", Decimal(1)) if number % 2 else (f"My neighbour {number}", Decimal(0))
        return {"q1": ("My own private words", Decimal(1)), "q2": typed}

    marks.sit(world, ours, course, range(1000, 1020), sheet)
    one = priya.get(f"{PAGE}/q1")
    assert "private" not in one.response.text
    assert "Here people write in their own words, which only their trainers read." in one.text
    two = priya.get(f"{PAGE}/q2")
    assert "My neighbour" not in two.response.text
    rows = [row.text for row in two.tree.all("table")[-1].one("tbody").all("tr")]
    assert rows[0] == "A. Amina Right1050%100%"
    assert rows[1].startswith("Other answers, each of fewer than 5 people–10")


@on_both
def test_many_people_take_as_many_statements_as_few(priya, ours, world, quiz, count_statements):
    counts = []
    for ids in (range(1000, 1012), range(2000, 2400)):
        marks.sit(world, ours, quiz, ids, marks.guessed(IDS))
        made_of = []
        for address in ("/report/questions", PAGE, f"{PAGE}/q1", f"{PAGE}/figures.csv"):
            priya.get(address)
            with count_statements() as made:
                priya.get(address)
            made_of.append(len(made))
        counts.append(made_of)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 10


def test_the_command_says_the_same_over_all_agencies(app, ours, world, quiz):
    marks.sit(world, ours, quiz, range(1000, 1006), everybody("q1"))
    marks.sit(world, Class(world, "Lakeside"), quiz, range(2000, 2006), everybody("q2"))
    run = app.test_cli_runner().invoke
    result = run(args=["quizzes", "statistics", "measured", marks.STEP, "--csv"])
    assert isinstance(result.exit_code, int)
    assert "quiz,,attempts,12" in result.output
    assert "questions,q1,facility,0.5" in result.output


def test_the_command_says_what_is_missing(app, ours, world, quiz):
    marks.sit(world, ours, quiz, range(1000, 1004), everybody("q1"))
    for course, step, said in (
        ("x", marks.STEP, "no course of this name"),
        ("measured", "M.x", "nobody has finished a quiz of this id"),
        ("measured", marks.STEP, "Fewer than 5 people finished it: nothing is shown."),
    ):
        result = app.test_cli_runner().invoke(args=["quizzes", "statistics", course, step])
        assert result.exit_code != 0
        assert said in result.output
