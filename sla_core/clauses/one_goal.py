"""Chapter 1: who agrees, what both are after, and what the goals rest on."""

from sla_core.clauses.model import Clause
from sla_core.clauses.months import months_of, targets, years_of
from sla_core.i18n import Texts
from sla_core.people import Department
from sla_core.sections import Section
from sla_core.terms import MarketingPromise, Metric, PersonaRef, Signatory, Terms
from sla_core.terms.journeys import PersonaJourney, persona_journeys
from sla_core.wording import as_typed, department, joined, money, share


def clauses(terms: Terms, t: Texts) -> tuple[Clause, ...]:
    """Return the clauses of the chapter."""
    promise = terms.marketing
    return (
        Clause("1.1", Section.PARTIES, _one_system(terms, t)),
        Clause("1.2", Section.PARTIES, " ".join(_signs(terms, of, t) for of in Department)),
        Clause("1.3", Section.TARGETS, _customers(promise, t), Metric.CUSTOMERS),
        Clause("1.4", Section.PERSONAS, _personas(terms, t)),
        Clause("1.5", Section.INPUTS, f"{_journeys(terms, t)} {_visits(promise, t)}"),
        Clause(
            "1.6", Section.INPUTS, f"{_purchase(promise, t)} {_lifetime(promise, t)} {_revenue(promise, t)}"
        ),
    )


def _one_system(terms: Terms, t: Texts) -> str:
    return t(
        "Marketing and sales of **{company}** work as one system towards the same goal. Every figure that they "
        "look at is counted as this agreement says.",
        company=as_typed(terms.company),
    )


def _signs(terms: Terms, of: Department, t: Texts) -> str:
    names = [
        signatory(who, t) for party in terms.parties if party.department is of for who in party.signatories
    ]
    if not names:
        return t("Nobody is named to sign for {department} yet.", department=department(of, t))
    return t("Signs for {department}: **{names}**.", department=department(of, t), names=joined(names, t))


def signatory(of: Signatory, t: Texts) -> str:
    """Return who signs, with the address they sign in with."""
    name, email = as_typed(of.name), as_typed(of.email)
    return t("{name} ({email})", name=name, email=email) if email else name


def _customers(promise: MarketingPromise, t: Texts) -> str:
    years = years_of(targets(promise, "customers"))
    if not years:
        return t("No common goal in customers is agreed yet.")
    told = [
        t.plural(
            "**{n} new customer in {year}** ({months})",
            "**{n} new customers in {year}** ({months})",
            sum(months.values()),
            year=year,
            months=months_of(months, t, t.number),
        )
        for year, months in years.items()
    ]
    return t("Together, marketing and sales win {years}.", years=joined(told, t))


def _personas(terms: Terms, t: Texts) -> str:
    if not terms.personas:
        return t("No ideal customer is agreed yet.")
    names = joined([persona(of, t) for of in terms.personas], t)
    return t("Both departments aim at the same ideal customers: **{names}**.", names=names)


def persona(of: PersonaRef, t: Texts) -> str:
    """Return an ideal customer by name, with the version that both have approved."""
    return t("{name} (version {version})", name=as_typed(of.name), version=of.version)


def _journey(promise: MarketingPromise, t: Texts) -> str:
    if promise.journey_days is None:
        return t("The length of the buying journey is not agreed yet.")
    return t.plural(
        "From lead to customer it usually takes **{n} day**; the leads are needed that much earlier.",
        "From lead to customer it usually takes **{n} days**; the leads are needed that much earlier.",
        promise.journey_days,
    )


def _journeys(terms: Terms, t: Texts) -> str:
    """Return the journey of everybody, and those that are agreed otherwise for a persona."""
    known = persona_journeys(terms.personas, terms.marketing)
    told = [_journey(terms.marketing, t)]
    if named := [journey(one, t) for one in known if one.name is not None]:
        told.append(t("For these ideal customers it takes: **{journeys}**.", journeys=joined(named, t)))
    told += [
        t("For a persona that is not agreed ({days}) it does not count.", days=_days(one, t))
        for one in known
        if one.name is None
    ]
    return " ".join(told)


def journey(of: PersonaJourney, t: Texts) -> str:
    """Return how long the journey of a persona takes: `Dag 45 days`; one that is not agreed does not count."""
    if of.name is None:
        return t("{days}, of a persona that is not agreed", days=_days(of, t))
    return t("{name} {days}", name=as_typed(of.name), days=_days(of, t))


def _days(of: PersonaJourney, t: Texts) -> str:
    return t.plural("{n} day", "{n} days", of.days)


def _visits(promise: MarketingPromise, t: Texts) -> str:
    if promise.visits_per_month is None:
        return t("Today's traffic is not agreed yet.")
    return t.plural(
        "The website has **{n} visit a month** today.",
        "The website has **{n} visits a month** today.",
        promise.visits_per_month,
    )


def _purchase(promise: MarketingPromise, t: Texts) -> str:
    if promise.average_purchase is None:
        return t("The average purchase is not agreed yet.")
    amount = money(promise.average_purchase, as_typed(promise.currency), t)
    return t("A purchase is worth **{amount}** on average.", amount=amount)


def _lifetime(promise: MarketingPromise, t: Texts) -> str:
    if promise.lifetime_value is None:
        return t("The lifetime value of a customer is not agreed yet.")
    amount = money(promise.lifetime_value, as_typed(promise.currency), t)
    return t("A customer is worth **{amount}** over its lifetime.", amount=amount)


def _revenue(promise: MarketingPromise, t: Texts) -> str:
    from_leads = share(promise.marketing_share, t)
    if promise.revenue_goal is None:
        return t(
            "No revenue goal is agreed yet; {share} of it is to come from marketing's leads.",
            share=from_leads,
        )
    amount = money(promise.revenue_goal, as_typed(promise.currency), t)
    return t(
        "The goal is **{amount} of new revenue a year**, {share} of it from marketing's leads.",
        amount=amount,
        share=from_leads,
    )
