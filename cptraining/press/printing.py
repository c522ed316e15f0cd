"""Where typst is called: a template's source and data become a PDF, here or in a process apart.

Run as a program, it prints one document: it reads what `apart` writes and answers with the PDF.
"""

import json
import subprocess
import sys
from base64 import b64decode, b64encode
from functools import cache
from pathlib import Path
from threading import Lock

import typst

FOLDER = Path(__file__).parent
FONTS = FOLDER / "fonts"
LONGEST_SECONDS = 60

_turn = Lock()


@cache
def compiler() -> typst.Compiler:
    """The compiler of this process, its fonts read once: a page then costs milliseconds.

    It is made at the first page, never while importing: a process that has printed must not
    fork (operations/serving.py). Templates may read files of this package, and no others.
    """
    return typst.Compiler(root=FOLDER.parent, font_paths=[FONTS], ignore_system_fonts=True)


def strictly(source: bytes, data: str, at: int) -> bytes:
    """PDF/UA-1, dated `at` in seconds of Unix time; the same bytes for the same data.

    Raises typst.TypstError, also for a letter that no font has.
    """
    return _printed(source, data, at, is_strict=True)


def printed(source: bytes, data: str, at: int) -> bytes:
    """The same, or a tagged PDF when a letter stands in the way of PDF/UA-1."""
    try:
        return strictly(source, data, at)
    except typst.TypstError:
        return _printed(source, data, at, is_strict=False)


def apart(source: bytes, data: str, at: int) -> bytes:
    """What `printed` returns, made by a process of its own.

    A long document takes seconds, in which others would wait for the compiler, and hundreds of
    megabytes, which the compiler would keep. Raises subprocess.CalledProcessError.
    """
    asked = json.dumps([b64encode(source).decode(), data, at]).encode()
    program = [sys.executable, "-P", __file__]
    done = subprocess.run(  # noqa: S603 -- our own program
        program, input=asked, capture_output=True, check=True, timeout=LONGEST_SECONDS
    )
    return done.stdout


def _printed(source: bytes, data: str, at: int, *, is_strict: bool) -> bytes:
    with _turn:
        made = compiler().compile(
            input=source,
            format="pdf",
            sys_inputs={"data": data},
            pdf_standards=["ua-1"] if is_strict else [],
            timestamp=at,
        )
    if not isinstance(made, bytes):
        raise TypeError("a template makes one file")
    return made


if __name__ == "__main__":
    text, given, when = json.loads(sys.stdin.buffer.read())
    sys.stdout.buffer.write(printed(b64decode(text), given, when))
