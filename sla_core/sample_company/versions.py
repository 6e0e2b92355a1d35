"""The versions of the sample company's agreement: a working rule, two that were replaced, one in force, a draft."""

from dataclasses import dataclass
from decimal import Decimal

from sla_core.agreement import AgreementVersion, Status
from sla_core.columns import MISSING
from sla_core.i18n import Texts
from sla_core.sample_company.people import MARKETING_MANAGER, SALES_MANAGER
from sla_core.sample_company.personas import refs
from sla_core.sample_company.setting import DAY, HOUR, MONTHS, VERSIONS_BEGAN, Setting, local_day
from sla_core.sample_company.story import Story
from sla_core.sample_company.targets import journey_days, targets
from sla_core.sample_company.terms import draft, history, initiatives
from sla_core.terms import MarketingPromise, Month, Targets, Terms

_STATUSES = (Status.PROVISIONAL, Status.SIGNED, Status.SIGNED, Status.SIGNED)


@dataclass(frozen=True)
class SampleVersion:
    """A version of the agreement as it is to be stored."""

    number: int
    status: Status
    in_force_from: int | None
    terms: Terms
    created_at: int
    created_by: str
    reason: str = ""


def in_force(setting: Setting, agreed: Terms) -> list[AgreementVersion]:
    """Return versions 0 to 3, of which `agreed` is the last, each from the beginning of some month."""
    begins = [None, *(setting.month(-months) for months in VERSIONS_BEGAN)]
    return [
        AgreementVersion(number, number, 0, _STATUSES[number], begin, known)
        for number, (begin, known) in enumerate(zip(begins, history(agreed), strict=True))
    ]


def versions(setting: Setting, told: Story, agreed: Terms, t: Texts) -> tuple[SampleVersion, ...]:
    """Return all versions with their targets, which are set from what was delivered."""
    goals = targets(setting, told.leads, told.handovers(in_force(setting, agreed)), told.ends)
    agreed = agreed.model_copy(update={"marketing": _promise(setting, told, goals, t)})
    found = []
    reasons = (
        "",
        t("Our first agreement: the working rules, with targets."),
        t("Two new campaigns bring more leads."),
        t("Half the time to answer, because quick answers win more; and more leads."),
    )
    for version in in_force(setting, agreed):
        number, begin = version.number, version.in_force_from
        known = _with_targets(version.terms, _as_seen_then(setting, goals, number))
        by = (MARKETING_MANAGER, SALES_MANAGER)[number % 2]
        created_at = (begin or setting.begin) - 6 * DAY + 9 * HOUR
        found.append(SampleVersion(number, version.status, begin, known, created_at, by, reasons[number]))
    changed, created_at = draft(agreed, t), setting.now - 5 * DAY
    return (*found, SampleVersion(len(found), Status.DRAFT, None, changed, created_at, MARKETING_MANAGER))


def _promise(setting: Setting, told: Story, goals: dict[Month, Targets], t: Texts) -> MarketingPromise:
    """Return marketing's promise with what it rests on: journey, purchase and visits as they were."""
    won = told.ends.won != MISSING
    purchase = round(float(told.ends.amount[won].mean()), -3) if won.any() else 165_000
    return MarketingPromise(
        targets=goals,
        journey_days=journey_days(told.leads, told.ends, won) or 60,
        journey_days_by_persona={
            ref.persona: days
            for ref in refs(t)
            if (days := journey_days(told.leads, told.ends, told.contacts.are(ref.name)))
        },
        average_purchase=Decimal(round(purchase)),
        lifetime_value=Decimal(round(purchase) * 3),
        revenue_goal=Decimal(round(purchase) * 100),
        marketing_share=Decimal("0.8"),
        visits_per_month=sum(visits for _, _, visits in told.traffic) // (MONTHS + 1),
        initiatives=initiatives(setting.today, t),
    )


def _with_targets(agreed: Terms, goals: dict[Month, Targets]) -> Terms:
    marketing = agreed.marketing.model_copy(update={"targets": goals})
    return agreed.model_copy(update={"marketing": marketing})


def _as_seen_then(setting: Setting, goals: dict[Month, Targets], number: int) -> dict[Month, Targets]:
    """Return the targets as a version had them: older ones promised less for the months after their own."""
    if number == len(VERSIONS_BEGAN):
        return goals
    next_from = local_day(setting.month(-VERSIONS_BEGAN[number])).strftime("%Y-%m")
    return {
        month: target if month < next_from else target.model_copy(update=_lower(target))
        for month, target in goals.items()
    }


def _lower(target: Targets) -> dict[str, int]:
    return {"sales_qualified": round((target.sales_qualified or 0) * 0.9)}
