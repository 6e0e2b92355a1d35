"""The whole agreement as it reads, in one language.

The numbering is fixed: a clause about something that is not agreed says so instead of vanishing, so that the same
clause has the same number in every version.
"""

from dataclasses import replace

from sla_core.clauses import marketing, measures, one_goal, sales, together
from sla_core.clauses.model import Chapter, Clause
from sla_core.i18n import Texts
from sla_core.terms import Terms


def chapters(terms: Terms, t: Texts) -> tuple[Chapter, ...]:
    """Return the chapters of these terms. A clause has a figure only where both have agreed on the figure."""
    written = (
        (t("One goal"), one_goal.clauses(terms, t)),
        (t("What marketing promises"), marketing.clauses(terms, t)),
        (t("What sales promises"), sales.clauses(terms, t)),
        (t("How we measure"), measures.clauses(terms, t)),
        (t("Together"), together.clauses(terms, t)),
    )
    return tuple(
        Chapter(number, title, tuple(_as_agreed(clause, terms) for clause in clauses))
        for number, (title, clauses) in enumerate(written, start=1)
    )


def _as_agreed(clause: Clause, terms: Terms) -> Clause:
    return clause if clause.metric in terms.metrics else replace(clause, metric=None)
