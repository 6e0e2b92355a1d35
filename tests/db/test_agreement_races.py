"""Races on the agreement: whoever comes first, nobody's signature stands on a text that they did not see."""

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from db.engine import reading
from db.verify_agreement import problems
from sla_core.agreement import Status
from sla_core.errors import Conflict, SlaError
from sla_core.sections import Section, SectionChanged, value_of
from sla_core.signing import EntryType
from tests.db.agreeing import (
    Company,
    complete_terms,
    found,
    propose,
    read,
    respond_within,
    save,
    sign,
    whole,
    write,
)

ROUNDS = 150


def together(*acts: Callable[[], object]) -> list[object]:
    """Do all at once, each in its own thread; what each gave, or the `SlaError` that it met."""
    start = Barrier(len(acts))

    def do(act: Callable[[], object]) -> object:
        start.wait()
        try:
            return act()
        except SlaError as problem:
            return problem

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(do, acts))


def test_an_editor_and_two_signers_race_and_no_signature_stands_on_an_unseen_text(database: str) -> None:
    company, draw = found(), random.Random(47)
    agreed = changed = 0
    for round_ in range(ROUNDS):
        if whole().draft is None:
            write(company, complete_terms(hours=8))
        draft = whole().draft
        assert draft is not None
        version = draft if draft.status is Status.PROPOSED else propose(company)
        for person in (company.kari, company.ola):
            read(person, version)
        hours = 1 + round_ % 7 if draft.terms.sales.respond_within.amount != 1 + round_ % 7 else 9
        wait = draw.uniform(0, 0.06)  # signing takes longer than saving: neither shall always come first

        def edit(hours: int = hours, wait: float = wait) -> object:
            time.sleep(wait)
            return save(company.kari, Section.RESPONSE, respond_within(hours))

        together(
            edit,
            lambda version=version: sign(company.kari, version),
            lambda version=version: sign(company.ola, version),
        )
        _nobody_signed_what_they_did_not_see(company)
        if whole().draft is None:
            agreed += 1
        else:
            changed += 1
    assert agreed
    assert changed
    with reading() as db:
        assert [str(problem) for problem in problems(db)] == []


def _nobody_signed_what_they_did_not_see(company: Company) -> None:
    agreement = whole()
    for version in agreement.versions:
        for act in agreement.acts(version):
            assert act.entry.content_sha256 == version.content_sha256
        if version.status is Status.DRAFT:
            assert agreement.signatures(version) == []
        if version.status is Status.SIGNED:
            assert {s.entry.signer for s in agreement.signatures(version)} == {
                company.kari.name,
                company.ola.name,
            }
            kinds = [act.entry.type for act in agreement.acts(version)]
            assert EntryType.VOIDED not in kinds


def test_two_managers_on_one_clause_never_overwrite_each_other_in_silence(database: str) -> None:
    company = found()
    for round_ in range(40):
        draft = whole().draft
        assert draft is not None
        opened = value_of(draft.terms, Section.RESPONSE)
        mine, yours = respond_within(20 + round_), respond_within(80 + round_)
        done = together(
            lambda opened=opened, mine=mine: save(company.kari, Section.RESPONSE, mine, opened=opened),
            lambda opened=opened, yours=yours: save(company.ola, Section.RESPONSE, yours, opened=opened),
        )
        refused = [what for what in done if isinstance(what, SectionChanged)]
        assert len(refused) == 1
        stored = value_of(whole().draft.terms, Section.RESPONSE)  # type: ignore[union-attr]
        assert stored == refused[0].theirs
        assert refused[0].yours != stored


def test_two_who_begin_a_draft_at_once_begin_one(database: str) -> None:
    from db import drafts
    from db.engine import transaction
    from sla_core.people import Action
    from tests.db.agreeing import NOW, agree

    company = found()
    agree(company)

    def begin() -> None:
        with transaction(company.ola, Action.EDIT_DRAFT) as db:
            drafts.open_draft(db, by=company.ola, now=NOW)

    done = together(begin, begin, begin)
    assert sum(isinstance(what, Conflict) for what in done) == 2
    assert [version.label for version in whole().versions] == ["0", "1", "2"]
