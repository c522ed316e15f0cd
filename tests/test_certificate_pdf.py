"""The printed certificate: every name, one page, tagged, the same bytes."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pypdf
import pytest
from fontTools.ttLib import TTFont

from cptraining import press
from cptraining.certificates import pdf, qr

NOW = datetime(2026, 12, 16, 14, 2, tzinfo=UTC)
NUMBER = "7QK4-M2XD-9FTA-H3NW-PB5C"
ADDRESS = f"https://training.example.org/check/{NUMBER}"
LONG = "Alexandria Bartholomew-Featherstonehaugh Montgomery-Cholmondeley Wriothesley-Llewellyn III"
NAMES = {
    "welsh": "Ŵyn Ŷsgafn-Ŵilliams",
    "hungarian": "Kovácsné Szőke-Őry Ágnes",
    "polish": "Żaneta Łącka-Ździebło",
    "combining": "W\u0302yn Cafe\u0301",
    "vietnamese": "Nguyễn Thị Hồng Phượng",
    "greek": "Ελένη Παπαδοπούλου",
    "ukrainian": "Олександра Ґудзь",
    "arabic": "محمد عبد الرحمن بن أحمد الهاشمي",
    "urdu": "عائشہ گُل ڈوگر",
    "hebrew": "יעל בן־דוד כהן",
    "devanagari": "अनुष्का त्रिवेदी श्रीवास्तव",
    "bengali": "অনিন্দিতা চট্টোপাধ্যায়",
    "gurmukhi": "ਗੁਰਪ੍ਰੀਤ ਕੌਰ",
    "gujarati": "હાર્દિક પટેલ",
    "tamil": "தமிழ்ச்செல்வி",
    "malayalam": "ശ്രീജിത്ത് നായർ",
    "sinhala": "ශ්‍රීමතී පෙරේරා",
    "thai": "ปิยะนุช ศรีสุวรรณ",
    "amharic": "ፀሐይ ተስፋዬ",
    "armenian": "Հայկ Գևորգյան",
    "georgian": "ნინო ბერიძე",
    "chinese": "欧阳明华 陳嘉欣",
    "japanese": "さくら 山田 カナ",
    "korean": "김민준",
    "mixed": "Amal אמאל (O’Neill) 王",
    "long": LONG,
    "unbroken": "W" * 90,
    "markup": '#panic("x") *bold* $x$ \\ "quoted" <label> @cite [x]',
}


def facts(name: str = "Sam Okafor", **changes: str | None) -> pdf.Facts:
    printed = {
        "title": "Connecting People: a taster",
        "agency": "Thornwick NHS Trust",
        "completed": "16 December 2026",
        "minutes": "40 minutes",
        "number": NUMBER,
        "address": ADDRESS,
    }
    return pdf.Facts(name=name, **{**printed, **changes})


def read(printed: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(printed))


def words(text: str) -> str:
    return re.sub(r"[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", text)


def ink_box(printed: bytes) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of all places where text begins."""
    places: list[tuple[float, float]] = []

    def visit(text: str, matrix: list[float], place: list[float], *_font: object) -> None:
        if text.strip():
            x = place[4] * matrix[0] + matrix[4]
            y = place[5] * matrix[3] + matrix[5]
            places.append((x, y))

    read(printed).pages[0].extract_text(visitor_text=visit)
    xs, ys = zip(*places, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_every_name_is_printed_whole(name):
    """PDF/UA-1 refuses a letter without a glyph, so a strict print has no empty boxes."""
    assert pdf.can_print(name)
    assert len(read(pdf.render(facts(name), NOW)).pages) == 1


@pytest.mark.parametrize("key", ["welsh", "hungarian", "ukrainian", "chinese", "long", "markup"])
def test_a_name_can_be_read_out_of_the_file(key):
    text = read(pdf.render(facts(NAMES[key]), NOW)).pages[0].extract_text()
    assert words(NAMES[key]) in words(text)


@pytest.mark.parametrize("name", [LONG, "W" * 90, "W" * 200, " ".join(["Ŵŵ"] * 60)])
def test_a_long_name_stays_in_its_place(name):
    left, bottom, right, top = ink_box(pdf.render(facts(name), NOW))
    assert left > 22 / 25.4 * 72 - 1
    assert right < (297 - 22) / 25.4 * 72
    assert bottom > 17 / 25.4 * 72
    assert top < (210 - 20) / 25.4 * 72


def test_long_titles_and_agencies_keep_to_one_page():
    long = facts(
        LONG,
        title="Connecting People: " + "how to work so that networks grow " * 8,
        agency="The Thornwick and Upper Vale Integrated Health and Care Partnership " * 3,
        expires="16 December 2028",
    )
    assert len(read(pdf.render(long, NOW)).pages) == 1


def test_a_letter_that_no_font_has_does_not_stop_a_certificate():
    assert not pdf.can_print("Jo 😀")
    assert len(read(pdf.render(facts("Jo 😀"), NOW)).pages) == 1


def test_it_says_what_it_must():
    text = " ".join(
        read(pdf.render(facts(expires="16 December 2028"), NOW)).pages[0].extract_text().split()
    )
    for said in (
        "Sam Okafor",
        "has completed the online course",
        "Connecting People: a taster",
        "16 December 2026",
        "40 minutes",
        "Thornwick NHS Trust",
        "Valid until",
        "16 December 2028",
        NUMBER,
        ADDRESS,
        "This certificate records course completion.",
        "It is not a qualification and does not certify practice.",
    ):
        assert said in text
    assert "Valid until" not in read(pdf.render(facts(), NOW)).pages[0].extract_text()


def test_it_is_tagged_for_screen_readers():
    reader = read(pdf.render(facts(), NOW))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en-GB"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Certificate of completion: Connecting People: a taster"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalogue["/Metadata"].get_data()
    tags = list(structure(catalogue["/StructTreeRoot"]["/K"]))
    assert [tag for tag, _ in tags].count("/H1") == 1
    figures = [alt for tag, alt in tags if tag == "/Figure"]
    assert len(figures) == 3
    assert all(figures)
    assert figures[-1] == f"QR code that opens {ADDRESS}"


def structure(node):
    """Every tag of a document with its alternative text, in order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from structure(child)
    elif isinstance(node, dict) and "/S" in node:
        yield node["/S"], node.get("/Alt")
        yield from structure(node.get("/K", []))


def test_its_fonts_are_in_the_file():
    fonts = read(pdf.render(facts(NAMES["mixed"]), NOW)).pages[0]["/Resources"]["/Font"]
    for font in fonts.values():
        (descendant,) = font["/DescendantFonts"]
        descriptor = descendant.get_object()["/FontDescriptor"]
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_the_same_facts_give_the_same_bytes():
    first = pdf.render(facts(), NOW)
    assert pdf.render(facts("Somebody Else"), NOW) != first
    assert pdf.render(facts(), NOW) == first
    press.compiler.cache_clear()
    assert pdf.render(facts(), NOW) == first


def test_our_font_has_the_letters_we_say():
    font = TTFont(press.FONTS / "AtkinsonHyperlegibleNext_700Bold.ttf")
    assert set(map(ord, pdf.OUR_LETTERS)) - set(range(0x7F, 0xA0)) <= set(font.getBestCmap())


def test_the_qr_code_is_coarse_enough_for_a_poor_printer():
    """At 30 mm a module of more than 0.65 mm still scans from a page printed at 70 %."""
    drawn = re.search(r'viewBox="0 0 (\d+) ', qr.svg(ADDRESS))
    assert 30 / int(drawn[1]) > 0.65
