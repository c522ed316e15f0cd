"""`cptraining agencies` and `cptraining people`."""

from collections.abc import Iterable, Sequence
from zoneinfo import available_timezones

import click
from flask.cli import AppGroup

from cptraining.database import db, transaction
from cptraining.people import actions, invitations, queries
from cptraining.people import email as addresses
from cptraining.people.models import Invitation, Role
from cptraining.rules.refusal import Refusal
from cptraining.web import links
from cptraining.web.clock import now
from cptraining.web.typed import one_line

agencies = AppGroup("agencies", help="Add and list agencies.")
people = AppGroup("people", help="Invite and list people.")


@agencies.command("add")
@click.argument("name")
@click.option(
    "--zone",
    default="Europe/London",
    show_default=True,
    help="IANA time zone in which the agency's due dates end.",
)
def add_agency(name: str, zone: str) -> None:
    """Add an agency called NAME."""
    name = one_line(name)
    if not name:
        raise click.UsageError("Write the agency's name.")
    if zone not in available_timezones():
        raise click.UsageError(f"{zone} is no time zone; write one like Europe/London.")
    try:
        with transaction():
            actions.add_agency(name, zone, now())
    except Refusal as refusal:
        raise click.ClickException(str(refusal.words)) from refusal
    click.echo(f"{name} is added. Now invite its trainer:")
    click.echo(f'  cptraining people invite EMAIL --agency "{name}" --role trainer')


@agencies.command("list")
def list_agencies() -> None:
    """Show every agency, its time zone and how many people are in it."""
    rows = [(found.name, found.zone, str(found.people)) for found in queries.agencies()]
    _show(("AGENCY", "ZONE", "PEOPLE"), rows)


@people.command()
@click.argument("email")
@click.option("--administrator", is_flag=True, help="To look after this installation.")
@click.option("--agency", "agency_name", metavar="NAME", help="The agency they are to join.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.LEARNER.value,
    show_default=True,
    help="What they do in the agency.",
)
@click.option("--team", metavar="NAME", help="A team of the agency; made when it is new.")
@click.option("--print-link", is_flag=True, help="Print the link here; send no mail.")
def invite(  # noqa: PLR0913 -- click hands over each option
    email: str,
    agency_name: str | None,
    team: str | None,
    role: str,
    *,
    administrator: bool,
    print_link: bool,
) -> None:
    """Invite the person with the address EMAIL: by mail, or by a link that you hand over.

    The link works once, for 14 days. A real installation starts with:
    cptraining people invite EMAIL --administrator --print-link
    """
    if administrator == bool(agency_name):
        raise click.UsageError("Say either --administrator or --agency NAME.")
    if team and not agency_name:
        raise click.UsageError("A --team needs its --agency.")
    address = addresses.tidy(email)
    if not addresses.is_address(address):
        raise click.UsageError(f"{email} is no email address.")
    with transaction():
        place = _place(agency_name, Role(role), team) if agency_name else None
        wish = invitations.Wish(address, place)
        invitation_id = invitations.invite(wish, invited_by=None, now=now())
        said = _linked(invitation_id) if print_link else _sent(invitation_id)
    click.echo(said)


@people.command("list")
def list_people() -> None:
    """Show everybody, with agency, team and role."""
    rows = [_row(found) for found in queries.everybody()]
    _show(("ID", "NAME", "EMAIL", "AGENCY", "TEAM", "ROLE"), rows)


def _place(agency_name: str, role: Role, team: str | None) -> actions.Place:
    agency = queries.agency(one_line(agency_name))
    if agency is None:
        known = ", ".join(found.name for found in queries.agencies()) or "none yet"
        raise click.ClickException(f"There is no agency {agency_name}. There are: {known}.")
    team_id = actions.add_team(agency.id, one_line(team)) if team and one_line(team) else None
    return actions.Place(agency.id, role, team_id)


def _linked(invitation_id: int) -> str:
    token = invitations.link(db.session.get_one(Invitation, invitation_id))
    return links.public("people.accept", token=token)


def _sent(invitation_id: int) -> str:
    invitations.send(invitation_id, now())
    return "The invitation is on its way (the outbox sends it while the server runs)."


def _row(found: queries.Listed) -> tuple[str, ...]:
    role = found.role.value if found.role else ""
    roles = [role, "administrator" if found.is_administrator else ""]
    return (
        str(found.id),
        found.name,
        found.email or "",
        found.agency or "",
        found.team or "",
        ", ".join(filter(None, roles)),
    )


def _show(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table whose columns are as wide as what they hold."""
    lines = [head, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
