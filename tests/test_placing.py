"""Sorting, matching and ranking: what was placed stays placed, and is told apart fairly."""

from types import SimpleNamespace

import pytest
from flask import render_template
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from cptraining import steps
from cptraining.courses import package
from cptraining.learning import actions
from cptraining.rules.words import Words
from cptraining.web.typed import lines
from tests.databases import close, make_app
from tests.markup import Reader
from tests.pages import Form

KINDS = {name: steps.kinds()[name] for name in ("sort", "match", "rank")}
STEPS = {name: next(iter(package.example_course(name))) for name in KINDS}
CONTENTS = {name: KINDS[name].read(step.content) for name, step in STEPS.items()}
FORMS = {name: KINDS[name].form(content) for name, content in CONTENTS.items()}
TEXTS = st.text(max_size=50).map(lines).filter(bool)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    app = make_app(tmp_path_factory.mktemp("placing"))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context():
        yield app
    close(app)


def shown(name, form, answer):
    content = CONTENTS[name]
    said = content.feedback(answer)
    return render_template(
        KINDS[name].template, step=STEPS[name], content=content, form=form, feedback=said
    )


def sent(html):
    """What a browser would send of a page's fields."""
    form = Form(
        SimpleNamespace(path="/"), Reader(f"<form action=/x>{html}</form>").root.one("form")
    )
    return [(name, value) for name, values in form.values.items() for value in values]


def post(app, name, fields):
    """The form that somebody sent, and whether it is valid."""
    with app.test_request_context(method="POST", data=MultiDict(fields)):
        form = FORMS[name]()
        return form, form.submitted()


@st.composite
def answers(draw, name):
    content = CONTENTS[name]
    cards = draw(st.lists(st.sampled_from([card.id for card in content.cards]), unique=True))
    if name == "rank":
        numbers = draw(st.permutations(range(1, content.needed + 1)))
        placed = dict(zip(cards, numbers, strict=False))
    else:
        placed = {card: draw(st.sampled_from(list(content.names))) for card in cards}
    keys = draw(st.lists(st.sampled_from(["", *content.boxes]), unique=True))
    return placed | {key: draw(TEXTS) for key in keys if key}


@pytest.mark.parametrize("name", KINDS)
@given(data=st.data())
def test_an_answer_survives_the_page_and_is_told_whole(place, name, data):
    answer = data.draw(answers(name))
    page = shown(name, FORMS[name](data=FORMS[name].filled(answer)), answer)
    form, is_valid = post(place, name, sent(page))
    assert is_valid, form.errors
    assert form.answer == answer
    told = [text for part in CONTENTS[name].told(answer) for text in part.texts]
    printed = Reader(
        render_template(KINDS[name].print_template, content=CONTENTS[name], answer=answer)
    ).root.text
    for card in CONTENTS[name].cards:
        if card.id in answer:
            assert card.text in printed
    for key, text in answer.items():
        if key in CONTENTS[name].boxes:
            assert text in told


@given(answer=answers("sort"))
def test_every_card_is_measured_against_the_bins_where_it_fits(answer):
    content = CONTENTS["sort"]
    feedback = content.feedback(answer)
    for card in content.cards:
        said = feedback.of(card.id) if feedback else None
        if said:
            wanted = answer[card.id] in card.right if card.right else None
            assert said.is_right is wanted
            assert said.why == card.whys.get(answer[card.id], card.why)
    if feedback:
        verdicts = [one.is_right for one in feedback.placed]
        assert (feedback.fitting, feedback.judged) == (
            verdicts.count(True), len(verdicts) - verdicts.count(None),
        )  # fmt: skip


@given(answer=answers("rank"))
def test_a_card_moved_as_told_stands_where_others_have_it(answer):
    content = CONTENTS["rank"]
    feedback = content.feedback(answer)
    for one in feedback.placed if feedback else ():
        assert one.first <= one.number + one.moved <= one.last
        assert one.is_right == (one.first <= one.number <= one.last)
        nearer = one.moved and one.number + one.moved + (1 if one.moved < 0 else -1)
        assert not one.moved or not one.first <= nearer <= one.last


def test_cards_that_may_change_places_are_right_either_way():
    for order in (["wardrobe", "repair"], ["repair", "wardrobe"]):
        said = CONTENTS["rank"].feedback({id_: n for n, id_ in enumerate(order, start=1)})
        assert said.fitting == 2


def test_without_a_right_order_there_is_only_what_others_said():
    stored = CONTENTS["rank"].model_dump() | {"order": (), "first": 2}
    content = type(CONTENTS["rank"])(**stored)
    said = content.feedback({"lunch": 2, "hospital": 1})
    assert (said.judged, said.is_complete) == (0, True)
    assert [str(words) for words in content.missing({"lunch": 2})] == [
        "Give a place in your order to 1 more of the cards.",
        "Write something for 1 more of the questions.",
    ]
    assert content.told({"lunch": 2, "hospital": 1})[0] == (
        Words("Your order"), ("1. Hospital day group", "2. Over-70s lunch club with transport"),
    )  # fmt: skip


def test_cards_without_right_bins_are_not_judged_at_all():
    content = CONTENTS["sort"]
    cards = [{"id": card.id, "text": card.text} for card in content.cards]
    own = type(content)(bins=content.bins, cards=cards)
    assert own.feedback({card["id"]: "want" for card in cards}) is None


def test_two_cards_with_one_number_are_told_so(place):
    form, is_valid = post(place, "rank", {"card_lunch": "2", "card_repair": "2"})
    assert not is_valid
    assert form.errors == {"card_repair": ["Another card has place 2 too."]}


JUNK = st.recursive(
    st.none() | st.text(max_size=5) | st.integers() | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["cat", "low", "lunch", "first", "why", "cat.asset", "gone"]), inner,
        max_size=4,
    ),
)  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
@given(stored=JUNK)
def test_whatever_an_older_version_stored_can_be_opened(place, name, stored):
    content = CONTENTS[name]
    content.missing(stored)
    content.told(stored)
    shown(name, FORMS[name](data=FORMS[name].filled(stored)), stored)
    render_template(KINDS[name].print_template, content=content, answer=stored)


@pytest.fixture
def opened(world, client):
    """Opens the example of a kind."""

    def open_one(name):
        person = world.learner(world.agency())
        cycle = world.assign(person, world.course(package.example_course(name)).course_id)
        with world.at_work() as now:
            actions.open_cycle(cycle, person.id, now)
        return client.sign_in(person).get(f"/learning/{cycle}/example.{name}")

    return open_one


def test_sorting_without_a_script_from_the_first_card_to_the_end(opened):
    page = opened("sort").press("Check my places", card_laugh="asset", card_cat="an asset")
    assert "1 of the 2 cards you placed are where they fit." in page.text
    assert "Not quite yet. It sits here: a want. She says so herself." in page.text
    assert "Begin with either." not in page.text
    page = page.press("I have sorted them: go on", card_coat="a want", card_tea="a want")
    assert "Write something for 2 more of the questions." in page.text
    page = page.press(
        "I have sorted them: go on",
        {"text_laugh.asset": "Her friends", "text_cat.asset": "B", "text_first": "Where?"},
        card_laugh="a want",
    )
    assert "Write something" not in page.text
    assert "Begin with either." in page.text
    assert "“Who was on the early shift with you?”" in page.text
    assert "Her friends" in page.html  # what was written stays, wherever the card goes


def test_ranking_without_a_script_finds_one_number_given_twice(opened):
    page = opened("rank").press(
        "Compare my order", card_lunch="1", card_course="1", status=422
    )  # fmt: skip
    assert "Another card has place 1 too." in page.text
    numbers = {"wardrobe": 1, "repair": 2, "course": 3, "lunch": 4, "hospital": 5}
    page = page.press("Compare my order", {f"card_{id_}": n for id_, n in numbers.items()})
    assert "5 of your 5 cards stand where others would have them too." in page.text
    assert page.texts("h3")[:2] == ["Place 1", "Place 2"]
    assert "A support worker" in page.text


def test_matching_without_a_script_tells_what_belongs_together(opened):
    page = opened("match").press("Check my pairs", card_low="bonding tie", card_missed="weak tie")
    assert "1 of the 2 cards you matched have what belongs to them." in page.text
    assert "This belongs to it: bonding tie. They may not notice for weeks." in page.text
