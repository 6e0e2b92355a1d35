"""Builds small stories of leads and judges them: times are local (Oslo), working hours 08–16 on weekdays."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from sla_core.agreement import AgreementVersion, Status
from sla_core.columns import MISSING, instants
from sla_core.facts import AttemptFacts, LeadFacts, ReturnFacts, StageFacts, When, counts_as
from sla_core.follow_up import judging as follow_up
from sla_core.follow_up.judging import NOT_MEASURABLE_REASONS, STATUSES, Edge, Judgement
from sla_core.handovers import NONE, Handovers, RankFacts, build
from sla_core.leads import Channel, Direction, ReturnReason, Stage
from sla_core.terms import Duration, Terms, Unit

OSLO = ZoneInfo("Europe/Oslo")
DAY = 86_400


def at(local: str) -> int:
    """`2026-11-20 15:30` in Oslo as an instant; a bare date is its first moment."""
    return int(datetime.fromisoformat(local).replace(tzinfo=OSLO).timestamp())


def hours(amount: int) -> Duration:
    return Duration(amount=amount, unit=Unit.HOURS)


def days(amount: int) -> Duration:
    return Duration(amount=amount, unit=Unit.DAYS)


def terms(**sections: dict[str, Any]) -> Terms:
    """Terms of a company with the given fields changed: `terms(sales={"respond_within": hours(8)})`."""
    plain = Terms(company="Fjordlys")
    changed = {name: getattr(plain, name).model_copy(update=fields) for name, fields in sections.items()}
    return plain.model_copy(update=changed)


def version(number: int, in_force_from: str | None, agreed: Terms) -> AgreementVersion:
    begin = at(in_force_from) if in_force_from else None
    status = Status.SIGNED if number else Status.PROVISIONAL
    return AgreementVersion(number + 1, number, 0, status, begin, agreed)


@dataclass
class Story:
    """Facts told one by one. `when` is local; `span` seconds make it vague (DAY = only the date is known)."""

    agreed: Terms = field(default_factory=terms)
    versions: list[AgreementVersion] = field(default_factory=list)
    leads: list[dict[str, Any]] = field(default_factory=list)
    stages: list[tuple[int, int, int, int, int, bool, bool]] = field(default_factory=list)
    attempts: list[tuple[int, int, int, bool, bool, bool, int, bool]] = field(default_factory=list)
    returns: list[tuple[int, int, int, int]] = field(default_factory=list)
    ranks: list[tuple[int, int, int, int, int]] = field(default_factory=list)

    def lead(self, **known: Any) -> int:
        self.leads.append(known)
        return len(self.leads) - 1

    def entered(
        self,
        lead: int,
        stage: Stage,
        when: str | None,
        *,
        span: int = 0,
        criteria: bool = False,
        person: bool = False,
        recorded: str | None = None,
    ) -> None:
        moment = at(when) if when else MISSING
        known = at(recorded) if recorded else moment
        self.stages.append((lead, stage.rank, moment, span, known, criteria, person))

    def handed_over(self, when: str | None, *, span: int = 0, **known: Any) -> int:
        """A lead that entered the agreed stage then."""
        lead = self.lead(**known)
        self.entered(lead, Stage.SALES_QUALIFIED, when, span=span)
        return lead

    def act(
        self,
        lead: int,
        when: str,
        outcome: str = "no_answer",
        *,
        channel: str = "call",
        direction: str = "outbound",
        person: bool = True,
        span: int = 0,
        summary: bool = False,
    ) -> None:
        attempt, contact = counts_as(channel, direction, outcome, person)
        place, outbound = list(Channel).index(Channel(channel)), direction == Direction.OUTBOUND
        self.attempts.append((lead, at(when), span, attempt, contact, summary, place, outbound))

    def returned(self, lead: int, when: str, reason: ReturnReason, reopened: str | None = None) -> None:
        place = list(ReturnReason).index(reason)
        self.returns.append((lead, at(when), place, at(reopened) if reopened else MISSING))

    def ranked(self, lead: int, when: str, cell: str, *, by: int = 0) -> None:
        """It was ranked so when it was handed over then: `B2`, in the bands of the version at this place."""
        scoring = (self.versions[by].terms if self.versions else self.agreed).scoring
        grades, ratings = ([band.label for band in bands] for bands in (scoring.grades, scoring.ratings))
        self.ranks.append((lead, at(when), by, grades.index(cell[0]), ratings.index(cell[1])))

    def build(self, *, without_agreement: bool = False) -> Handovers:
        measured_by = self.versions or [version(0, None, self.agreed)]
        return build(
            self._lead_facts(),
            self._stage_facts(),
            self._attempt_facts(),
            ReturnFacts(*_columns(self.returns, 4)),
            [] if without_agreement else measured_by,
            RankFacts(*_columns(self.ranks, 5)),
        )

    def judged(self, now: str, known_until: str | None = None) -> tuple[Handovers, Judgement]:
        built = self.build()
        return built, follow_up.judge(built, Edge(at(now), at(known_until) if known_until else None))

    def status(self, now: str, known_until: str | None = None) -> list[str]:
        """Status of each episode in the order of leads; `not_measurable: reason` where it is that."""
        _, judgement = self.judged(now, known_until)
        return [
            STATUSES[code] if reason == NONE else f"not_measurable: {NOT_MEASURABLE_REASONS[reason]}"
            for code, reason in zip(judgement.status, judgement.reason, strict=True)
        ]

    def _stage_facts(self) -> StageFacts:
        lead, rank, entered, span, recorded, criteria, person = _columns(self.stages, 7)
        return StageFacts(lead, rank, When(entered, span), recorded, criteria == 1, person == 1)

    def _attempt_facts(self) -> AttemptFacts:
        lead, moment, span, attempt, contact, summary, channel, outbound = _columns(self.attempts, 8)
        when = When(moment, span)
        return AttemptFacts(lead, when, attempt == 1, contact == 1, summary == 1, channel, outbound == 1)

    def _lead_facts(self) -> LeadFacts:
        def when(name: str) -> When:
            moments = instants(at(lead[name]) if name in lead else None for lead in self.leads)
            return When(
                moments, np.array([lead.get(f"{name}_span", 0) for lead in self.leads], dtype=np.int64)
            )

        def told(name: str) -> Any:
            return np.array([bool(lead.get(name)) for lead in self.leads], dtype=bool)

        ranks = [lead["stage"].rank if "stage" in lead else -1 for lead in self.leads]
        return LeadFacts(
            id=np.arange(len(self.leads), dtype=np.int64),
            created=when("created_at"),
            handed_over=when("handed_over_at"),
            assigned=when("assigned_at"),
            stage_rank=np.array(ranks, dtype=np.int64),
            won=told("won") | when("won_at").known,
            won_at=when("won_at"),
            lost=told("lost") | when("lost_at").known,
            lost_at=when("lost_at"),
            merged_at=when("merged_at").at,
            erased_at=when("erased_at").at,
        )


def _columns(rows: list[Any], width: int) -> list[Any]:
    return list(np.array(rows, dtype=np.int64).reshape(-1, width).T)
