"""What if: another floor, window or cap of attempts, judged on the episodes of a period as they were."""

import random
from dataclasses import replace

import numpy as np
import pytest

from sla_core.follow_up.attempts import AttemptPromise, found
from sla_core.follow_up.what_if_attempts import attempts, by_group, overall, sentence
from sla_core.funnel import Groups
from sla_core.i18n import Language, Texts
from sla_core.periods import PeriodName, period
from sla_core.terms import CalendarTerms, Terms
from tests.builders import Story, situation, terms, version
from tests.core.episodes import days, hours

NOW = "2026-11-20 10:42"


def changed(agreed: Terms, promise: AttemptPromise) -> Terms:
    update = {
        "attempts_at_least": promise.at_least,
        "attempts_within": promise.within,
        "attempts_at_most": promise.at_most,
    }
    return agreed.model_copy(update={"sales": agreed.sales.model_copy(update=update)})


def busy() -> Story:
    """A hundred leads over two versions with different hours, tried between no and ten times."""
    dice = random.Random(47)
    evenings = dict.fromkeys(("mon", "tue", "thu", "sat"), (("10:00", "20:00"),))
    other = terms(sales={"attempts_at_most": 6}).model_copy(
        update={"calendar": CalendarTerms(hours=evenings)}
    )
    story = Story(versions=[version(0, None, terms()), version(1, "2026-10-14 12:00", other)])
    for number in range(100):
        day = f"2026-{dice.choice((10, 11))}-{dice.randint(1, 15):02d}"
        lead = story.handed_over(f"{day} 09:00" if number % 20 else None)
        for _ in range(dice.randint(0, 10)):
            outcome = dice.choice(["no_answer"] * 5 + ["connected"])
            story.act(lead, f"{day} {dice.randint(10, 19)}:{dice.randint(10, 59)}", outcome)
    return story


OTHERS = [
    AttemptPromise(0, days(10), 8),
    AttemptPromise(2, days(3), 2),
    AttemptPromise(6, hours(40), 12),
    AttemptPromise(8, days(30), 20),
]


@pytest.mark.parametrize("promise", OTHERS, ids=str)
def test_it_is_what_a_rebuild_of_all_handovers_under_the_changed_terms_gives(promise: AttemptPromise) -> None:
    story = busy()
    now = situation(story, NOW)
    story.versions = [replace(v, terms=changed(v.terms, promise)) for v in story.versions]
    rebuilt = found(situation(story, NOW))
    answer = attempts(now, promise, period(PeriodName.ALL, now.today))
    assert answer.after.too_few_attempts.tolist() == rebuilt.too_few_attempts.tolist()
    assert answer.after.too_many_attempts.tolist() == rebuilt.too_many_attempts.tolist()
    assert answer.before.too_few_attempts.tolist() == found(now).too_few_attempts.tolist()
    assert answer.moved.any()


def few_and_many() -> Story:
    """Twelve leads without a contact since 2 November: ten tried twice, two tried nine times."""
    story = Story()
    for number in range(12):
        lead = story.handed_over("2026-11-02 09:00")
        for attempt in range(2 if number < 10 else 9):
            story.act(lead, f"2026-11-0{3 + attempt // 3} {9 + attempt % 3:02d}:00")
    return story


ALL = PeriodName.ALL


def test_the_figures_of_each_source_add_up_to_those_of_all() -> None:
    now = situation(few_and_many(), NOW)
    groups = Groups(("", "search", "fair"), np.array([1] * 11 + [2], dtype=np.int64))
    answer = attempts(now, AttemptPromise(2, days(10), 9), period(ALL, now.today))
    search, fair = by_group(answer, groups)
    assert (search.value, search.too_few, search.too_many) == ("search", (10, 0), (1, 0))
    assert (search.before.found, search.before.of, search.after.found) == (11, 11, 0)
    assert (fair.value, fair.too_few, fair.too_many) == ("fair", (0, 0), (1, 0))
    assert fair.before.too_little
    whole = overall(answer)
    assert (whole.before.found, whole.before.of, whole.after.found) == (12, 12, 0)
    assert answer.moved.all()


def told(promise: AttemptPromise, name: PeriodName, lang: str = "en") -> str:
    now = situation(few_and_many(), NOW)
    of = period(name, now.today)
    return sentence(attempts(now, promise, of), now, promise, of, Texts(Language(lang)))


def test_the_sentence_tells_both_findings_and_n() -> None:
    promise = AttemptPromise(2, days(10), 9)
    assert (
        told(promise, PeriodName.THIS_MONTH) == "In November: too few attempts 10 → 0, too many 2 → 0 (n 12)"
    )
    agreed = AttemptPromise(5, days(10), 8)
    assert (
        told(agreed, PeriodName.THIS_MONTH)
        == "In November, as agreed: too few attempts 10, too many 2 (n 12)"
    )
    assert told(promise, PeriodName.LAST_MONTH) == "In October: nobody to follow up"


def test_the_days_left_decide_as_well_as_the_number() -> None:
    now = situation(few_and_many(), NOW)
    later = attempts(now, AttemptPromise(5, days(30), 8), period(ALL, now.today))
    assert overall(later).too_few == (10, 0)
