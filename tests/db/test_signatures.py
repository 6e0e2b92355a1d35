"""Signing: bound to the text that was shown, in force when the last has signed, never backdated."""

from datetime import date

import pytest

from db import agreements, signatures
from db.engine import reading, transaction
from sla_core.agreement import Status
from sla_core.errors import Conflict, NotAllowed, SlaError
from sla_core.i18n import Language
from sla_core.people import Action
from sla_core.sections import Section
from sla_core.signing import EntryType
from tests.core.episodes import at
from tests.db.agreeing import (
    LOCAL,
    NOW,
    Company,
    agree,
    complete_terms,
    found,
    propose,
    read,
    respond_within,
    save,
    sign,
    stored,
    whole,
    write,
)


def test_with_the_last_signature_a_version_is_in_force(database: str) -> None:
    company = found()
    version = propose(company)
    sign(company.kari, version, now=NOW)
    assert stored("1").status is Status.PROPOSED
    sign(company.ola, version, now=NOW + 3600)
    agreed = stored("1")
    assert (agreed.status, agreed.in_force_from) == (Status.SIGNED, NOW + 3600)
    assert whole().status(agreed, NOW + 3600) is Status.IN_FORCE
    assert whole().status(agreed, NOW + 3599) is Status.SIGNED


def test_a_later_day_begins_at_its_midnight(database: str) -> None:
    company = found()
    agreed = agree(company, wished_from=date(2026, 12, 1))
    assert agreed.in_force_from == at("2026-12-01 00:00")
    agreement = whole()
    assert agreement.status(agreed, at("2026-11-30 23:59")) is Status.SIGNED
    assert agreement.status(agreed, at("2026-12-01 00:00")) is Status.IN_FORCE
    assert agreement.status(agreement.agreed[0], at("2026-12-01 00:00")) is Status.SUPERSEDED


def test_a_last_signature_after_the_wished_day_counts_from_its_own_instant(database: str) -> None:
    company = found()
    version = propose(company, wished_from=date(2026, 12, 1))
    sign(company.kari, version)
    late = at("2026-12-03 09:15")
    sign(company.ola, version, now=late)
    assert stored("1").in_force_from == late


@pytest.mark.parametrize("day", [date(2026, 11, 25), date(2026, 11, 1)])
def test_nothing_is_backdated(database: str, day: date) -> None:
    company = found()
    with pytest.raises(SlaError, match="never backdated"):
        propose(company, wished_from=day)
    assert stored("1").status is Status.DRAFT


def test_who_has_not_read_it_cannot_sign(database: str) -> None:
    company = found()
    version = propose(company)
    with pytest.raises(SlaError, match="Read the version"):
        _sign_only(company, version.content_sha256 or "")


def _sign_only(company: Company, shown: str) -> None:
    with transaction(company.kari, Action.SIGN) as db:
        signatures.sign(
            db, version_id=stored("1").id, shown=shown, by=company.kari, identified_by=LOCAL, now=NOW
        )


def test_a_text_that_changed_since_it_was_shown_is_not_signed(database: str) -> None:
    company = found()
    version = propose(company)
    read(company.kari, version)
    save(company.ola, Section.RESPONSE, respond_within(4))
    changed = propose(company)
    with pytest.raises(Conflict, match="The text has changed"):
        _sign_only(company, version.content_sha256 or "")
    assert whole().signatures(changed) == []


def test_a_member_reads_but_does_not_sign(database: str) -> None:
    company = found()
    version = propose(company)
    read(company.mette, version)
    assert whole().has_done(version, EntryType.READ, company.mette)
    with pytest.raises(NotAllowed), transaction(company.mette, Action.SIGN) as db:
        signatures.sign(
            db,
            version_id=version.id,
            shown=version.content_sha256 or "",
            by=company.mette,
            identified_by=LOCAL,
            now=NOW,
        )


def test_reading_twice_is_one_entry_and_signing_twice_is_refused(database: str) -> None:
    company = found()
    version = propose(company)
    sign(company.kari, version)
    with pytest.raises(SlaError, match="has signed this version already"):
        sign(company.kari, version)
    kinds = [act.entry.type for act in whole().acts(version)]
    assert kinds == [EntryType.PROPOSED, EntryType.READ, EntryType.SIGNED]


def test_a_signed_version_shows_its_stored_text_in_both_languages(database: str) -> None:
    company = found()
    agreed = agree(company)
    with reading() as db:
        content = agreements.content(db, agreed.content_sha256 or "")
    assert content.terms == agreed.terms
    english, norwegian = (content.texts[language] for language in (Language.ENGLISH, Language.BOKMAL))
    assert [c.number for c in english] == [c.number for c in norwegian]
    assert any("8 working hours" in clause.text for chapter in english for clause in chapter.clauses)


def test_the_clock_going_back_does_not_reorder_the_acts(database: str) -> None:
    company = found()
    version = propose(company, now=NOW)
    sign(company.kari, version, now=NOW - 5000)
    moments = [act.entry.happened_at for act in whole().acts(version)]
    assert moments == sorted(moments)


def test_what_is_incomplete_cannot_be_proposed(database: str) -> None:
    company = found()
    nothing = complete_terms().model_copy(update={"personas": ()})
    write(company, nothing)
    with pytest.raises(SlaError, match="A persona is approved, but the draft does not name it yet"):
        propose(company)


def test_a_review_of_the_goals_is_recorded_on_the_agreed_version(database: str) -> None:
    company = found()
    agree(company)
    with transaction(company.ola, Action.REVIEW_GOALS) as db:
        signatures.review_goals(db, by=company.ola, identified_by=LOCAL, now=NOW + 60)
    assert whole().reviewed_at == [NOW + 60]


def test_goals_of_working_rules_cannot_be_reviewed(database: str) -> None:
    company = found()
    with (
        pytest.raises(SlaError, match="no signed agreement"),
        transaction(company.ola, Action.REVIEW_GOALS) as db,
    ):
        signatures.review_goals(db, by=company.ola, identified_by=LOCAL, now=NOW)
