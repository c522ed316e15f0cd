"""How often one address may ask, where guessing or scraping could pay: counted in memory."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=True)


def init_app(app: Flask) -> None:
    """Count from zero; each process counts for itself."""
    limiter.init_app(app)
