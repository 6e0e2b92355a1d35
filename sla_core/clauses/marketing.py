"""Chapter 2: how many qualified leads marketing promises, and which leads are qualified."""

from sla_core import labels
from sla_core.clauses import ranking
from sla_core.clauses.conditions import definition
from sla_core.clauses.model import Clause
from sla_core.clauses.months import Run, What, by_year, runs, targets
from sla_core.conditions import LeadDefinition
from sla_core.i18n import Texts, mark
from sla_core.leads import NOT_DELIVERED, ReturnReason, Stage
from sla_core.sections import Section
from sla_core.terms import Initiative, MarketingPromise, Metric, Terms
from sla_core.wording import as_typed, day_as_typed, month, one_of, stage

_WAY_THERE: dict[What, tuple[str, str]] = {
    "leads": (mark("New leads, at least: {months}."), mark("No number of new leads is agreed yet.")),
    "marketing_qualified": (mark("MQLs, at least: {months}."), mark("No number of MQLs is agreed yet.")),
}
_DEFINED = {
    Stage.LEAD: (
        "2.4",
        mark("A contact is a **lead** when this holds: {criteria}."),
        mark("No criteria for a lead are agreed yet."),
    ),
    Stage.MARKETING_QUALIFIED: (
        "2.5",
        mark("A lead is an **MQL** when this holds: {criteria}."),
        mark("No criteria for an MQL are agreed yet."),
    ),
    Stage.SALES_QUALIFIED: (
        "2.6",
        mark("A lead is an **SQL**, ready for sales, when this holds: {criteria}."),
        mark("No criteria for an SQL are agreed yet."),
    ),
}


def clauses(terms: Terms, t: Texts) -> tuple[Clause, ...]:
    """Return the clauses of the chapter."""
    return (
        Clause("2.1", Section.TARGETS, _promise(terms.marketing, t), Metric.DELIVERED),
        Clause("2.2", Section.TARGETS, " ".join(_way_there(terms.marketing, what, t) for what in _WAY_THERE)),
        Clause("2.3", Section.DELIVERY, _counts(terms, t)),
        *(Clause(_DEFINED[of][0], Section.CRITERIA, _defined(terms, of, t)) for of in _DEFINED),
        Clause("2.7", Section.CRITERIA, _other_stages(terms, t)),
        Clause("2.8", Section.CRITERIA, ranking.fit(terms.scoring, t)),
        Clause("2.9", Section.CRITERIA, ranking.engagement(terms.scoring, t)),
        Clause("2.10", Section.CRITERIA, ranking.treatments(terms.treatments, t)),
        Clause("2.11", Section.TARGETS, _initiatives(terms.marketing, t)),
    )


def _promise(promise: MarketingPromise, t: Texts) -> str:
    numbers = targets(promise, "sales_qualified")
    if not numbers:
        return t("No number of qualified leads is agreed yet.")
    found = runs(numbers)
    if len(found) == 1:
        return _one_number(found[0], t)
    return t(
        "Each month marketing hands over at least this many **qualified leads**: {months}.",
        months=by_year(numbers, t, lambda number: f"**{t.number(number)}**"),
    )


def _one_number(run: Run, t: Texts) -> str:
    if run.months == 1:
        return t.plural(
            "Marketing hands over at least **{n} qualified lead** in {month}.",
            "Marketing hands over at least **{n} qualified leads** in {month}.",
            run.number,
            month=month(run.first, t),
        )
    return t.plural(
        "Marketing hands over at least **{n} qualified lead a month** from {first} to {last}.",
        "Marketing hands over at least **{n} qualified leads a month** from {first} to {last}.",
        run.number,
        first=month(run.first, t),
        last=month(run.last, t),
    )


def _way_there(promise: MarketingPromise, what: What, t: Texts) -> str:
    agreed, missing = _WAY_THERE[what]
    numbers = targets(promise, what)
    return t(agreed, months=by_year(numbers, t, t.number)) if numbers else t(missing)


def _counts(terms: Terms, t: Texts) -> str:
    reasons = one_of([t(labels.RETURN_REASONS[why]) for why in ReturnReason if why in NOT_DELIVERED], t)
    criteria = definition(terms.delivery.counts, t)
    which = (
        t("A lead that is handed over counts towards 2.1 when this holds: {criteria}.", criteria=criteria)
        if criteria
        else t("**Every lead that is handed over** counts towards 2.1.")
    )
    not_counted = t(
        "One that sales returns in time (3.7) does not count if the reason is {reasons}.", reasons=reasons
    )
    return f"{which} {not_counted}"


def _defined(terms: Terms, of: Stage, t: Texts) -> str:
    _, agreed, missing = _DEFINED[of]
    criteria = definition(terms.definitions.get(of, LeadDefinition()), t)
    return t(agreed, criteria=criteria) if criteria else t(missing)


def _other_stages(terms: Terms, t: Texts) -> str:
    told = [
        t(
            "A lead reaches the stage **{stage}** when this holds: {criteria}.",
            stage=stage(of, t),
            criteria=criteria,
        )
        for of in Stage
        if of not in _DEFINED and of in terms.definitions
        if (criteria := definition(terms.definitions[of], t))
    ]
    return " ".join(told) or t("For all other stages there are no criteria: there the CRM's word counts.")


def _initiatives(promise: MarketingPromise, t: Texts) -> str:
    if not promise.initiatives:
        return t("No measures on the way to the goals are agreed yet.")
    return t(
        "This is how we get there: {measures}.",
        measures="; ".join(initiative(of, t) for of in promise.initiatives),
    )


def initiative(of: Initiative, t: Texts) -> str:
    """Return a measure with who does it, and by when."""
    who = as_typed(of.who) or t("nobody")
    by = day_as_typed(of.by, t) or t("no date")
    return t("{what} ({who}, by {day})", what=as_typed(of.what), who=who, day=by)
