"""How long one move on a full network map takes in Chromium, from a performance trace."""

import json
import shutil
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from cptraining.learning import actions
from tests.bench.figures import Figure
from tests.bench.stage import Stage
from tests.chromium import FLAGS, SIZES

MAP = "T1.network"
FULL = 150
MOVES = 60
MOST_MS, MOST_KB = 8, 25
KEYS = ("ArrowDown", "ArrowRight", "ArrowDown", "ArrowUp", "ArrowRight", "ArrowUp")
LAYOUT = {"Layout", "UpdateLayoutTree"}
LATER = {"FireIdleCallback"}
FRAME = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def on_a_map(stage: Stage) -> Iterator[Figure]:
    """Script and layout of a press of an arrow key, with all that hangs on it."""
    path = shutil.which("chromium")
    if path is None:
        yield Figure("a move on a map of 150", "not measured: no Chromium")
        return
    with stage.world.at_work() as now:
        answer = {"middle": "own", "items": full_map()}
        actions.save_answer(stage.cycle_id, MAP, answer, number=0, now=now)
    with stage.application() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        events, size = _moves(browser, stage, f"http://127.0.0.1:{server.port}")
        browser.close()
    times, after = _times(events, LAYOUT), _times(events, LAYOUT | LATER)
    taken = median(times)
    value = f"{taken:.1f} ms (slowest of {len(times)}: {max(times):.1f})"
    name = f"a move on a map of {FULL}, script and layout"
    yield Figure(name, value, f"<= {MOST_MS} ms", taken <= MOST_MS)
    yield Figure("the same with what is put off until there is time", f"{median(after):.1f} ms")
    value = f"{size / 1000:.1f} kB compressed"
    yield Figure("the map’s own module", value, f"<= {MOST_KB} kB", size / 1000 <= MOST_KB)


def full_map() -> list[dict[str, Any]]:
    """As many as there may be, of every sort, with a tie from each third to the next."""
    return [
        {
            "id": f"k{number}",
            "name": f"neighbour {number}",
            "kind": ("person", "place", "activity")[number % 3],
            "circle": ("close", "middle", "outer", "outer")[number % 4],
            "effect": ("gives", "neutral", "drains")[number // 3 % 3],
            "paid": number % 5 == 0,
            "knows": [f"k{number + 1}"] if number % 3 == 0 else [],
        }
        for number in range(FULL)
    ]


def _moves(browser: Browser, stage: Stage, address: str) -> tuple[list[dict[str, Any]], int]:
    """The trace of the moves, and the bytes of the module as they came."""
    name, value = stage.cookie.split("=", 1)
    context = browser.new_context(base_url=address, viewport=SIZES["desk"])
    context.add_cookies([{"name": name, "value": value, "url": address}])
    page = context.new_page()
    sizes = []
    page.on("response", lambda answer: "network_map" in answer.url and sizes.append(answer))
    page.goto(f"/learning/{stage.cycle_id}/{MAP}")
    page.locator("[data-id=k40]").focus()
    for key in KEYS:
        page.keyboard.press(key)
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    for number in range(MOVES):
        page.keyboard.press(KEYS[number % len(KEYS)])
        page.evaluate(FRAME)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    scripts = [one for one in sizes if one.url.endswith(".js")]
    size = sum(int(one.header_value("content-length") or 0) for one in scripts)
    context.close()
    return events, size


def _times(events: list[dict[str, Any]], follows: set[str]) -> list[float]:
    """Milliseconds of each move: the handling of the key, and what `follows` until the next."""
    whole = [event for event in events if event.get("ph") == "X"]
    presses = sorted(
        (event for event in whole if _is_press(event)), key=lambda event: int(event["ts"])
    )
    found = []
    for one, after in pairwise([*presses, {"ts": float("inf")}]):
        end = one["ts"] + one["dur"]
        later = [
            event["dur"]
            for event in whole
            if event["name"] in follows and end <= event["ts"] < after["ts"]
        ]
        found.append((one["dur"] + sum(later)) / 1000)
    return found


def _is_press(event: dict[str, Any]) -> bool:
    said = event.get("args", {}).get("data", {})
    return event["name"] == "EventDispatch" and said.get("type") == "keydown"
