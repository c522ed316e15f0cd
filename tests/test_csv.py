"""Files that spreadsheets open: exact, and nothing in them runs."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from cptraining.web import csv as files


@given(st.text(st.sampled_from("='+-@\t\r\nŴa ,\"")) | st.text())
def test_disarmed_text_is_no_formula_and_comes_back_exactly(text):
    disarmed = files.disarmed(text)
    assert not disarmed.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert files.armed(disarmed) == text


@given(st.lists(st.lists(st.text() | st.integers() | st.dates() | st.none(), min_size=1)))
def test_a_file_reads_back_as_it_was_written(rows):
    written = "".join(files.lines(rows))
    assert written.startswith("\ufeff")
    read = csv.reader(io.StringIO(written[1:], newline=""), strict=True)
    assert [[files.armed(cell) for cell in row] for row in read] == [
        ["" if cell is None else str(cell) for cell in row] for row in rows
    ]
