"""The figure beside each clause: the same as on Meeting and Follow-up, with its n, and short."""

from fractions import Fraction

import numpy as np
import pytest

from sla_core.clause_figures import ClauseFigure, figures
from sla_core.follow_up.judging import delivered
from sla_core.i18n import NBSP, Language, Texts
from sla_core.leads import ReturnReason
from sla_core.pace import Pace
from sla_core.periods import PeriodName, period
from sla_core.situation import Situation
from sla_core.terms import Metric, Targets
from sla_core.verdict import Standing
from sla_core.wording import NOTHING
from tests.builders import Story, at, situation, terms, version
from tests.core import sample_companies

NOW = "2026-11-20 12:00"
YEAR = Pace(31, Fraction(174, 5), 48)
ENGLISH, BOKMAL = Texts(Language.ENGLISH), Texts(Language.BOKMAL)


def of(story: Story, metric: Metric, now: str = NOW, known_until: str | None = None) -> ClauseFigure:
    return figures(situation(story, now, known_until), YEAR, ENGLISH)[metric]


def told(figure: ClauseFigure) -> tuple[str, str]:
    return figure.number.replace(NBSP, " "), figure.note.replace(NBSP, " ")


def signed(story: Story) -> Story:
    story.versions = [version(0, None, story.agreed), version(1, "2026-01-01", story.agreed)]
    return story


def called(how_many: int, story: Story | None = None, time: str = "10:00", day: str = "2026-11-18") -> Story:
    """So many leads that were handed over at 09:00 and called at a time."""
    story = story or signed(Story())
    for _ in range(how_many):
        story.act(story.handed_over(f"{day} 09:00"), f"{day} {time}")
    return story


def with_target(target: int) -> Story:
    return signed(Story(terms(marketing={"targets": {"2026-11": Targets(sales_qualified=target)}})))


def test_every_metric_has_a_figure_even_where_nothing_happened_yet() -> None:
    found = figures(situation(signed(Story()), NOW), Pace(0, None, None), ENGLISH)
    assert {metric: told(figure) for metric, figure in found.items()} == {
        Metric.DELIVERED: ("0", "no target for November yet"),
        Metric.IN_TIME: (NOTHING, "none due in the last 7 days"),
        Metric.WAITING: ("0", "nobody is waiting"),
        Metric.RESPONSE_TIME: (NOTHING, "none due in the last 7 days"),
        Metric.ATTEMPTS: (NOTHING, "nobody to follow up yet"),
        Metric.RETURNED: (NOTHING, "nobody handed over yet"),
        Metric.EARLY_CONTACT: (NOTHING, "nobody to follow up yet"),
        Metric.CUSTOMERS: ("0", "no common goal set yet"),
    }
    assert list(found) == list(Metric)


def test_delivered_is_net_of_the_months_target_with_what_is_expected_by_today() -> None:
    story = called(29, with_target(40))
    story.returned(story.handed_over("2026-11-18 09:00"), "2026-11-18 10:00", ReturnReason.BAD_DATA)
    found = of(story, Metric.DELIVERED)  # 14.5 of 21 working days have passed
    assert told(found) == ("29 of 40", "28 expected by today")
    assert (found.standing, found.context) == (Standing.KEPT, "November")


def test_a_target_is_judged_from_ten_expected_leads_on() -> None:
    assert of(called(1, with_target(9)), Metric.DELIVERED).standing is Standing.TOO_LITTLE
    assert of(called(1), Metric.DELIVERED).standing is Standing.NO_TARGET


def test_in_time_is_the_share_of_the_week_with_its_n_and_what_is_promised() -> None:
    story = called(2, called(10), time="15:00")
    found = of(story, Metric.IN_TIME)
    assert told(found) == ("83 % (10 of 12)", "90 % promised")
    assert (found.standing, found.context) == (Standing.AT_RISK, "week 47")


def test_fewer_than_ten_are_counted_in_time_without_a_share() -> None:
    found = of(called(9), Metric.IN_TIME)
    assert told(found) == ("9 of 9 in time", "90 % promised")
    assert (found.standing, found.context) == (Standing.TOO_LITTLE, "the last 7 days")


def test_before_anybody_signed_a_promise_is_a_working_rule_and_the_figure_provisional() -> None:
    found = of(called(12, Story()), Metric.IN_TIME)
    assert (told(found)[1], found.is_provisional) == ("working rule 90 %", True)
    assert not of(called(12), Metric.IN_TIME).is_provisional


def test_a_figure_that_holds_an_episode_of_version_0_is_provisional() -> None:
    story = called(12, day="2026-10-06")
    story.versions = [version(0, None, story.agreed), version(1, "2026-11-01", story.agreed)]
    assert of(story, Metric.ATTEMPTS).is_provisional
    assert of(story, Metric.RETURNED).is_provisional
    assert not of(story, Metric.DELIVERED).is_provisional
    in_november = called(1, Story())
    assert of(in_november, Metric.DELIVERED).is_provisional
    in_november.versions = [version(0, None, terms()), version(1, "2026-11-19", terms())]
    assert of(in_november, Metric.DELIVERED).is_provisional
    assert not of(called(1), Metric.DELIVERED).is_provisional


def test_waiting_is_how_many_wait_too_long_of_how_many_wait() -> None:
    story = signed(Story())
    for day in ("2026-11-18", "2026-11-20", "2026-11-20"):
        story.handed_over(f"{day} 09:00")
    found = of(story, Metric.WAITING)
    assert told(found) == ("1 of 3", "waiting too long")
    assert (found.standing, found.context) == (Standing.BROKEN, "now")


def test_where_the_data_do_not_reach_so_far_it_is_unknown_who_waits_too_long() -> None:
    story = signed(Story())
    story.handed_over("2026-11-18 09:00")
    found = of(story, Metric.WAITING, known_until="2026-11-18 10:00")
    assert told(found) == ("1", "waiting; how long is unknown")
    assert found.standing is Standing.TOO_LITTLE


def test_the_response_time_is_the_median_with_p90_and_n() -> None:
    story = called(2, called(8), time="15:00")
    story.act(story.handed_over("2026-11-18 09:00"), "2026-11-18 08:30")  # contacted before: no response time
    assert told(of(story, Metric.RESPONSE_TIME)) == ("1 h", "median · P90 6 h · n 10")


def test_a_quantile_among_the_unanswered_is_open() -> None:
    story = called(8)
    for _ in range(2):
        story.handed_over("2026-11-18 09:00")
    assert told(of(story, Metric.RESPONSE_TIME)) == ("1 h", "median · P90 open · n 10")
    for _ in range(7):
        story.handed_over("2026-11-18 09:00")
    assert told(of(story, Metric.RESPONSE_TIME)) == (NOTHING, "over half not answered · n 17")


def test_of_few_response_times_the_answered_are_counted() -> None:
    story = called(3)
    story.handed_over("2026-11-18 09:00")
    assert told(of(story, Metric.RESPONSE_TIME)) == ("3 of 4 answered", "too little data")
    assert told(of(called(3, time="08:30"), Metric.RESPONSE_TIME)) == (NOTHING, "all contacted before")


def test_attempts_are_the_quarters_episodes_with_too_few_or_too_many() -> None:
    story = signed(Story())
    story.handed_over("2026-10-06 09:00")  # nobody has called for ten working days
    lead = story.handed_over("2026-10-06 09:00")
    for minute in range(9):
        story.act(lead, f"2026-10-07 09:{minute:02d}")
    for day in (8, 9):
        story.act(story.handed_over(f"2026-10-0{day} 09:00"), f"2026-10-0{day} 10:00", "connected")
    story.handed_over("2026-09-01 09:00")  # of the quarter before
    found = of(story, Metric.ATTEMPTS)
    assert told(found) == ("2 of 4", "1 too few, 1 too many")
    assert (found.standing, found.context) == (None, "Q4 2026")


def test_early_contact_counts_leads_and_the_contacts_that_are_not_allowed() -> None:
    story = called(2)
    lead = story.handed_over("2026-11-18 09:00")
    story.act(lead, "2026-11-02 09:00")
    assert told(of(story, Metric.EARLY_CONTACT)) == ("1 of 3", "1 contact not allowed")
    story.act(lead, "2026-11-03 09:00")
    assert told(of(story, Metric.EARLY_CONTACT)) == ("1 of 3", "2 contacts not allowed")


def test_returned_is_gross_returned_and_net_of_the_quarter_by_handover() -> None:
    story = called(9, day="2026-10-06")
    story.returned(story.handed_over("2026-11-18 09:00"), "2026-11-18 10:00", ReturnReason.WRONG_PERSON)
    story.returned(story.handed_over("2026-11-18 09:00"), "2026-11-18 10:00", ReturnReason.NO_NEED_NOW)
    story.handed_over("2026-09-30 09:00")
    story.handed_over("2026-11-20 12:01")  # after now
    found = of(story, Metric.RETURNED)
    assert told(found) == ("9 % (1 of 11)", "gross 11 · net 10")
    assert (found.standing, found.context) == (None, "Q4 2026")


def test_delivered_and_returned_are_of_those_that_count_towards_the_promise() -> None:
    story = called(12, with_target(40))
    now = situation(story, NOW)
    now = Situation(now.versions, now.handovers, now.edge, counts=np.arange(12) < 11)
    found = figures(now, YEAR, ENGLISH)
    assert found[Metric.DELIVERED].number == "11 of 40"
    assert found[Metric.RETURNED].note == "gross 11 · net 11"


def test_of_few_handovers_the_returned_are_counted() -> None:
    story = signed(Story())
    story.returned(story.handed_over("2026-11-18 09:00"), "2026-11-18 10:00", ReturnReason.WRONG_PERSON)
    assert told(of(story, Metric.RETURNED)) == ("1 of 1", "gross 1 · net 0")


def test_customers_are_the_common_goal_of_the_year() -> None:
    found = of(signed(Story()), Metric.CUSTOMERS)
    assert told(found) == ("31 of 48", "35 expected by today")
    assert (found.standing, found.context) == (None, "2026")


@pytest.fixture(scope="module")
def sample() -> Situation:
    return sample_companies.situation(sample_companies.company())


def test_the_sample_companys_figures_are_those_of_the_situation(sample: Situation) -> None:
    found = figures(sample, YEAR, ENGLISH)
    week = sample.figures(sample.week[0])
    assert f"({week.met} of {week.judged})" in found[Metric.IN_TIME].number
    assert found[Metric.DELIVERED].number.startswith(f"{sample.delivered.net} of ")
    assert found[Metric.WAITING].number == f"{sample.waiting.too_long} of {sample.waiting.waiting}"
    quarter = delivered(sample.handovers, at("2026-10-01"), sample.edge.now + 1)
    assert found[Metric.RETURNED].note == f"gross {quarter.gross} · net {quarter.net}"
    inside = int(sample.inside(period(PeriodName.THIS_QUARTER, sample.today)).sum())
    assert found[Metric.ATTEMPTS].number.endswith(f" of {inside}")


@pytest.mark.parametrize("t", [ENGLISH, BOKMAL], ids=["en", "nb"])
def test_figures_are_short_enough_for_a_narrow_column(sample: Situation, t: Texts) -> None:
    found = figures(sample, Pace(231, Fraction(2345, 10), 480), t).values()
    assert {figure.number for figure in found if len(figure.number) > 16} == set()
    assert {figure.note for figure in found if len(figure.note) > 30} == set()
