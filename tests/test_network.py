import re

import pytest

from cptraining.web.network import network

DONE, NOW, TODO = "complete", "in_progress", "not_started"


def count(name, picture):
    return len(re.findall(rf'class="{name}[ "]', picture))


@pytest.mark.parametrize(
    "parts", [(1,), (9,), (15,), (4, 5), (4, 4, 4), (5, 5, 5), (5, 5, 5, 1), (1,) * 9]
)
def test_every_module_has_a_point_of_its_own_on_the_ring_of_its_part(parts):
    picture = network((TODO,) * sum(parts), parts)
    places = re.findall(r'app-net__node app-net__node--todo" (cx="\S+" cy="\S+")', picture)
    assert len(places) == len(set(places)) == sum(parts)
    assert count("app-net__ring", picture) == len(parts)


def test_nothing_is_joined_before_something_is_done():
    assert count("app-net__line", network((TODO,) * 12, (4, 4, 4))) == 0


def test_the_picture_gets_denser_with_every_finished_module():
    lines = [
        count("app-net__line", network((DONE,) * done + (TODO,) * (12 - done), (4, 4, 4)))
        for done in range(13)
    ]
    assert lines == sorted(set(lines))


def test_an_exempt_module_looks_done_and_a_failed_one_under_way():
    picture = network(("exempt", "failed", TODO), (3,))
    assert count("app-net__node app-net__node--done", picture) == 1
    assert count("app-net__halo", picture) == 1


def test_only_the_lines_of_the_module_just_finished_are_drawn_anew():
    assert count("app-net__line app-net__line--new", network((DONE,) * 3, (3,), new=2)) == 2
    assert count("app-net__line app-net__line--new", network((DONE,) * 3, (3,))) == 0


def test_a_class_cannot_break_out_of_its_attribute():
    assert 'class="app-net &#34;&gt;"' in network((DONE,), (1,), classes='">')
