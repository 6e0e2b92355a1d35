"""The sample company put together: its people's year first, then the targets that make a story of it."""

from dataclasses import dataclass

import numpy as np

from sla_core.agreement import AgreementVersion, Status
from sla_core.columns import MISSING
from sla_core.errors import SlaError
from sla_core.handovers import Handovers, build
from sla_core.i18n import Texts
from sla_core.sample_company import facts, terms
from sla_core.sample_company.arrivals import Arrivals, arrivals
from sla_core.sample_company.attempts import Attempts, attempts
from sla_core.sample_company.contacts import Contacts, contacts
from sla_core.sample_company.ends import Ends, ends
from sla_core.sample_company.episodes import Episodes, episodes
from sla_core.sample_company.facts import StageEntries, stage_entries
from sla_core.sample_company.people import MARKETING_MANAGER, SALES_MANAGER
from sla_core.sample_company.responses import responses
from sla_core.sample_company.setting import DAY, VERSIONS_BEGAN, Setting, local_day
from sla_core.sample_company.targets import targets
from sla_core.sample_company.traffic import traffic
from sla_core.terms import Month, Targets, Terms

FEWEST_LEADS = 100
MOST_LEADS, MOST_ACTIVITIES = 2_000_000, 20_000_000


@dataclass(frozen=True)
class SampleVersion:
    """A version of the agreement as it is to be stored."""

    number: int
    status: Status
    in_force_from: int | None
    terms: Terms
    created_at: int
    created_by: str


@dataclass(frozen=True)
class SampleCompany:
    """The whole story as columns; `tables` turns them into rows of the store."""

    setting: Setting
    versions: tuple[SampleVersion, ...]
    leads: Arrivals
    contacts: Contacts
    episodes: Episodes
    attempts: Attempts
    ends: Ends
    stages: StageEntries
    traffic: list[tuple[str, str, int]]


def invent(*, now: int, seed: int, leads: int, activities: int, t: Texts) -> SampleCompany:
    """Return the sample company as it stands at `now` (UTC seconds); raises `SlaError` for an impossible size."""
    if not FEWEST_LEADS <= leads <= MOST_LEADS or not 0 <= activities <= MOST_ACTIVITIES:
        raise SlaError(
            "The sample company has {fewest} to {most} leads and at most {activities} activities.",
            fewest=FEWEST_LEADS,
            most=MOST_LEADS,
            activities=MOST_ACTIVITIES,
        )
    calendar = terms.calendar_terms(now, t)
    setting = Setting(now, seed, leads, activities, calendar.build())
    agreed = terms.terms(calendar, t)
    measured_by = _in_force(setting, terms.history(agreed))
    people = arrivals(setting)
    known = contacts(setting, people)
    cases = episodes(setting, people, measured_by)
    made = attempts(setting, people, cases, responses(setting, people, cases))
    ended = ends(setting, people, cases, made, known.fit)
    entries = stage_entries(setting, people, ended)
    visits = traffic(setting, people)
    promised = terms.promise(
        t,
        journey_days=_journey_days(people, ended),
        average_purchase=_average_purchase(ended),
        visits_per_month=sum(row[2] for row in visits) // 13,
    )
    judged = _handovers(people, entries, made.attempts, cases, ended, measured_by)
    goals = targets(setting, people, judged, ended)
    agreed = agreed.model_copy(update={"marketing": promised})
    versions = _versions(setting, agreed, goals, t)
    return SampleCompany(setting, versions, people, known, cases, made.attempts, ended, entries, visits)


def _in_force(setting: Setting, history: list[Terms]) -> list[AgreementVersion]:
    begins = [None, *(setting.month(-months) for months in VERSIONS_BEGAN)]
    return [
        AgreementVersion(number, number, 0, Status.IN_FORCE, begin, agreed)
        for number, (begin, agreed) in enumerate(zip(begins, history, strict=True))
    ]


def _handovers(
    leads: Arrivals,
    entries: StageEntries,
    made: Attempts,
    cases: Episodes,
    ended: Ends,
    versions: list[AgreementVersion],
) -> Handovers:
    """Return the handovers as the app counts them: targets are set from the same figures that judge them."""
    return build(
        facts.lead_facts(leads, entries, ended),
        facts.stage_facts(entries),
        facts.attempt_facts(made),
        facts.return_facts(cases, ended),
        versions,
    )


def _journey_days(leads: Arrivals, ended: Ends) -> int:
    won = (ended.won != MISSING) & ~leads.born_customer
    return round(float(np.median(ended.won[won] - leads.created[won])) / DAY) if won.any() else 60


def _average_purchase(ended: Ends) -> int:
    won = ended.won != MISSING
    return round(float(ended.amount[won].mean()) / 1_000) * 1_000 if won.any() else 165_000


def _versions(
    setting: Setting, agreed: Terms, goals: dict[Month, Targets], t: Texts
) -> tuple[SampleVersion, ...]:
    """Return version 0, the three that were signed, and the draft that is being talked about."""
    found = []
    for version in _in_force(setting, terms.history(agreed)):
        begin, number = version.in_force_from, version.number
        status = (Status.PROVISIONAL, Status.SUPERSEDED, Status.SUPERSEDED, Status.IN_FORCE)[number]
        after = setting.month(-VERSIONS_BEGAN[number]) if number < len(VERSIONS_BEGAN) else setting.now
        known = _with_targets(version.terms, _as_seen_then(setting, goals, after))
        by = (MARKETING_MANAGER, SALES_MANAGER)[number % 2]
        found.append(SampleVersion(number, status, begin, known, (begin or setting.begin) - 6 * DAY, by))
    changed = terms.draft(_with_targets(agreed, goals), t)
    draft = SampleVersion(4, Status.DRAFT, None, changed, setting.now - 5 * DAY, MARKETING_MANAGER)
    return (*found, draft)


def _with_targets(agreed: Terms, goals: dict[Month, Targets]) -> Terms:
    marketing = agreed.marketing.model_copy(update={"targets": goals})
    return agreed.model_copy(update={"marketing": marketing})


def _as_seen_then(setting: Setting, goals: dict[Month, Targets], after: int) -> dict[Month, Targets]:
    """Return the targets as an older version had them: those of months that it no longer judged were lower."""
    if after == setting.now:
        return goals
    judged_until = local_day(after).strftime("%Y-%m")
    return {
        month: target if month < judged_until else target.model_copy(update=_lower(target))
        for month, target in goals.items()
    }


def _lower(target: Targets) -> dict[str, int]:
    return {"sales_qualified": round((target.sales_qualified or 0) * 0.9)}
