"""A company whose agreement is written, read and signed, for tests: Kari for marketing, Ola for sales."""

from dataclasses import dataclass
from datetime import date

from db import agreements, drafts, people, personas, proposals, signatures
from db.engine import reading, transaction
from db.versions import DatabaseKind
from sla_core.agreement import Agreement, AgreementVersion
from sla_core.people import COMMAND_LINE, Action, Department, Person, Role
from sla_core.persona.document import Persona
from sla_core.sections import Section, Value, value_of
from sla_core.signing import Receipt
from sla_core.terms import (
    Duration,
    MarketingPromise,
    Party,
    PersonaRef,
    SalesPromise,
    Signatory,
    Targets,
    Terms,
    Unit,
)
from tests.core.episodes import at

NOW = at("2026-11-25 10:00")
LOCAL = "local"


@dataclass(frozen=True)
class Company:
    """The people who agree."""

    kari: Person  # manager of marketing
    ola: Person  # manager of sales
    mette: Person  # member of marketing


def complete_terms(*, hours: int = 8, target: int = 210) -> Terms:
    """Terms that lack nothing."""
    return Terms(
        company="Fjordlys",
        parties=(
            Party(department=Department.MARKETING, signatories=(_signatory("Kari"),)),
            Party(department=Department.SALES, signatories=(_signatory("Ola"),)),
        ),
        personas=(PersonaRef(persona="dag", version=1, name="Dag"),),
        marketing=MarketingPromise(
            targets={month: Targets(sales_qualified=target) for month in ("2026-11", "2026-12", "2027-01")},
            journey_days=60,
            lifetime_value=500_000,
            visits_per_month=12_000,
        ),
        sales=SalesPromise(respond_within=Duration(amount=hours, unit=Unit.HOURS)),
    )


def _signatory(name: str) -> Signatory:
    return Signatory(name=f"{name} Nordmann", email=f"{name.lower()}@fjordlys.example")


def found(kind: DatabaseKind = DatabaseKind.REAL) -> Company:
    """People, an approved persona, version 0, and a draft of version 1 that lacks nothing."""
    company = Company(
        kari=_person("Kari", Department.MARKETING, Role.MANAGER),
        ola=_person("Ola", Department.SALES, Role.MANAGER),
        mette=_person("Mette", Department.MARKETING, Role.MEMBER),
    )
    with transaction(COMMAND_LINE, Action.SET_UP) as db:
        agreements.start(db, terms=Terms(company="Fjordlys"), kind=kind, now=NOW, by="test")
        content = Persona(
            name="Dag",
            description="Runs the technical side of 50 buildings.",
            present={Department.MARKETING: ("Kari",), Department.SALES: ("Ola",)},
        )
        dag = personas.save_persona(db, content=content, by=company.kari, now=NOW, persona="dag")
        for person in (company.kari, company.ola):
            personas.approve(db, persona_version_id=dag.id, by=person, now=NOW)
    write(company, complete_terms())
    return company


def _person(name: str, department: Department, role: Role) -> Person:
    with transaction(COMMAND_LINE, Action.SAVE_PERSON) as db:
        return people.save_person(
            db,
            name=f"{name} Nordmann",
            email=f"{name.lower()}@fjordlys.example",
            department=department,
            role=role,
        )


def write(company: Company, terms: Terms, *, now: int = NOW) -> None:
    """Bring the draft to these terms, section by section, opening one where none is."""
    with transaction(company.kari, Action.EDIT_DRAFT) as db:
        if drafts.draft(db) is None:
            drafts.open_draft(db, by=company.kari, now=now)
    for section in Section:
        save(company.kari, section, value_of(terms, section), now=now)


def save(by: Person, section: Section, value: Value, *, opened: Value | None = None, now: int = NOW) -> bool:
    """Save a section of the draft as somebody who opened it just now, or with what it held when they did."""
    with transaction(by, Action.EDIT_DRAFT) as db:
        draft = drafts.draft(db)
        if opened is None:
            opened = value_of(draft.terms, section) if draft else {}
        return drafts.save_section(
            db,
            section=section,
            opened=opened,
            value=value,
            by=by,
            identified_by=LOCAL,
            now=now,
        )


def respond_within(hours: int) -> Value:
    """The section of sales' promise with another limit."""
    return value_of(complete_terms(hours=hours), Section.RESPONSE)


def propose(company: Company, *, wished_from: date | None = None, now: int = NOW) -> AgreementVersion:
    """Propose the draft."""
    with transaction(company.kari, Action.PROPOSE) as db:
        draft = drafts.draft(db)
        assert draft is not None
        return proposals.propose(
            db, shown=draft.terms, wished_from=wished_from, by=company.kari, identified_by=LOCAL, now=now
        )


def read(by: Person, version: AgreementVersion, *, now: int = NOW) -> None:
    """Say that one has read a version."""
    with transaction(by, Action.READ_AGREEMENT) as db:
        signatures.read_version(
            db,
            version_id=version.id,
            shown=version.content_sha256 or "",
            by=by,
            identified_by=LOCAL,
            now=now,
        )


def sign(by: Person, version: AgreementVersion, *, now: int = NOW) -> Receipt:
    """Read and sign a version as it was when it was proposed."""
    read(by, version, now=now)
    with transaction(by, Action.SIGN) as db:
        return signatures.sign(
            db,
            version_id=version.id,
            shown=version.content_sha256 or "",
            by=by,
            identified_by=LOCAL,
            now=now,
        )


def agree(company: Company, *, wished_from: date | None = None, now: int = NOW) -> AgreementVersion:
    """Propose the draft and let both sign; the version as it is afterwards."""
    version = propose(company, wished_from=wished_from, now=now)
    sign(company.kari, version, now=now)
    sign(company.ola, version, now=now)
    return stored(version.label)


def whole() -> Agreement:
    """The agreement as it is stored."""
    with reading() as db:
        return agreements.agreement(db)


def stored(label: str) -> AgreementVersion:
    """A version as it is stored."""
    version = whole().labelled(label)
    assert version is not None
    return version
