"""Stage entries by criteria: the same as a walk through every event of every lead, and each rule by itself."""

from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_core.agreement import AgreementVersion, Status
from sla_core.conditions import (
    ActivityCondition,
    AttributeCondition,
    LeadDefinition,
    Operator,
    ScoreCondition,
)
from sla_core.leads import Stage
from sla_core.qualifying import Entry, Passages, at_next_act, new_entries
from sla_core.scoring import Moment
from sla_core.terms import Terms
from tests.core.episodes import at
from tests.core.scoring import companies, slow
from tests.core.scoring.companies import MIDNIGHT, NOW, prepared
from tests.core.scoring.slow import DAY, Lead
from tests.db.ranking import SCORING

MQL, SQL = Stage.MARKETING_QUALIFIED, Stage.SALES_QUALIFIED
BARS = (MQL, SQL)
PRICES = LeadDefinition(all_of=(ActivityCondition(kind="page_view", topic="/prices"),))
TWICE = LeadDefinition(all_of=(ActivityCondition(kind="page_view", topic="/prices", at_least=2),))


@dataclass
class Past:
    """Where leads (places) stand: entries (by criteria, a person, or as an opportunity), those of the CRM; returns."""

    entries: list[tuple[int, Stage, int]] = field(default_factory=list)
    returns: list[tuple[int, int]] = field(default_factory=list)
    by_crm: list[tuple[int, Stage, int]] = field(default_factory=list)
    stage_now: Stage | None = None

    def passages(self, leads: int) -> Passages:
        told = [*self.entries, *self.by_crm]
        rows = np.array([(lead, stage.rank, when) for lead, stage, when in told], dtype=np.int64)
        ours = np.arange(len(told)) < len(self.entries)
        returns = np.array(self.returns, dtype=np.int64).reshape(-1, 2)
        now = np.full(leads, -1 if self.stage_now is None else self.stage_now.rank)
        return Passages(*rows.reshape(-1, 3).T, ours, *returns.T, now)


def version(number: int, begin: int | None, agreed: Terms) -> AgreementVersion:
    status = Status.SIGNED if number else Status.PROVISIONAL
    return AgreementVersion(number + 1, number, 0, status, begin, agreed)


def defined(**known: LeadDefinition) -> Terms:
    stages = {"mql": MQL, "sql": SQL}
    definitions = {stages[name]: definition for name, definition in known.items()}
    return Terms(company="Fjordlys", scoring=SCORING, definitions=definitions)


def found(
    leads: list[Lead], versions: list[AgreementVersion], past: Past | None = None, now: int = NOW
) -> list[Entry]:
    known = prepared(leads, fields=("x", "y", "title"))
    return list(new_entries(known, (past or Past()).passages(len(leads)), versions, now))


def told(entries: list[Entry]) -> set[tuple[int, Stage, int, int]]:
    assert len({(entry.lead, entry.stage, entry.at) for entry in entries}) == len(entries)
    return {(entry.lead, entry.stage, entry.at, entry.version) for entry in entries}


def slowly(
    leads: list[Lead], versions: list[AgreementVersion], past: Past, now: int
) -> set[tuple[int, Stage, int, int]]:
    entries = set()
    for place, lead in enumerate(leads):
        returns = [when for who, when in past.returns if who == place]
        mine = [(stage, when) for who, stage, when in past.entries if who == place]

        def round_of(when: int, returns: list[int] = returns) -> int:
            return sum(returned < when for returned in returns)

        entered = {(stage, round_of(when)) for stage, when in mine}
        own = {when for _, _, when in lead.acts} | ({lead.created} if lead.created is not None else set())
        for moment in sorted(when for when in own if when <= now):
            high = [
                when for stage, when in mine if stage.rank > SQL.rank and round_of(when) == round_of(moment)
            ]
            if lead.won_at is not None:
                high.append(lead.won_at)
            if any(when <= moment for when in high):
                continue
            position = [
                n for n, v in enumerate(versions) if v.in_force_from is None or v.in_force_from <= moment
            ][-1]
            agreed = versions[position].terms
            for stage in BARS:
                key = stage, round_of(moment)
                definition = agreed.definitions.get(stage)
                if key in entered or definition is None:
                    continue
                if slow.meets(definition, agreed.scoring, lead, moment, moment):
                    entered.add(key)
                    entries.add((place, stage, moment, position))
    return entries


_moments = st.integers(MIDNIGHT - 20 * DAY, NOW + DAY) | st.sampled_from([MIDNIGHT, NOW])
_stages = st.sampled_from([MQL, SQL, Stage.OPPORTUNITY, Stage.CUSTOMER])
_pasts = st.builds(
    Past,
    entries=st.lists(st.tuples(st.integers(0, 5), _stages, _moments), max_size=4),
    returns=st.lists(st.tuples(st.integers(0, 5), _moments), max_size=5),
)
_leads = st.builds(
    lambda lead, won_at: Lead(lead.known, lead.acts, lead.created, won_at is not None, won_at),
    companies.leads,
    st.none() | _moments,
)


@given(
    leads=st.lists(_leads, min_size=6, max_size=6),
    agreed=st.lists(companies.agreements, min_size=1, max_size=3),
    begins=st.lists(_moments, min_size=2, max_size=2, unique=True),
    past=_pasts,
)
def test_entries_are_those_of_a_walk_through_all_events(
    leads: list[Lead], agreed: list[Terms], begins: list[int], past: Past
) -> None:
    moments = [None, *sorted(begins)]
    versions = [
        version(n, begin, terms) for n, (begin, terms) in enumerate(zip(moments, agreed, strict=False))
    ]
    entries = found(leads, versions, past)
    assert told(entries) == slowly(leads, versions, past, NOW)
    again = Past([*past.entries, *((e.lead, e.stage, e.at) for e in entries)], past.returns)
    assert found(leads, versions, again) == []


@given(leads=st.lists(companies.leads, min_size=1, max_size=5), agreed=companies.agreements)
def test_the_evidence_is_what_a_slow_score_as_of_the_event_says(leads: list[Lead], agreed: Terms) -> None:
    for entry in found(leads, [version(0, None, agreed)]):
        lead, why = leads[entry.lead], entry.evidence
        score = slow.score(agreed.scoring, lead, entry.at, entry.at)
        assert (why["grade"], why["rating"], why["fit"], why["engagement"]) == (
            score.grade,
            score.rating,
            score.fit,
            score.engagement,
        )
        for axis, lines in score.lines.items():
            kept = [line for line in why["lines"] if line["axis"] == axis]
            assert [(line["rule"], line["count"], line["points"]) for line in kept] == lines
        definition = agreed.definitions[entry.stage]
        holding = [
            condition.model_dump(mode="json")
            for condition in (*definition.all_of, *definition.any_of)
            if slow.holds(condition, agreed.scoring, lead, entry.at, entry.at)
        ]
        assert why["met"] == holding


def visits(*moments: str, **known: object) -> Lead:
    return Lead(acts=[("page_view", "/prices", at(moment)) for moment in moments], **known)  # type: ignore[arg-type]


def entered(
    lead: Lead, versions: list[AgreementVersion], past: Past | None = None
) -> list[tuple[Stage, int]]:
    return [(entry.stage, entry.at) for entry in found([lead], versions, past)]


def test_a_lead_enters_at_the_event_at_which_it_first_meets_the_definition() -> None:
    lead = visits("2026-11-02 10:00", "2026-11-05 10:00", "2026-11-09 10:00")
    assert entered(lead, [version(0, None, defined(mql=TWICE))]) == [(MQL, at("2026-11-05 10:00"))]


def test_the_version_in_force_at_the_event_decides_and_a_new_one_promotes_nobody_by_itself() -> None:
    strict, loose = defined(mql=TWICE), defined(mql=PRICES)
    versions = [version(0, None, strict), version(1, at("2026-11-10"), loose)]
    assert entered(visits("2026-11-05 10:00"), versions) == []
    acted = visits("2026-11-05 10:00")
    acted.acts.append(("form", "/contact", at("2026-11-12 10:00")))
    (entry,) = found([acted], versions)
    assert (entry.at, entry.version) == (at("2026-11-12 10:00"), 1)


def test_what_comes_to_be_known_later_moves_no_entry() -> None:
    past = Past([(0, MQL, at("2026-11-09 10:00"))])
    lead = visits("2026-11-02 10:00", "2026-11-09 10:00")
    assert entered(lead, [version(0, None, defined(mql=PRICES))], past) == []


def test_after_a_return_a_lead_enters_again_at_its_next_act_only() -> None:
    versions = [version(0, None, defined(sql=PRICES))]
    past = Past([(0, SQL, at("2026-11-02 10:00"))], [(0, at("2026-11-04 09:00"))])
    assert entered(visits("2026-11-02 10:00"), versions, past) == []
    lead = visits("2026-11-02 10:00", "2026-11-04 09:00", "2026-11-06 10:00")
    assert entered(lead, versions, past) == [(SQL, at("2026-11-06 10:00"))]


def test_a_lead_that_has_gone_further_does_not_come_back_to_these_stages() -> None:
    versions = [version(0, None, defined(sql=PRICES))]
    further = Past([(0, Stage.OPPORTUNITY, at("2026-11-01 10:00"))])
    assert entered(visits("2026-11-02 10:00"), versions, further) == []
    won = visits("2026-11-02 10:00", won=True, won_at=at("2026-11-01 10:00"))
    assert entered(won, versions) == []


def next_act(lead: Lead, agreed: Terms, past: Past | None = None) -> list[bool]:
    known = prepared([lead], fields=("x", "y", "title"))
    passages, moment = (past or Past()).passages(1), Moment.today(MIDNIGHT, NOW)
    return at_next_act(known, passages, agreed, MQL, moment).tolist()


def test_above_the_bar_without_an_entry_a_lead_qualifies_at_its_next_act() -> None:
    lead, agreed = visits("2026-11-02 10:00"), defined(mql=PRICES)
    assert next_act(lead, agreed) == [True]
    assert next_act(lead, defined(mql=TWICE)) == [False]
    assert next_act(lead, defined(sql=PRICES)) == [False]
    assert next_act(lead, agreed, Past([(0, MQL, at("2026-11-02 10:00"))])) == [False]
    assert next_act(lead, agreed, Past([(0, SQL, at("2026-11-02 10:00"))])) == [True]
    returned = Past([(0, MQL, at("2026-11-02 10:00"))], [(0, at("2026-11-04 10:00"))])
    assert next_act(lead, agreed, returned) == [True]
    assert next_act(lead, agreed, Past([(0, Stage.CUSTOMER, at("2026-11-03 10:00"))])) == [False]


@pytest.mark.parametrize("stage", [MQL, SQL, Stage.CUSTOMER])
def test_whom_the_crm_has_at_the_stage_or_further_does_not_wait_for_it(stage: Stage) -> None:
    lead, agreed = visits("2026-11-02 10:00"), defined(mql=PRICES)
    told = Past(by_crm=[(0, stage, at("2026-11-02 10:00"))])
    assert next_act(lead, agreed, told) == [False]
    assert next_act(lead, agreed, Past(stage_now=stage)) == [False]
    assert next_act(visits("2026-11-02 10:00", won=True), agreed) == [False]
    if stage is not Stage.CUSTOMER:
        assert entered(lead, [version(0, None, agreed)], told) == [(MQL, at("2026-11-02 10:00"))]


def test_grade_and_rating_of_a_definition_are_those_of_the_event() -> None:
    ready = LeadDefinition(
        all_of=(
            AttributeCondition(field="title", operator=Operator.IS_KNOWN),
            ScoreCondition(axis="engagement", at_least="1"),
        )
    )
    lead = visits("2026-11-02 10:00", known={"title": "Director"}, created=at("2026-11-01 10:00"))
    (entry,) = found([lead], [version(0, None, defined(sql=ready))])
    assert entry.at == at("2026-11-02 10:00")
    assert (entry.evidence["grade"], entry.evidence["rating"]) == ("A", "1")
