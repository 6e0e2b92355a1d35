"""Every story of the sample company is in its data."""

from datetime import date, timedelta

import numpy as np

from sla_core.columns import MISSING
from sla_core.follow_up.judging import delivered, findings
from sla_core.i18n import Language
from sla_core.leads import Stage
from sla_core.pace import month_pace, year_pace
from sla_core.public_holidays import proposed
from sla_core.sample_company.people import ON_HOLIDAY
from sla_core.sample_company.setting import (
    DAY,
    HOLIDAY_WEEKS,
    HOUR,
    MISSED_MONTH,
    MONTHS,
    OVERSHOT_MONTH,
    STALE_WEEK,
    local_day,
)
from sla_core.sample_company.sources import CHEAP, SOURCES
from tests.core.sample_companies import company, follow_up, situation


def test_one_source_brings_many_leads_and_few_customers() -> None:
    told = company().story
    leads = np.bincount(told.leads.source, minlength=len(SOURCES))
    won = np.bincount(told.leads.source[told.ends.won != MISSING], minlength=len(SOURCES))
    assert leads.argmax() == CHEAP
    assert won[CHEAP] / leads[CHEAP] < 0.4 * won.sum() / leads.sum()


def test_the_leads_of_a_rep_on_holiday_wait_until_the_return() -> None:
    known = company()
    away = [known.setting.week(weeks) + DAY for weeks in HOLIDAY_WEEKS]
    mine = follow_up(known, *away, owner=ON_HOLIDAY)
    others = follow_up(known, *away, owner=(ON_HOLIDAY + 1) % 4)
    assert mine.met <= 2 < 10 <= mine.late, "who came on the last afternoon is still answered in time"
    assert (others.compliance or 0) > 0.7


def test_in_one_week_most_answers_were_late() -> None:
    known = company()
    week = [known.setting.week(STALE_WEEK - place) for place in (-1, 0, 1, 2)]
    before, stale, after = (follow_up(known, week[n], week[n + 1]).compliance or 0 for n in range(3))
    assert stale < 0.65 < 0.75 < min(before, after)


def test_one_month_missed_the_promise_and_one_overshot_it() -> None:
    known = company()
    now = situation(known)
    shares = []
    for months_ago in range(MONTHS, 0, -1):
        begin, end = known.setting.month(-months_ago), known.setting.month(1 - months_ago)
        month = local_day(begin)
        net = delivered(now.handovers, begin, end).net
        pace = month_pace(now.versions, month, Stage.SALES_QUALIFIED, reached=net, now=now.edge.now)
        shares.append(net / (pace.target or 0))
    missed, overshot = shares.pop(-MISSED_MONTH), shares.pop(-OVERSHOT_MONTH)
    assert 0.7 < missed < 0.9
    assert 1.2 < overshot < 1.4
    assert all(0.93 < share < 1.12 for share in shares)


def test_the_common_goal_is_a_little_behind() -> None:
    known = company()
    now = situation(known)
    year = now.calendar.local_midnight(date(2026, 1, 1))
    won = int((known.story.ends.won >= year).sum())
    goal = year_pace(now.versions, 2026, Stage.CUSTOMER, reached=won, now=now.edge.now)
    assert won >= 20
    assert goal.expected is not None
    assert 0.75 < won / goal.expected < 1.05


def test_leads_are_returned_for_every_reason_and_some_are_opened_again() -> None:
    known = company()
    now = situation(known)
    returned = now.handovers.return_reason[now.returned_rows]
    assert set(returned.tolist()) == set(range(6))
    whole = delivered(now.handovers, known.setting.begin, known.setting.now)
    assert 0 < whole.returned < int(now.returned_rows.sum())
    assert 0 < int(now.handovers.returned_in_time.sum()) < int(now.returned_rows.sum())
    assert int((now.handovers.number == 2).sum()) >= 5


def test_what_else_sales_does_is_found() -> None:
    known = company()
    now = situation(known)
    assigned = known.story.leads.owner[now.handovers.lead] >= 0
    found = findings(now.handovers, assigned, now.edge, now.versions)
    assert found.too_few_attempts.any()
    assert found.too_many_attempts.any()
    assert found.nobody_assigned.any()
    assert (found.contacted_early & ~now.handovers.attempted_before).any(), "days before the handover"
    assert now.handovers.attempted_before.any(), "within the working day before it"


def test_some_entries_know_only_the_day_some_are_skipped_some_undated() -> None:
    known = company()
    told = known.story
    figures = follow_up(known, known.setting.begin, known.setting.now)
    assert {"date_only", "returned"} <= set(figures.not_measurable_by)
    assert (told.stages.span > 0).any()
    assert (told.stages.at == MISSING).any()
    handed_over = told.leads.handed_over != MISSING
    assert (handed_over & (told.leads.qualified == MISSING)).any(), "skipped the marketing-qualified stage"
    assert told.leads.skips_stage.any()
    born = np.flatnonzero(told.leads.born_customer)
    assert len(born)
    assert not np.isin(born, situation(known).handovers.lead).any(), (
        "entered as a customer: never handed over"
    )


def test_versions_have_a_history_and_a_draft() -> None:
    versions = company().versions
    assert [(v.number, v.status.value) for v in versions] == [
        (0, "provisional"),
        (1, "signed"),
        (2, "signed"),
        (3, "signed"),
        (4, "draft"),
    ]
    assert [v.terms.sales.respond_within.amount for v in versions] == [8, 8, 8, 4, 3]
    assert all(v.terms == type(v.terms).from_json(v.terms.to_json()) for v in versions)
    changed = {
        name for name in type(versions[4].terms).model_fields if versions[4].terms != versions[3].terms
    }
    assert changed


def test_public_holidays_are_proposed_by_name_in_both_languages() -> None:
    english, bokmal = (proposed("NO", 2026, 2027, language) for language in Language)
    assert list(english) == list(bokmal)
    assert english[date(2026, 4, 6)] == "Easter Monday"
    assert bokmal[date(2026, 4, 6)] == "Andre påskedag"
    assert {day.year for day in english} == {2026, 2027}


def test_public_holidays_of_another_country_keep_their_own_names() -> None:
    assert proposed("DE", 2026, 2026, Language.BOKMAL)[date(2026, 10, 3)] == "Tag der Deutschen Einheit"


def test_the_working_calendar_is_closed_on_holidays_and_short_before_the_great_ones() -> None:
    calendar = company().setting.calendar
    _, seconds = calendar.day_seconds(date(2027, 3, 22), date(2027, 3, 30))
    assert [second // HOUR for second in seconds.tolist()] == [8, 8, 4, 0, 0, 0, 0, 0, 8]
    terms = company().versions[3].terms.calendar
    assert max(terms.closed) > date(2026, 11, 20) + timedelta(days=3 * 365)
    assert min(terms.closed) < date(2025, 11, 1)
