"""Where signing in may lead."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cptraining.people.returning import own_address


@given(st.text() | st.text("/\\:@.\t\n?#aexmplhts").map(lambda text: "/" + text))
def test_next_never_leaves_the_site(target):
    found = own_address(target)
    if found is not None:
        as_browsers_read_it = re.sub(r"[\t\r\n]", "", found).replace("\\", "/")
        address = urlsplit(urljoin("https://train.example.org/sign-in", as_browsers_read_it))
        assert (address.scheme, address.netloc) == ("https", "train.example.org")


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "/\\evil.example", "/\t/evil.example", "https://evil.example", "", "home",
     "javascript:alert(1)", "/%0d\n/x", "//[", None],
)  # fmt: skip
def test_next_refuses_other_addresses(target):
    assert own_address(target) is None


def test_next_keeps_our_own():
    assert own_address("/report?team=3&state=overdue#top") == "/report?team=3&state=overdue#top"
