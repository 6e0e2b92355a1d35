"""Versions of the agreement in the store."""

from datetime import UTC, datetime

from sqlmodel import Session, col, select

from db import versions
from db.tables import AgreementVersionRow
from db.versions import DatabaseKind
from sla_core.agreement import AgreementVersion, Status
from sla_core.i18n import Language
from sla_core.public_holidays import YEARS_AHEAD, proposed
from sla_core.terms import CalendarTerms, Handover, HandoverEvent, Terms


def _version(row: AgreementVersionRow) -> AgreementVersion:
    return AgreementVersion(
        id=row.id or 0,
        number=row.number,
        amendment=row.amendment,
        status=Status(row.status),
        in_force_from=row.in_force_from,
        terms=Terms.from_json(row.terms),
    )


def versions_in_force(db: Session) -> list[AgreementVersion]:
    """Return the versions that are or have been in force, as they came into force; version 0 is the first.

    That need not be the order of their numbers: one signed for a later day may come into force after the next.
    """
    wanted = (
        select(AgreementVersionRow)
        .where(col(AgreementVersionRow.status).in_([Status.PROVISIONAL, Status.IN_FORCE, Status.SUPERSEDED]))
        .order_by(col(AgreementVersionRow.number), col(AgreementVersionRow.amendment))
    )
    numbered = [_version(row) for row in db.exec(wanted)]
    return sorted(numbered, key=lambda v: -1 if v.in_force_from is None else v.in_force_from)


def add_version(
    db: Session,
    *,
    number: int,
    terms: Terms,
    status: Status,
    in_force_from: int | None,
    now: int,
    by: str,
    amendment: int = 0,
) -> int:
    """Add a version and return its id."""
    row = AgreementVersionRow(
        number=number,
        amendment=amendment,
        status=status,
        in_force_from=in_force_from,
        terms=terms.to_json(),
        created_at=now,
        created_by=by,
    )
    db.add(row)
    db.flush()
    return row.id or 0


def start(db: Session, *, terms: Terms, kind: DatabaseKind, now: int, by: str) -> int:
    """Make an empty database a company's: version 0, provisional and in force from the beginning."""
    versions.set_company(db, kind=kind, company=terms.company)
    return add_version(
        db, number=0, terms=terms, status=Status.PROVISIONAL, in_force_from=None, now=now, by=by
    )


def start_agreement(
    db: Session, *, company: str, event: HandoverEvent, time_zone: str, now: int, first_year: int
) -> int:
    """Write version 0 of the default terms for an import into an empty database; return its id.

    Norwegian public holidays are closed where the clock is Oslo's, from the first year of the data on;
    elsewhere none, until somebody proposes them in the agreement.
    """
    last_year = datetime.fromtimestamp(now, UTC).year + YEARS_AHEAD
    closed = proposed("NO", first_year, last_year, Language.ENGLISH) if time_zone == "Europe/Oslo" else {}
    terms = Terms(
        company=company,
        calendar=CalendarTerms(time_zone=time_zone, closed=closed),
        handover=Handover(event=event),
    )
    return start(db, terms=terms, kind=DatabaseKind.REAL, now=now, by="import")
