"""The quality of what came in: what can be judged, what stands in the way, and how much each of it matters."""

from collections.abc import Sequence
from itertools import count

import numpy as np
import pytest

from sla_core.i18n import Language, Texts
from sla_core.intake.faults import Reason
from sla_core.intake.fields import Kind
from sla_core.leads import ReturnReason, Stage
from sla_core.quality import (
    Batch,
    Cause,
    Finding,
    Group,
    Quality,
    Refused,
    Share,
    findings,
    handover_rows,
    judged,
    standing,
    words,
)
from sla_core.situation import Situation
from sla_core.terms import HandoverEvent
from sla_core.verdict import Standing
from tests.builders import Story, situation, terms
from tests.core.episodes import DAY

NOW = "2026-11-24 15:00"
NONE = Share(0, 0)
ENGLISH = Texts(Language.ENGLISH)
NUMBERS = count(1)


def counted(
    *batches: Batch, refused: tuple[Refused, ...] = (), unowned: Sequence[int] = (), **known: Share
) -> Quality:
    plain = dict.fromkeys(
        ("never_handed_over", "vague_leads", "vague_stages", "vague_attempts", "vague_activities"), NONE
    )
    return Quality(
        batches=batches, refused=refused, unowned=np.array(unowned, dtype=np.int64), **{**plain, **known}
    )


def batch(file: str = "calls.csv", rows: int = 100, kind: Kind = Kind.ATTEMPTS) -> Batch:
    return Batch(next(NUMBERS), 0, file, kind, rows, rows, 0, 0, 0, None)


def answered(story: Story, how_many: int) -> Story:
    for _ in range(how_many):
        story.act(story.handed_over("2026-11-02 09:00"), "2026-11-02 10:00")
    return story


def found(what: Cause | Reason, quality: Quality, now: Situation) -> Finding:
    (finding,) = (each for each in findings(quality, now) if each.what is what)
    return finding


def test_every_handover_that_is_due_is_judged_or_has_one_cause() -> None:
    story = answered(Story(), 3)
    story.handed_over("2026-11-02 09:00")  # overdue
    story.handed_over("2026-11-24 14:00")  # not yet due
    story.handed_over("2026-11-24 09:00")  # the deadline lies after the edge
    story.handed_over(None)
    story.act(story.handed_over("2026-11-02", span=DAY), "2026-11-02 15:00")
    story.entered(story.handed_over("2026-11-02 09:00"), Stage.OPPORTUNITY, "2026-11-09 09:00")
    story.handed_over("2026-11-02 09:00", lost=True)
    story.returned(story.handed_over("2026-11-02 09:00"), "2026-11-02 10:00", ReturnReason.NO_NEED_NOW)
    now = situation(story, NOW, known_until="2026-11-24 10:00")
    causes = {cause: np.flatnonzero(rows).tolist() for cause, rows in handover_rows(counted(), now).items()}
    assert causes == {
        Cause.PASSED: [5],
        Cause.NO_DATE: [6],
        Cause.DATE_ONLY: [7],
        Cause.NO_ATTEMPT_RECORDED: [8],
        Cause.ENDED_UNDATED: [9],
        Cause.ENDED: [10],
        Cause.LATE_DATA: [],
        Cause.NO_OWNER: [],
    }
    assert judged(now) == Share(4, 10)


def test_data_that_came_too_late_is_a_cause_of_its_own() -> None:
    story = Story(terms(handover={"event": HandoverEvent.CRITERIA}))
    lead = story.lead()
    story.entered(lead, Stage.SALES_QUALIFIED, "2026-11-20 09:00", criteria=True, recorded="2026-11-24 08:01")
    assert found(Cause.LATE_DATA, counted(), situation(story, NOW)).share == Share(1, 1)


def test_what_ended_before_its_deadline_is_no_fault_of_the_data() -> None:
    story = answered(Story(), 8)
    for _ in range(4):
        story.returned(story.handed_over("2026-11-02 09:00"), "2026-11-02 10:00", ReturnReason.BAD_DATA)
    now = situation(story, NOW)
    assert judged(now) == Share(8, 12)
    assert standing(now) is Standing.KEPT
    assert found(Cause.ENDED, counted(), now).standing is Standing.KEPT


@pytest.mark.parametrize(
    ("good", "undated", "expected"),
    [
        (20, 0, Standing.KEPT),
        (19, 1, Standing.AT_RISK),
        (18, 1, Standing.BROKEN),
        (8, 1, Standing.TOO_LITTLE),
    ],
)
def test_up_to_one_in_twenty_is_small_and_under_ten_nothing_is_said(
    good: int, undated: int, expected: Standing
) -> None:
    story = answered(Story(), good)
    for _ in range(undated):
        story.handed_over(None)
    now = situation(story, NOW)
    assert standing(now) is expected
    assert found(Cause.NO_DATE, counted(), now).standing is expected


def test_vague_dates_alone_are_never_worse_than_worth_a_look() -> None:
    now = situation(answered(Story(), 10), NOW)
    quality = counted(vague_attempts=Share(50, 50), vague_leads=Share(0, 50))
    assert found(Cause.VAGUE_ATTEMPT, quality, now).standing is Standing.AT_RISK
    assert found(Cause.VAGUE_LEAD, quality, now).standing is Standing.KEPT


def test_refused_rows_are_counted_of_all_rows_and_lead_to_their_files() -> None:
    newer, older = batch("b.csv"), batch("a.csv", kind=Kind.LEADS)
    refused = (Refused(newer.id, Reason.IN_FUTURE, 3), Refused(older.id, Reason.IN_FUTURE, 2))
    finding = found(
        Reason.IN_FUTURE, counted(newer, older, refused=refused), situation(answered(Story(), 1), NOW)
    )
    assert finding.share == Share(5, 200)
    assert [each.file for each in finding.batches] == ["b.csv", "a.csv"]
    assert finding.group is Group.REFUSED


def test_a_file_that_came_in_again_put_right_has_no_refused_rows_any_more() -> None:
    again, before = batch(), batch()
    quality = counted(again, before, refused=(Refused(before.id, Reason.NO_KEY, 90),))
    finding = found(Reason.NO_KEY, quality, situation(answered(Story(), 1), NOW))
    assert finding.share == Share(0, 100)
    assert finding.batches == ()


def test_rows_refused_as_they_should_be_are_no_fault() -> None:
    one = batch()
    quality = counted(one, refused=(Refused(one.id, Reason.NOT_DONE, 90),))
    assert found(Reason.NOT_DONE, quality, situation(answered(Story(), 1), NOW)).standing is Standing.KEPT


def test_the_worst_comes_first_within_a_group_and_the_handovers_before_all() -> None:
    one = batch()
    refused = (Refused(one.id, Reason.ERASED, 50), Refused(one.id, Reason.NO_KEY, 3))
    refused += (Refused(one.id, Reason.BAD_DATE, 20),)
    told = findings(counted(one, refused=refused), situation(answered(Story(), 10), NOW))
    assert [each.group for each in told] == sorted((each.group for each in told), key=list(Group).index)
    of_rows = [each.what for each in told if each.group is Group.REFUSED]
    assert of_rows[:3] == [Reason.BAD_DATE, Reason.NO_KEY, Reason.ERASED]


def test_handovers_of_leads_that_nobody_owns_are_counted_of_all_handovers() -> None:
    now = situation(answered(Story(), 3), NOW)
    quality = counted(unowned=[1])
    assert found(Cause.NO_OWNER, quality, now).share == Share(1, 3)
    assert np.flatnonzero(handover_rows(quality, now)[Cause.NO_OWNER]).tolist() == [1]


def test_everything_that_is_looked_for_has_a_name_and_something_to_do() -> None:
    told = {each.what for each in findings(counted(), situation(answered(Story(), 1), NOW))}
    assert told == set(words.NAMES) == set(words.TO_DO) == {*Cause, *Reason}


@pytest.mark.parametrize(
    ("share", "is_few", "expected"),
    [
        (Share(1940, 2012), False, "1,940 of 2,012 handovers can be judged = 96\u00a0%"),
        (Share(1999, 2000), False, "1,999 of 2,000 handovers can be judged = 99\u00a0%"),
        (Share(3, 5), True, "3 of 5 handovers can be judged: too little data for a share"),
        (Share(0, 0), True, "No handover is due yet, so none can be judged"),
    ],
)
def test_the_verdict_rounds_down_and_gives_no_share_of_too_few(
    share: Share, is_few: bool, expected: str
) -> None:
    assert words.verdict(share, is_few, ENGLISH) == expected


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (Share(3, 100), "3 of 100 contact attempts = 3\u00a0%"),
        (Share(3, 1000), "3 of 1,000 contact attempts, under 1\u00a0%"),
        (Share(3, 9), "3 of 9 contact attempts"),
    ],
)
def test_per_cent_stands_with_its_numbers_or_not_at_all(share: Share, expected: str) -> None:
    now = situation(answered(Story(), 1), NOW)
    finding = found(Cause.VAGUE_ATTEMPT, counted(vague_attempts=share), now)
    assert words.how_many(finding, ENGLISH) == expected
