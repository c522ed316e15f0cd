"""The pages of reports: who has completed what, and which questions work."""

from flask import Blueprint

pages = Blueprint("reports", __name__)
