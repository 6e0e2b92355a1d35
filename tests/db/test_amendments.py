"""Amendments: only targets or closed days differ, one manager of each side signs, beside whatever is drafted."""

from datetime import date

import pytest

from db import agreements, proposals, verify_agreement
from db.engine import reading, transaction
from db.versions import DatabaseKind
from sla_core.agreement import AgreementVersion, Status, in_force_at
from sla_core.errors import Conflict, SlaError
from sla_core.people import Action
from sla_core.sections import Section, Value, value_of
from tests.core.episodes import at
from tests.db.agreeing import (
    LOCAL,
    NOW,
    Company,
    agree,
    complete_terms,
    found,
    propose,
    respond_within,
    save,
    sign,
    stored,
    whole,
    write,
)


def lower(target: int = 190) -> Value:
    """Targets with December lowered."""
    value = value_of(complete_terms(), Section.TARGETS)
    value["marketing.targets"]["2026-12"]["sales_qualified"] = target
    return value


def amend(
    company: Company,
    value: Value,
    *,
    section: Section = Section.TARGETS,
    reason: str = "The fair moves.",
    wished_from: date | None = None,
) -> AgreementVersion:
    with transaction(company.kari, Action.PROPOSE) as db:
        return proposals.propose_amendment(
            db,
            section=section,
            opened=value_of(in_force_at(whole().agreed, NOW).terms, section),
            value=value,
            by=company.kari,
            identified_by=LOCAL,
            now=NOW,
            reason=reason,
            wished_from=wished_from,
        )


def agreed_company() -> Company:
    company = found(DatabaseKind.REAL)
    agree(company)
    return company


def test_a_lower_target_is_an_amendment_of_the_agreed_version(database: str) -> None:
    company = agreed_company()
    amendment = amend(company, lower())
    assert (amendment.label, amendment.status) == ("1.1", Status.PROPOSED)
    sign(company.kari, amendment)
    sign(company.ola, amendment, now=NOW + 60)
    agreed = whole().agreed[-1]
    assert (agreed.label, agreed.in_force_from) == ("1.1", NOW + 60)
    assert agreed.terms.marketing.targets["2026-12"].sales_qualified == 190


def test_anything_else_is_no_amendment(database: str) -> None:
    company = agreed_company()
    with pytest.raises(SlaError, match="An amendment changes targets or closed days"):
        amend(company, respond_within(4), section=Section.RESPONSE)


def test_a_draft_in_which_only_targets_differ_becomes_an_amendment_when_proposed(database: str) -> None:
    company = agreed_company()
    write(company, complete_terms())
    save(company.kari, Section.TARGETS, lower())
    assert stored("2").status is Status.DRAFT
    assert propose(company).label == "1.1"


def test_a_draft_beside_it_takes_over_what_an_amendment_changed(database: str) -> None:
    company = agreed_company()
    write(company, complete_terms())
    save(company.ola, Section.RESPONSE, respond_within(4))
    amendment = amend(company, lower())
    sign(company.kari, amendment)
    sign(company.ola, amendment)
    terms = stored("2").terms
    assert terms.marketing.targets["2026-12"].sales_qualified == 190
    assert terms.sales.respond_within.amount == 4


def test_a_draft_that_changed_the_same_month_keeps_its_own(database: str) -> None:
    company = agreed_company()
    write(company, complete_terms())
    save(company.ola, Section.TARGETS, lower(250))
    amendment = amend(company, lower())
    sign(company.kari, amendment)
    sign(company.ola, amendment)
    assert stored("2").terms.marketing.targets["2026-12"].sales_qualified == 250


def test_a_proposal_beside_it_becomes_a_draft_again_instead_of_undoing_the_amendment(database: str) -> None:
    company = agreed_company()
    write(company, complete_terms())
    save(company.ola, Section.RESPONSE, respond_within(4))
    amendment = amend(company, lower())
    version = propose(company)
    sign(company.kari, version)
    sign(company.kari, amendment)
    sign(company.ola, amendment)
    draft = stored("2")
    assert draft.status is Status.DRAFT
    assert draft.terms.marketing.targets["2026-12"].sales_qualified == 190
    assert whole().voided(draft) is not None


def test_an_amendment_of_what_is_no_longer_agreed_cannot_be_signed(database: str) -> None:
    company = agreed_company()
    write(company, complete_terms())
    save(company.ola, Section.RESPONSE, respond_within(4))
    version = propose(company)
    amendment = amend(company, lower())
    sign(company.kari, version)
    sign(company.ola, version)
    assert whole().agreed[-1].label == "2"
    with pytest.raises(Conflict, match="Another version has been agreed since"):
        sign(company.kari, amendment)


def test_only_one_amendment_is_open_and_it_can_be_taken_back(database: str) -> None:
    company = agreed_company()
    write(company, complete_terms())
    amendment = amend(company, lower())
    with pytest.raises(Conflict, match="a proposed amendment already"):
        amend(company, lower(180))
    with transaction(company.ola, Action.WITHDRAW) as db:
        status = proposals.take_back(
            db, version_id=amendment.id, by=company.ola, identified_by=LOCAL, now=NOW
        )
    assert status is Status.WITHDRAWN
    assert amend(company, lower(180)).label == "1.2"


def test_an_amendment_taken_back_with_no_draft_beside_it_is_the_draft_again(database: str) -> None:
    company = agreed_company()
    amendment = amend(company, lower())
    with transaction(company.ola, Action.WITHDRAW) as db:
        proposals.take_back(db, version_id=amendment.id, by=company.ola, identified_by=LOCAL, now=NOW)
    draft = whole().draft
    assert draft is not None
    assert (draft.label, draft.status) == ("2", Status.DRAFT)


def test_working_rules_cannot_be_amended(database: str) -> None:
    company = found()
    with pytest.raises(SlaError, match="An amendment changes"):
        amend(company, lower())


def test_an_ended_month_is_not_amended(database: str) -> None:
    company = agreed_company()
    value = value_of(complete_terms(), Section.TARGETS)
    value["marketing.targets"]["2026-10"] = {"sales_qualified": 5}
    with pytest.raises(SlaError, match="2026-10 has ended"):
        amend(company, value)
    assert at("2026-11-01") < NOW


def test_an_amendment_says_why_and_the_reason_is_signed_with_it(database: str) -> None:
    company = agreed_company()
    with pytest.raises(SlaError, match="Say why"):
        amend(company, lower(), reason="  ")
    amendment = amend(company, lower(), reason="The fair moves to January.")
    assert amendment.reason == "The fair moves to January."
    with reading() as db:
        content = agreements.content(db, amendment.content_sha256 or "")
    assert content.reason == amendment.reason


def test_an_amendment_at_once_changes_the_version_in_force_though_another_waits_for_its_day(
    database: str,
) -> None:
    company = agreed_company()
    write(company, complete_terms())
    save(company.ola, Section.RESPONSE, respond_within(4))
    later = propose(company, wished_from=date(2026, 12, 1))
    sign(company.kari, later)
    sign(company.ola, later)
    assert stored("2").in_force_from == at("2026-12-01 00:00")
    amendment = amend(company, lower())
    assert amendment.label == "1.1"
    sign(company.kari, amendment)
    sign(company.ola, amendment, now=NOW + 60)
    agreement = whole()
    assert stored("1.1").in_force_from == NOW + 60
    assert agreement.status(stored("1.1"), NOW + 60) is Status.IN_FORCE
    assert agreement.status(stored("2"), at("2026-12-01 00:00")) is Status.IN_FORCE
    with reading() as db:
        assert [str(problem) for problem in verify_agreement.problems(db)] == []


def test_an_amendment_cannot_begin_when_the_next_version_is_in_force_already(database: str) -> None:
    company = agreed_company()
    write(company, complete_terms())
    save(company.ola, Section.RESPONSE, respond_within(4))
    later = propose(company, wished_from=date(2026, 12, 1))
    sign(company.kari, later)
    sign(company.ola, later)
    with pytest.raises(SlaError, match="Version 2 comes into force before that"):
        amend(company, lower(), wished_from=date(2026, 12, 5))
    amendment = amend(company, lower())
    with pytest.raises(Conflict, match="Another version has been agreed since"):
        sign(company.kari, amendment, now=at("2026-12-02 08:00"))


def test_a_version_begins_no_earlier_than_the_one_it_was_written_on(database: str) -> None:
    company = agreed_company()
    write(company, complete_terms())
    save(company.ola, Section.RESPONSE, respond_within(4))
    agree(company, wished_from=date(2026, 12, 1))
    write(company, complete_terms())
    agree(company)
    assert stored("3").in_force_from == at("2026-12-01 00:00")
    assert [version.label for version in whole().agreed] == ["0", "1", "2", "3"]
