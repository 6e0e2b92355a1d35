"""How leads are ranked, and what is done with each rank, in words."""

from collections.abc import Sequence

from sla_core.clauses.conditions import bands, most, rules
from sla_core.i18n import Texts
from sla_core.terms import Scoring, Treatment
from sla_core.wording import as_typed, channels, department, joined, sentence, within


def fit(scoring: Scoring, t: Texts) -> str:
    """Return how it is judged whether a lead is a good match."""
    found = rules(scoring.fit, t)
    told = (
        t("Is it a good match? Points for what we know of the lead: {rules}.", rules=found)
        if found
        else t("No points for a good match are agreed yet.")
    )
    grades = t("Grades by points: **{bands}**.", bands=bands(scoring.grades, t))
    return f"{told} {grades}"


def engagement(scoring: Scoring, t: Texts) -> str:
    """Return how it is judged whether a lead is ready to be contacted."""
    found = rules(scoring.engagement, t)
    told = (
        t("Is it ready to be contacted? Points each time for what the lead does: {rules}.", rules=found)
        if found
        else t("No points for what a lead does are agreed yet.")
    )
    ratings = t("Ratings by points: **{bands}**.", bands=bands(scoring.ratings, t))
    apart = t("Grade and rating are never added up.")
    return " ".join(part for part in (told, _most(scoring, t), ratings, apart) if part)


def _most(scoring: Scoring, t: Texts) -> str:
    found = most(scoring.caps, t)
    return t("Never more than this counts: {most}.", most=found) if found else ""


def treatments(of: Sequence[Treatment], t: Texts) -> str:
    """Return what is done in each cell; cells that are treated alike are told together."""
    if not of:
        return t("What is done with leads of each grade and rating is not agreed yet.")
    cells: dict[str, list[str]] = {}
    for one in of:
        cells.setdefault(treatment(one, t), []).append(as_typed(f"{one.grade}{one.rating}"))
    told = [f"**{joined(names, t)}**: {sentence(what)}" for what, names in cells.items()]
    return " ".join([t("By grade and rating, this is what is done with a lead."), *told])


def treatment(of: Treatment, t: Texts) -> str:
    """Return what is done in one cell: `Call (sales, by phone). Call, and agree on a meeting.`"""
    how = [department(of.owner, t)]
    if of.channels:
        how.append(t("by {channels}", channels=channels(of.channels, t)))
    if of.respond_within is not None:
        how.append(within(of.respond_within, t))
    return f"{as_typed(of.name)} ({', '.join(how)}). {as_typed(of.action)}".rstrip(" ")
