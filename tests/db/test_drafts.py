"""The draft: one at a time, saved section by section, never overwritten in silence."""

import pytest

from db import audit, drafts
from db.engine import reading, transaction
from sla_core.agreement import Status
from sla_core.errors import Conflict, NotAllowed, SlaError
from sla_core.people import Action, Department
from sla_core.sections import Section, SectionChanged, Value, merged, value_of
from sla_core.signing import EntryType
from tests.core.episodes import at
from tests.db.agreeing import (
    NOW,
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


def test_only_one_draft_is_open_at_a_time(database: str) -> None:
    company = found()
    with pytest.raises(Conflict, match="a draft already"), transaction(company.ola, Action.EDIT_DRAFT) as db:
        drafts.open_draft(db, by=company.ola, now=NOW)


def test_a_draft_begins_as_what_was_agreed_last(database: str) -> None:
    company = found()
    agreed = agree(company)
    with transaction(company.ola, Action.EDIT_DRAFT) as db:
        drafts.open_draft(db, by=company.ola, now=NOW)
    draft = whole().draft
    assert draft is not None
    assert (draft.label, draft.status, draft.terms) == ("2", Status.DRAFT, agreed.terms)
    assert draft.created_by == "Ola Nordmann"


def test_a_member_cannot_write_the_draft(database: str) -> None:
    company = found()
    with pytest.raises(NotAllowed):
        save(company.mette, Section.RESPONSE, respond_within(4))


def test_two_people_on_different_sections_both_keep_theirs(database: str) -> None:
    company = found()
    draft = whole().draft
    assert draft is not None
    opened = {section: value_of(draft.terms, section) for section in Section}
    save(company.kari, Section.RESPONSE, respond_within(4), opened=opened[Section.RESPONSE])
    faster = value_of(complete_terms(), Section.REVISION)
    faster["revision"]["pace"] = "fast"
    save(company.ola, Section.REVISION, faster, opened=opened[Section.REVISION])
    terms = stored("1").terms
    assert (terms.sales.respond_within.amount, terms.revision.pace) == (4, "fast")


def test_two_people_on_the_same_section_see_theirs_yours_and_the_original(database: str) -> None:
    company = found()
    opened = respond_within(8)
    save(company.kari, Section.RESPONSE, respond_within(4), opened=opened)
    with pytest.raises(SectionChanged) as told:
        save(company.ola, Section.RESPONSE, respond_within(6), opened=opened)
    hours = [
        value["sales.respond_within"]["amount"]
        for value in (told.value.opened, told.value.theirs, told.value.yours)
    ]
    assert hours == [8, 4, 6]
    assert stored("1").terms.sales.respond_within.amount == 4


def test_two_who_write_the_same_do_not_disagree(database: str) -> None:
    company = found()
    opened = respond_within(8)
    save(company.kari, Section.RESPONSE, respond_within(4), opened=opened)
    assert save(company.ola, Section.RESPONSE, respond_within(4), opened=opened) is False


def test_who_changed_a_place_last_is_kept(database: str) -> None:
    company = found()
    agree(company)
    write(company, complete_terms())
    save(company.ola, Section.RESPONSE, respond_within(4))
    draft = whole().draft
    assert draft is not None
    with reading() as db:
        who = drafts.changed_by(db, draft.id)
    assert who == {"sales.respond_within": ("Ola Nordmann", Department.SALES)}


def test_changing_a_proposed_version_makes_it_a_draft_and_voids_its_signatures(database: str) -> None:
    company = found()
    version = propose(company)
    sign(company.kari, version)
    assert save(company.ola, Section.RESPONSE, respond_within(4)) is True
    agreement = whole()
    draft = agreement.draft
    assert draft is not None
    assert (draft.status, draft.content_sha256) == (Status.DRAFT, None)
    lost, change = agreement.voided(draft) or ([], None)
    assert [link.entry.signer for link in lost] == ["Kari Nordmann"]
    assert change is not None
    assert (change.entry.type, change.entry.signer) == (EntryType.VOIDED, "Ola Nordmann")


def test_a_signature_stays_void_when_the_very_same_text_is_proposed_again(database: str) -> None:
    company = found()
    version = propose(company)
    sign(company.kari, version)
    save(company.ola, Section.RESPONSE, respond_within(4))
    save(company.ola, Section.RESPONSE, respond_within(8))
    again = propose(company)
    assert again.content_sha256 == version.content_sha256
    assert whole().signatures(again) == []


def test_what_cannot_be_agreed_leaves_the_draft_and_its_signatures_alone(database: str) -> None:
    company = found()
    version = propose(company)
    sign(company.kari, version)
    nobody = {
        "parties": [
            {"department": "marketing", "signatories": []},
            {"department": "sales", "signatories": []},
        ]
    }
    with pytest.raises(SlaError, match="Marketing needs at least one person who signs"):
        save(company.kari, Section.PARTIES, nobody)
    assert len(whole().signatures(stored("1"))) == 1


def test_the_target_of_a_month_that_has_ended_cannot_be_changed(database: str) -> None:
    company = found()
    agree(company)
    write(company, complete_terms())
    lower = value_of(complete_terms(target=150), Section.TARGETS)
    with pytest.raises(SlaError, match="2026-11 has ended"):
        save(company.kari, Section.TARGETS, lower, now=at("2026-12-01 08:00"))
    assert save(company.kari, Section.TARGETS, lower, now=at("2026-11-30 23:59")) is False


def test_every_save_has_its_entry_in_history(database: str) -> None:
    company = found()
    save(company.ola, Section.RESPONSE, respond_within(4))
    with reading() as db:
        newest, *_ = audit.entries(db, limit=1)
    assert (newest.actor, newest.action) == ("Ola Nordmann", Action.EDIT_DRAFT)


def test_two_people_on_different_clauses_of_one_section_both_keep_theirs(database: str) -> None:
    company = found()
    save(company.kari, Section.WHEN_MISSED, {"when_missed": {"marketing": "Talk.", "sales": "Call."}})
    opened = {"when_missed": {"marketing": "Talk.", "sales": "Call."}}
    save(
        company.kari,
        Section.WHEN_MISSED,
        {"when_missed": {"marketing": "Talk first.", "sales": "Call."}},
        opened=opened,
    )
    save(
        company.ola,
        Section.WHEN_MISSED,
        {"when_missed": {"marketing": "Talk.", "sales": "Call twice."}},
        opened=opened,
    )
    assert stored("1").terms.when_missed == {
        Department.MARKETING: "Talk first.",
        Department.SALES: "Call twice.",
    }


@pytest.mark.parametrize(
    ("opened", "theirs", "yours", "both"),
    [
        ({"a": 1, "b": 2}, {"a": 3, "b": 2}, {"a": 1, "b": 4}, {"a": 3, "b": 4}),
        ({"a": 1}, {"a": 2}, {"a": 3}, None),
        ({"a": 1}, {"a": 2}, {"a": 2}, {"a": 2}),
        ({"d": {"x": 1}}, {"d": {}}, {"d": {"x": 1, "y": 2}}, {"d": {"y": 2}}),
        ({"d": {"x": 1}}, {"d": {}}, {"d": {"x": 2}}, None),
        ({"l": [1]}, {"l": [1, 2]}, {"l": [1, 3]}, None),
    ],
)
def test_changes_of_different_places_come_together_and_of_the_same_place_do_not(
    opened: Value, theirs: Value, yours: Value, both: Value | None
) -> None:
    assert merged(opened, theirs, yours) == both
