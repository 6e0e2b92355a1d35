"""Versions of the agreement in the store."""

from datetime import UTC, date, datetime

from sqlmodel import Session, col, select

from db import chain, versions
from db.tables import AgreementContentRow, AgreementVersionRow
from db.versions import DatabaseKind
from sla_core import proposal
from sla_core.agreement import Agreement, AgreementVersion, Status, in_order
from sla_core.i18n import Language
from sla_core.proposal import Proposal
from sla_core.public_holidays import YEARS_AHEAD, proposed
from sla_core.terms import CalendarTerms, Handover, HandoverEvent, Terms


def version_of(row: AgreementVersionRow) -> AgreementVersion:
    """Return a stored version as a value."""
    return AgreementVersion(
        id=row.id or 0,
        number=row.number,
        amendment=row.amendment,
        status=Status(row.status),
        in_force_from=row.in_force_from,
        terms=Terms.from_json(row.terms),
        content_sha256=row.content_sha256,
        wished_from=date.fromisoformat(row.wished_from) if row.wished_from else None,
        created_at=row.created_at,
        created_by=row.created_by,
        reason=row.reason,
    )


def all_versions(db: Session) -> list[AgreementVersion]:
    """Return every version in the order of their numbers, drafts and withdrawn ones too."""
    wanted = select(AgreementVersionRow).order_by(
        col(AgreementVersionRow.number), col(AgreementVersionRow.amendment)
    )
    return [version_of(row) for row in db.exec(wanted)]


def versions_in_force(db: Session) -> list[AgreementVersion]:
    """Return the versions that have or will come into force, in that order; version 0 is the first."""
    return in_order(all_versions(db))


def agreement(db: Session) -> Agreement:
    """Return all versions and every act on them."""
    return Agreement(tuple(all_versions(db)), tuple(chain.links(db)))


def content(db: Session, sha256: str) -> Proposal:
    """Return what was proposed under this fingerprint, with the texts of then."""
    return proposal.read(db.get_one(AgreementContentRow, sha256).content)


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
    opened_from: int | None = None,
) -> int:
    """Add a version and return its id."""
    row = AgreementVersionRow(
        number=number,
        amendment=amendment,
        status=status,
        in_force_from=in_force_from,
        terms=terms.to_json(),
        opened_from=opened_from,
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
