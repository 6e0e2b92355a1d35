"""Chapter 5: what both do when a promise is missed, and when they look at the agreement again."""

from sla_core.clauses.model import Clause
from sla_core.i18n import Texts
from sla_core.people import Department
from sla_core.sections import Section
from sla_core.terms import Revision, Terms
from sla_core.wording import as_typed, department, sentence, weekday


def clauses(terms: Terms, t: Texts) -> tuple[Clause, ...]:
    """Return the clauses of the chapter."""
    return (
        Clause("5.1", Section.WHEN_MISSED, _when_missed(terms, Department.MARKETING, t)),
        Clause("5.2", Section.WHEN_MISSED, _when_missed(terms, Department.SALES, t)),
        Clause("5.3", Section.REVISION, f"{reviews(terms.revision, t)} {revisions(terms.revision, t)}"),
        Clause("5.4", Section.REVISION, _check(terms.revision, t)),
        Clause("5.5", Section.REVISION, _change(t)),
    )


def _when_missed(terms: Terms, of: Department, t: Texts) -> str:
    what = as_typed(terms.when_missed.get(of, ""))
    name = department(of, t)
    if not what:
        return t("What happens when {department} misses its promise is not agreed yet.", department=name)
    return t("When {department} misses its promise: **{what}**", department=name, what=sentence(what))


def reviews(revision: Revision, t: Texts) -> str:
    """Return how often the goals are looked at again."""
    return t.plural(
        "The goals are reviewed **every month**.",
        "The goals are reviewed **every {n} months**.",
        revision.months_between_reviews,
    )


def revisions(revision: Revision, t: Texts) -> str:
    """Return how often the agreement is looked at again."""
    return t.plural(
        "The agreement is revised **every month**.",
        "The agreement is revised **every {n} months**.",
        revision.months_between_revisions,
    )


def _check(revision: Revision, t: Texts) -> str:
    return t(
        "Every **{day} at {time}** both departments look together at the leads that wait for contact.",
        day=weekday(revision.check_day, t),
        time=revision.check_time,
    )


def _change(t: Texts) -> str:
    return t(
        "A change holds only when it is written here and **read and signed again** by everybody named in 1.2; if only "
        "targets or closed days change, one of each department signs. It is a simple electronic signature."
    )
