"""Links that leave the page: in mail, on paper, in QR codes."""

from typing import Any

from flask import current_app, url_for


def public(endpoint: str, **values: Any) -> str:
    """The whole address of a page under PUBLIC_URL, whatever host the request named."""
    address: str = current_app.extensions["settings"].public_address
    with current_app.test_request_context():
        return address + url_for(endpoint, **values)
