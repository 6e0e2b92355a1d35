"""Invented leads and what they did, for the benchmark of scoring: a year of visits, forms, downloads, mail."""

from dataclasses import dataclass

import numpy as np

from sla_core.conditions import ActivityCondition, AttributeCondition, EngagementRule, FitRule, Operator
from sla_core.facts import Codes
from sla_core.scoring import Coded, Moment, Prepared, grouped
from sla_core.terms import Scoring

DAY = 86_400
NOW = 1_795_000_000
MOMENT = Moment.at(NOW)
YEAR = 365 * DAY
FIELDS = {
    "title": 40,
    "industry": 20,
    "company_size": 7,
    "country": 12,
    "city": 200,
    "source": 8,
    "campaign": 30,
    "consent": 3,
}
# Kind, its topics, and its share of everything that happens.
KINDS = (
    ("page_view", 60, 0.62),
    ("email_click", 20, 0.14),
    ("download", 12, 0.1),
    ("form", 8, 0.08),
    ("webinar", 6, 0.06),
)
TOPICS = [(kind, f"/{kind}/{number}") for kind, count, _ in KINDS for number in range(count)]
_BANDS = Scoring()


def model() -> Scoring:
    """Twenty rules about what leads are, fifteen about what they do."""
    fit = [
        FitRule(
            id=f"fit {place}",
            condition=AttributeCondition(
                field=list(FIELDS)[place % len(FIELDS)],
                operator=Operator.IS_ANY_OF,
                values=tuple(f"value {place // 3 + step}" for step in range(1 + place % 3)),
            ),
            points=(30, 20, 10, -15)[place % 4],
        )
        for place in range(20)
    ]
    engagement = [
        EngagementRule(
            id=f"done {place}",
            condition=ActivityCondition(kind=kind, topic=topic, within_days=days),
            points=points,
            at_most=most,
            half_life_days=half_life,
        )
        for place, (kind, topic, days, points, most, half_life) in enumerate(_RULES)
    ]
    return Scoring(fit=tuple(fit), engagement=tuple(engagement), grades=_BANDS.grades, ratings=_BANDS.ratings)


_RULES = (
    ("page_view", "/page_view/1", 30, 25, 3, 21),
    ("page_view", "/page_view/2", 60, 10, 3, 21),
    ("page_view", "/page_view/1*", 90, 6, 5, 30),
    ("page_view", "/page_view/2*", 90, 4, 5, 30),
    ("page_view", None, 30, 1, 10, 14),
    ("form", "/form/0", 180, 40, 1, 60),
    ("form", "/form/1", 90, 25, 1, 30),
    ("form", None, 365, 5, 3, 90),
    ("download", "/download/0", 90, 20, 1, 30),
    ("download", "*", 90, 4, 3, 30),
    ("webinar", None, 180, 12, 2, 45),
    ("webinar", "/webinar/1", 90, 10, 1, 21),
    ("email_click", None, 30, 3, 4, 21),
    ("email_click", "/email_click/1*", 60, 2, 2, 14),
    ("email_click", "/email_click/3", 30, 5, 1, 14),
)


@dataclass(frozen=True)
class Company:
    """Codes of each field by lead (−1: not known), and the activities in the order of leads."""

    fields: dict[str, Codes]
    lead: Codes
    topic: Codes
    at: Codes

    @property
    def leads(self) -> int:
        return len(self.fields["title"])


def invented(leads: int, activities: int) -> Company:
    """Return a company; few leads do much, most do little."""
    chance = np.random.default_rng(47)
    fields = {name: chance.integers(-1, count, leads) for name, count in FIELDS.items()}
    weight = chance.gamma(0.8, 1.0, leads)
    lead = np.sort(chance.choice(leads, activities, p=weight / weight.sum()))
    shares = np.concatenate([np.full(count, share / count) for _, count, share in KINDS])
    topic = chance.choice(len(TOPICS), activities, p=shares / shares.sum())
    return Company(fields, lead, topic, NOW - chance.integers(0, YEAR, activities))


def prepared(company: Company) -> Prepared:
    """Return the company as prepared arrays."""
    n = company.leads
    attributes = {
        name: Coded(
            (None, *(f"value {code}" for code in range(count))),
            (company.fields[name] + 1).astype(np.min_scalar_type(count)),
        )
        for name, count in FIELDS.items()
    }
    return Prepared(
        id=np.arange(1, n + 1),
        created=np.full(n, NOW - YEAR),
        won=np.arange(n) % 20 == 0,
        won_at=np.full(n, NOW),
        attributes=attributes,
        activities=grouped(
            company.lead.astype(np.int32),
            company.at.astype(np.uint32),
            company.topic.astype(np.uint8),
            [kind for kind, _ in TOPICS],
            [topic for _, topic in TOPICS],
        ),
    )
