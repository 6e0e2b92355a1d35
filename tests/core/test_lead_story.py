"""The timeline of a lead: everything that happened, newest first, many activities of a day as one."""

from dataclasses import replace

from sla_core.i18n import NBSP, Language, Texts
from sla_core.lead.history import Accepted, Act, Attempt, Entry, LeadHistory, Merged, Profile, Returned
from sla_core.lead.story import Episode, Event, Tone, story
from sla_core.lead.story_words import dates, told
from sla_core.leads import Basis, Channel, Direction, Outcome, ReturnReason, Stage
from tests.core.episodes import DAY, at

EN = Texts(Language.ENGLISH)
ZONE = "Europe/Oslo"
NOBODY = Profile(
    lead_id=7,
    name="Kari Nordmann",
    email=None,
    title=None,
    company="Nordvik Energi",
    company_size=None,
    industry=None,
    source="Webinar",
    campaign=None,
    owner="Ola",
    created_at=None,
    created_span=0,
    won=False,
    won_at=None,
    won_span=0,
    lost=False,
    lost_at=None,
    lost_span=0,
    merged_into=None,
    merged_at=None,
    erased_at=None,
)
NOTHING = LeadHistory(NOBODY, (), (), (), (), (), ())


def act(when: str, topic: str = "/priser", kind: str = "page_view", span: int = 0) -> Act:
    return Act(at(when), span, kind, topic)


def events(history: LeadHistory, episodes: tuple[Episode, ...] = ()) -> list[Event]:
    return list(story(history, episodes, ZONE))


def sentences(history: LeadHistory, episodes: tuple[Episode, ...] = ()) -> list[str]:
    return [told(event, EN).replace(NBSP, " ") for event in events(history, episodes)]


def attempt(when: str, outcome: Outcome = Outcome.NO_ANSWER, **known: object) -> Attempt:
    made = Attempt(at(when), 0, Channel.CALL, Direction.OUTBOUND, outcome, "Ola", None, False)
    return replace(made, **known)  # type: ignore[arg-type]


def test_everything_stands_newest_first_and_what_nobody_dated_last() -> None:
    history = replace(
        NOTHING,
        profile=replace(NOBODY, created_at=at("2026-11-01 10:00"), won=True),
        acts=(act("2026-11-10 12:00"),),
        attempts=(attempt("2026-11-20 10:00"),),
        entries=(Entry(Stage.SALES_QUALIFIED, at("2026-11-19"), 0, 0, Basis.CRM, None, {}, False),),
    )
    assert sentences(history) == [
        "Call, no answer · Ola",
        "SQL · in the CRM",
        "Visited /priser",
        "Created · from Webinar",
        "Won",
    ]


def test_of_one_instant_what_follows_from_the_other_is_the_newer() -> None:
    entry = Entry(Stage.SALES_QUALIFIED, at("2026-11-19 12:30"), 0, 0, Basis.CRM, None, {}, False)
    first = Episode(1, at("2026-11-19 12:30"), 0, "3", None, missed=False)
    assert sentences(replace(NOTHING, entries=(entry,)), (first,)) == [
        "Handed over to sales",
        "SQL · in the CRM",
    ]


def test_many_activities_of_a_day_are_one_event_with_their_number() -> None:
    visits = tuple(act(f"2026-11-10 {hour}:00", f"/side-{hour}") for hour in range(10, 24))
    history = replace(NOTHING, acts=(*visits, act("2026-11-11 09:00"), act("2026-11-11 09:30")))
    found = events(history)
    assert [told(event, EN) for event in found] == ["Visited /priser (2 times)", "14 page visits"]
    assert (found[1].at, found[1].until) == (at("2026-11-10 10:00"), at("2026-11-10 23:00"))
    assert found[1].topics == tuple(f"/side-{hour}" for hour in range(10, 24))


def test_a_few_different_pages_of_a_day_are_named_and_other_kinds_stand_apart() -> None:
    history = replace(
        NOTHING,
        acts=(
            act("2026-11-10 10:00", "/priser"),
            act("2026-11-10 10:05", "/produkter"),
            act("2026-11-10 10:10", "Veileder", "download"),
            act("2026-11-10 10:20", "/priser"),
        ),
    )
    assert sentences(history) == ["Visited /priser, /produkter (3 times)", "Downloaded Veileder"]


def test_the_day_that_counts_is_the_local_one() -> None:
    history = replace(NOTHING, acts=(act("2026-11-10 23:30"), act("2026-11-11 00:30")))
    assert len(events(history)) == 2


def test_an_activity_of_a_kind_that_nobody_knows_is_told_as_it_was_typed() -> None:
    history = replace(NOTHING, acts=(act("2026-11-10 10:00", "Stand 4", "messe"),) * 5)
    assert sentences(history) == ["Messe Stand 4 (5 times)"]


def test_stages_say_what_they_rest_on_and_whether_they_were_corrected() -> None:
    def entry(basis: Basis, **known: object) -> Entry:
        made = Entry(Stage.MARKETING_QUALIFIED, at("2026-11-10"), 0, 0, basis, None, {}, False)
        return replace(made, **known)  # type: ignore[arg-type]

    history = replace(
        NOTHING,
        entries=(
            entry(Basis.CRITERIA, version="3"),
            entry(Basis.PERSON, at=at("2026-11-09"), evidence={"by": "Kari"}),
            entry(Basis.CRM, at=at("2026-11-08"), superseded=True),
        ),
    )
    assert sentences(history) == [
        "MQL · by the criteria of version 3",
        "MQL · by hand",
        "MQL · in the CRM (corrected later)",
    ]
    assert events(history)[0].tone is Tone.STAGE


def test_a_handover_its_deadline_and_its_acceptance_are_events() -> None:
    first = Episode(1, at("2026-11-19 12:30"), 0, "3", at("2026-11-20 08:30"), missed=True)
    again = Episode(2, at("2026-12-01 12:30"), 0, "3", None, missed=False)
    history = replace(NOTHING, accepted=(Accepted(1, at("2026-11-20 12:00"), "Ola"),))
    assert sentences(history, (first, again)) == [
        "Handed over to sales again (2)",
        "Accepted · Ola",
        "Deadline passed",
        "Handed over to sales",
    ]
    assert [event.tone for event in events(history, (first,))] == [Tone.PLAIN, Tone.BROKEN, Tone.STAGE]


def test_a_return_and_its_answer_are_told_with_the_words_that_were_said() -> None:
    returned = Returned(
        at=at("2026-11-20 12:00"),
        reason=ReturnReason.BAD_DATA,
        by="Ola",
        note="No such number",
        duplicate_of=None,
        reopened_at=at("2026-11-21 12:00"),
        reopened_by="Kari",
        closed_at=None,
        closed_by=None,
        answer="New number",
    )
    closed = replace(
        returned, reopened_at=None, closed_at=at("2026-11-22 12:00"), closed_by="Kari", answer=None
    )
    assert sentences(replace(NOTHING, returns=(returned,))) == [
        "Re-opened by marketing · Kari · “New number”",
        "Returned by sales: bad data · Ola · “No such number”",
    ]
    assert sentences(replace(NOTHING, returns=(closed,)))[0] == "Return closed by marketing · Kari"


def test_a_merge_is_told_on_both_sides() -> None:
    assert sentences(replace(NOTHING, merged=(Merged(9, "Twin", at("2026-11-20")),))) == [
        "Another lead became part of this one: Twin"
    ]
    gone = replace(NOBODY, merged_into=9, merged_at=at("2026-11-20"))
    assert sentences(replace(NOTHING, profile=gone)) == ["Became part of another lead"]


def test_won_and_lost_are_told_with_their_dates() -> None:
    profile = replace(NOBODY, won=True, won_at=at("2026-11-20 10:00"), lost_at=at("2026-10-20 10:00"))
    found = events(replace(NOTHING, profile=profile))
    assert [(told(event, EN), event.tone) for event in found] == [("Won", Tone.GOOD), ("Lost", Tone.PLAIN)]


def test_attempts_say_who_how_and_what_was_noted() -> None:
    history = replace(
        NOTHING,
        attempts=(
            attempt("2026-11-20 10:00", Outcome.CONNECTED, note="Wants a demo"),
            attempt("2026-11-20 09:00", direction=Direction.INBOUND, person=None),
            attempt("2026-11-20 08:00", Outcome.UNKNOWN, summary=True),
        ),
    )
    assert sentences(history) == [
        "Call, talked · Ola · “Wants a demo”",
        "Call from the lead, no answer",
        "Last known contact: call · Ola",
    ]


def dated(history: LeadHistory, now: int) -> list[str]:
    return [each.replace(NBSP, " ").replace("\u2060", "") for each in dates(events(history), ZONE, now, EN)]


def test_a_date_says_as_much_as_is_known() -> None:
    now = at("2026-11-25 09:00")
    hours = replace(NOTHING, acts=(act("2026-11-20 10:00"), act("2026-11-20 11:00", "/b")))
    day = replace(NOTHING, acts=(act("2026-11-20", span=DAY),))
    year = replace(NOTHING, acts=(act("2025-11-20 10:00"),))
    never = replace(NOTHING, profile=replace(NOBODY, lost=True))
    assert dated(hours, now) == ["20 Nov 10:00–11:00"]
    assert dated(day, now) == ["20 Nov"]
    assert dated(year, now) == ["20 Nov 2025 10:00"]
    assert dated(never, now) == ["no date"]


def test_the_date_is_said_once_for_what_happened_on_one_day() -> None:
    history = replace(
        NOTHING,
        attempts=(attempt("2026-11-20 10:00"), attempt("2026-11-20 09:00"), attempt("2026-11-19 09:00")),
    )
    assert dated(history, at("2026-11-25")) == ["20 Nov 10:00", "09:00", "19 Nov 09:00"]
