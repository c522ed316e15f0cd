"""`cptraining certificates`: put right or withdraw a certificate."""

import click
from flask.cli import AppGroup

from cptraining.certificates import actions, number, queries
from cptraining.database import transaction
from cptraining.rules.refusal import Refusal
from cptraining.web import clock

certificates = AppGroup("certificates", help="Put right or withdraw certificates.")


@certificates.command()
@click.argument("code", metavar="NUMBER")
@click.argument("name")
def reissue(code: str, name: str) -> None:
    """Print certificate NUMBER again with another NAME; the old one is kept as replaced."""
    certificate_id = _find(code)
    with transaction():
        try:
            new = actions.reissue(certificate_id, name, actor_id=None, now=clock.now())
        except Refusal as refusal:
            raise click.ClickException(str(refusal.words)) from refusal
    click.echo(f"Issued {new.number}.")


@certificates.command()
@click.argument("code", metavar="NUMBER")
@click.option(
    "--reason",
    required=True,
    type=click.Choice([reason.value for reason in actions.Reason]),
    help="Kept in the record; nobody who checks the certificate sees it.",
)
def revoke(code: str, reason: str) -> None:
    """Withdraw certificate NUMBER. The completed course stays completed."""
    certificate_id = _find(code)
    with transaction():
        try:
            actions.revoke(certificate_id, actions.Reason(reason), actor_id=None, now=clock.now())
        except Refusal as refusal:
            raise click.ClickException(str(refusal.words)) from refusal
    click.echo("Withdrawn.")


def _find(code: str) -> int:
    found = number.tidy(code)
    certificate = queries.by_number(found) if found else None
    if certificate is None:
        raise click.BadParameter("we have no certificate with this number", param_hint="NUMBER")
    return certificate.id
