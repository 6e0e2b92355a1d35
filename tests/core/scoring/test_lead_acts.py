"""Every line of engagement can be worked out again from what is told beside it, with no more than its figures."""

import re

import numpy as np

from sla_core.i18n import Language, Texts
from sla_core.lead_acts import worked_out
from sla_core.scoring import Moment, compiled, contributions, explanation
from sla_core.terms import Scoring
from tests.core.scoring.companies import MIDNIGHT, NOW, prepared
from tests.core.scoring.slow import DAY, Lead
from tests.core.scoring.test_scores import PRICES, rule

TODAY = Moment.today(MIDNIGHT, NOW)
ENGLISH = Texts(Language.ENGLISH)
HOUR = 3_600


def told(lead: Lead, of: Scoring) -> list[tuple[int, str]]:
    known, model = prepared([Lead(), lead]), compiled(of)
    lines = explanation(contributions(known, model, TODAY), 1)
    return [(line.points, worked_out(line, model, known, TODAY, 1, ENGLISH)) for line in lines]


def by_hand(words: str) -> float:
    """Points from nothing but the words: `25 × 2, half after 21 days: today and 3.21 days before today`."""
    points, n = (int(each) for each in re.findall(r"(-?\d+) × (\d+)", words)[0])
    if "half after" not in words:
        return points * n
    half_life = int(re.findall(r"half after (\d+)", words)[0])
    ages = words.split(": ")[1].removesuffix(" days before today")
    days = [0.0 if each == "today" else float(each) for each in re.split(", | and ", ages)]
    assert len(days) == n
    return sum(points * 2 ** (-age / half_life) for age in days)


def test_it_tells_points_how_often_and_how_old_each_is() -> None:
    scoring = Scoring(engagement=(rule(25, at_most=3, half_life_days=21),))
    acts = [
        MIDNIGHT + HOUR,
        MIDNIGHT - 12 * HOUR,
        MIDNIGHT - 3 * DAY,
        MIDNIGHT - 9 * DAY,
        MIDNIGHT - 40 * DAY,
    ]
    lead = Lead(acts=[("page_view", "/priser", at) for at in acts])
    assert told(lead, scoring)[0][1] == "25 × 3, half after 21 days: today, 0.50 and 3.00 days before today"


def test_what_does_not_fade_is_multiplied() -> None:
    lead = Lead(acts=[("page_view", "/priser", MIDNIGHT - DAY)] * 2)
    assert told(lead, Scoring(engagement=(rule(-5),))) == [(-1000, "-5 × 2"), (1000, "")]


def test_of_several_topics_the_latest_of_each_counts() -> None:
    condition = PRICES.model_copy(update={"topic": "/p*", "distinct_topics": True})
    scoring = Scoring(engagement=(rule(10, condition=condition, half_life_days=7),))
    acts = [("page_view", "/pa", MIDNIGHT - n * DAY) for n in (5, 1)] + [
        ("page_view", "/pb", MIDNIGHT - 2 * DAY)
    ]
    assert told(Lead(acts=acts), scoring)[0][1].endswith("half after 7 days: 1.00 and 2.00 days before today")


def test_worked_out_by_hand_it_is_the_points_of_the_line() -> None:
    random = np.random.default_rng(7)
    for _ in range(200):
        points, half_life, most = (int(random.integers(*of)) for of in ((-60, 61), (1, 90), (1, 6)))
        scoring = Scoring(engagement=(rule(points, at_most=most, half_life_days=half_life),))
        moments = random.integers(MIDNIGHT - 40 * DAY, NOW + HOUR, int(random.integers(1, 9))).tolist()
        lead = Lead(acts=[("page_view", "/priser", at) for at in moments])
        for line, words in told(lead, scoring):
            if words:
                off = (
                    abs(points) * 0.0025 * 2 / half_life * most + 0.011
                )  # ages are told to a hundredth of a day
                assert abs(by_hand(words) - line / 100) <= off, words
