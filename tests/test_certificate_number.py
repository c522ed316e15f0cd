"""Certificate numbers: every slip of a finger is found."""

from hypothesis import given
from hypothesis import strategies as st

from cptraining.certificates import number

PLACES = st.integers(0, number.LENGTH - 1)
NUMBERS = st.builds(lambda _: number.new(), st.none())


def plain(text: str) -> list[str]:
    return list(text.replace("-", ""))


def test_a_new_number_reads_easily():
    made = {number.new() for _ in range(500)}
    assert len(made) == 500
    for one in made:
        assert [len(group) for group in one.split("-")] == [4] * 5
        assert not set("01ILO") & set(one)
        assert number.tidy(one) == one


@given(NUMBERS, PLACES, st.sampled_from(number.ALPHABET))
def test_every_wrong_character_is_found(right, place, letter):
    wrong = plain(right)
    is_same = wrong[place] == letter
    wrong[place] = letter
    assert (number.tidy("".join(wrong)) == right) is is_same


@given(NUMBERS, PLACES, PLACES)
def test_any_two_characters_that_changed_places_are_found(right, one, other):
    wrong = plain(right)
    is_same = wrong[one] == wrong[other]
    wrong[one], wrong[other] = wrong[other], wrong[one]
    assert (number.tidy("".join(wrong)) == right) is is_same


@given(NUMBERS, st.sampled_from(["", " ", "-", "–", "\u00a0", " - ", "_"]))
def test_case_spaces_and_dashes_do_not_matter(right, between):
    assert number.tidy(f" {between.join(plain(right.lower()))}\n") == right


@given(st.text())
def test_anything_else_is_no_number(text):
    assert number.tidy(text) is None or len(plain(number.tidy(text))) == number.LENGTH
