"""The files of a bank that imported questions become."""

from decimal import Decimal

from cptraining.courses import written
from cptraining.exchange.bankfile import MOST_QUESTIONS, Bank, dumped
from cptraining.exchange.notes import Found, Imported, Kept


def test_many_questions_become_several_files_and_pictures_get_free_names(tmp_path):
    bank = tmp_path / "bank"
    bank.mkdir()
    (bank / "dot.png").write_bytes(b"another")
    image = {"file": "dot.png", "alt": "A dot"}
    found = [Found(n, {"id": f"q{n}", "image": image}, "") for n in range(MOST_QUESTIONS + 1)]
    imported = Imported(found, [Kept(3, "odd\x07\n# one" + "x" * 3000)], [], {"dot.png": b"dot"})
    files = Bank(bank / "all.yaml", "M1", ["t"]).files(imported, "x.gift")
    assert sorted(path.name for path in files) == ["all-2.yaml", "all.yaml", "dot-2.png"]
    first = files[bank / "all.yaml"].decode()
    read = written.read(first).value
    assert (read["module"], read["tags"], len(read["questions"])) == ("M1", ["t"], MOST_QUESTIONS)
    assert read["questions"][0]["image"]["file"] == "dot-2.png"
    assert "\n# Not usable here, from line 3:\n#   odd \n#   # one" in first
    assert first.endswith("… the rest is in the file that was imported.\n")


def test_yaml_holds_every_text_and_number_exactly():
    value = {
        "texts": ["two\nlines", "ends with space ", "yes", "- a", "\u2028\x85\ufeff", "a: b # c"],
        "numbers": [Decimal("0.3333333"), Decimal(7), Decimal("1.234567890123456789")],
    }
    read = written.read(dumped(value)).value
    assert read["texts"] == value["texts"]
    assert [Decimal(str(number)) for number in read["numbers"]] == value["numbers"]
