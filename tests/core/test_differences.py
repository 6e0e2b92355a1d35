"""What differs between two versions: nothing is left out, and each thing is said in words at its clause."""

import json
from decimal import Decimal

import pytest

from sla_core.clauses.paths import section_of
from sla_core.clauses.text import chapters
from sla_core.differences import Difference, changed_paths, differences, is_amendment
from sla_core.i18n import Language, Texts
from sla_core.leads import Stage
from sla_core.sections import Section
from sla_core.terms import CalendarTerms, Metric, PersonaRef, Targets, Terms
from tests.core.agreed_terms import changes, leaves, rich, with_user_text
from tests.core.episodes import hours, terms
from tests.core.sample_companies import company

ENGLISH, BOKMAL = Texts(Language.ENGLISH), Texts(Language.BOKMAL)
# What differs without words of its own: what the terms know of something beside its name.
WORDLESS = (".persona", "without scoring.engagement.6.condition.topic")
# What clauses tell by number only, or not at all; the differences tell each of them.
BY_NUMBER = ("calendar.closed.", "calendar.exceptions.", "without calendar.exceptions.")
UNSEEN = (*WORDLESS, ".id")


def told(before: Terms, after: Terms, t: Texts = ENGLISH) -> list[tuple[str, str, str, str, str]]:
    return [(d.path, d.clause, d.what, d.was, d.becomes) for d in differences(before, after, t)]


def texts_of(of: Terms) -> dict[str, str]:
    return {clause.id: clause.text for chapter in chapters(of, ENGLISH) for clause in chapter.clauses}


def test_equal_terms_do_not_differ() -> None:
    again = Terms.from_json(rich().to_json())
    assert differences(rich(), again, ENGLISH) == []
    assert changed_paths(rich(), again) == []
    assert not is_amendment(rich(), again)


def test_every_change_of_anything_is_told_at_the_clauses_that_read_otherwise() -> None:
    before, reads = rich(), texts_of(rich())
    order = list(reads)
    seen: set[Section] = set()
    for where, after in changes(before):
        found = differences(before, after, ENGLISH)
        assert found, where
        assert [d.path for d in found] == changed_paths(before, after)
        assert all(d.was != d.becomes and d.section is section_of(d.path) for d in found), where
        assert not any("**" in d.what + d.was + d.becomes for d in found), where
        if not where.endswith(WORDLESS):
            assert not any("{" in d.was + d.becomes for d in found), where
        places = [order.index(d.clause) for d in found]
        assert places == sorted(places), where
        read_otherwise = {number for number, text in texts_of(after).items() if text != reads[number]}
        assert read_otherwise <= {d.clause for d in found}, where
        assert read_otherwise or where.startswith(BY_NUMBER) or where.endswith(UNSEEN), where
        seen |= {d.section for d in found}
    assert seen == set(Section)


def test_the_changes_tried_are_changes_of_everything() -> None:
    tried = {where for where, _ in changes(rich())}
    left = [path for path in leaves(rich()) if path not in tried and not path.endswith(".on")]
    assert left == ["schema_version"]


def test_the_draft_of_the_sample_company_differs_as_people_would_tell_it() -> None:
    in_force, draft = (version.terms for version in company().versions[-2:])
    titles = "job title is any of Driftsleder, Teknisk sjef or Eiendomssjef"
    assert told(in_force, draft) == [
        ("scoring.fit.title", "2.8", titles, "30 points", "–"),
        ("scoring.fit.persona", "2.8", "matches persona Driftsleder Dag (version 1)", "–", "30 points"),
        ("sales.respond_within", "3.3", "Sales contacts within", "4 working hours", "3 working hours"),
        ("early_contact.allowed", "3.8", "Contact before the handover", "not allowed", "allowed"),
        ("early_contact.who", "3.8", "Early contact: who may", "–", "The lead's owner"),
        ("early_contact.channels", "3.8", "Early contact: channels", "any channel", "e-mail"),
        ("early_contact.at_most", "3.8", "Early contact: how often at most", "0", "1"),
    ]


def test_a_target_is_a_difference_of_its_month() -> None:
    before = terms(marketing={"targets": {"2026-12": Targets(sales_qualified=210)}})
    after = terms(
        marketing={
            "targets": {"2027-01": Targets(leads=9), "2026-12": Targets(sales_qualified=190, customers=7)}
        }
    )
    assert told(before, after) == [
        ("marketing.targets.2026-12.customers", "1.3", "Dec 2026: new customers", "–", "7"),
        ("marketing.targets.2026-12.sales_qualified", "2.1", "Dec 2026: qualified leads", "210", "190"),
        ("marketing.targets.2027-01.leads", "2.2", "Jan 2027: new leads", "–", "9"),
    ]


def test_a_month_without_any_target_is_still_a_difference() -> None:
    empty = terms(marketing={"targets": {"2026-12": Targets()}})
    assert told(terms(), empty) == [("marketing.targets.2026-12", "2.1", "Dec 2026", "–", "none")]


def test_days_and_hours_differ_one_by_one_in_the_order_of_the_calendar() -> None:
    office = (("08:00", "16:00"),)
    one = CalendarTerms(closed={"2026-12-24": "Christmas Eve"}, hours={"mon": office})
    other = CalendarTerms(
        closed={"2027-01-01": "", "2026-12-26": "Boxing Day"},
        hours={"mon": office, "sat": (("10:00", "14:00"),)},
    )
    before, after = (Terms(company="Fjordlys", calendar=calendar) for calendar in (one, other))
    assert told(before, after) == [
        ("calendar.hours.sat", "4.11", "Working hours, Saturday", "closed", "10:00–14:00"),
        ("calendar.closed.2026-12-24", "4.12", "Closed day 24 Dec 2026", "Christmas Eve", "–"),
        ("calendar.closed.2026-12-26", "4.12", "Closed day 26 Dec 2026", "–", "Boxing Day"),
        ("calendar.closed.2027-01-01", "4.12", "Closed day 1 Jan 2027", "–", "closed"),
    ]


def test_of_a_rule_only_its_worth_is_told_while_its_condition_stays() -> None:
    before = rich()
    first, *others = before.scoring.engagement
    scoring = before.scoring.model_copy(
        update={
            "engagement": (first.model_copy(update={"points": 20}), *others),
            "fit": before.scoring.fit[1:],
        }
    )
    assert told(before, before.model_copy(update={"scoring": scoring})) == [
        (
            "scoring.fit.persona",
            "2.8",
            "matches persona Driftsleder Dag (version 1)",
            "30 points",
            "–",
        ),
        (
            "scoring.engagement.prices",
            "2.9",
            "visited /priser within 30 days",
            "25 points, the 3 latest count, half after 21 days",
            "20 points, the 3 latest count, half after 21 days",
        ),
    ]


def test_of_criteria_and_lists_only_what_differs_is_told() -> None:
    before = rich()
    ready = before.definitions[Stage.SALES_QUALIFIED]
    fewer = ready.model_copy(update={"any_of": ready.any_of[:-1]})
    after = before.model_copy(
        update={
            "definitions": {**before.definitions, Stage.SALES_QUALIFIED: fewer},
            "personas": (before.personas[0], PersonaRef(persona="p3", version=1, name="Kokken")),
            "metrics": tuple(metric for metric in Metric if metric is not Metric.WAITING),
        }
    )
    assert told(before, after) == [
        ("personas", "1.4", "Ideal customers", "Økonomisjefen (version 4)", "Kokken (version 1)"),
        (
            "definitions.sales_qualified",
            "2.6",
            "Criteria for SQL",
            "downloaded Innkjøpsveileder within 30 days",
            "–",
        ),
        ("metrics.waiting", "4.3", "Waiting too long", "agreed", "–"),
    ]


def test_another_order_is_a_difference_too() -> None:
    before = rich()
    turned = before.model_copy(update={"metrics": before.metrics[::-1], "personas": before.personas[::-1]})
    found = told(before, turned)
    assert [difference[:3] for difference in found] == [
        ("personas", "1.4", "Ideal customers"),
        ("metrics", "4.1", "Agreed figures: the order"),
    ]
    assert found[0][3:] == (
        "Driftslederen (version 1); Økonomisjefen (version 4)",
        "Økonomisjefen (version 4); Driftslederen (version 1)",
    )


def test_members_with_the_same_name_are_not_lost() -> None:
    before = rich()
    twice = before.model_copy(update={"treatments": (*before.treatments, before.treatments[0])})
    assert changed_paths(before, twice) == ["treatments.A1:2"]


def test_what_has_no_words_is_told_by_its_path_and_as_it_is_stored() -> None:
    older = rich().model_copy(update={"schema_version": 1})
    assert told(older, rich()) == [("schema_version", "1.1", "schema version", "1", "3")]
    nothing, no_hours = (terms(calendar={"hours": known}) for known in ({}, {"mon": ()}))
    assert told(nothing, no_hours) == [("calendar.hours.mon", "4.11", "Working hours, Monday", "–", "[]")]


def test_equal_amounts_written_in_another_way_do_not_differ() -> None:
    one, other = (terms(limits={"in_time_kept": Decimal(share)}) for share in ("0.9", "0.90"))
    assert changed_paths(one, other) == []


def test_only_targets_and_closed_days_make_an_amendment() -> None:
    before = rich()
    content = json.loads(before.to_json())
    content["marketing"]["targets"]["2026-01"]["sales_qualified"] = 190
    content["calendar"]["closed"]["2026-12-24"] = "Christmas Eve"
    amended = Terms.from_json(json.dumps(content))
    assert is_amendment(before, amended)
    content["marketing"]["journey_days"] = 90
    assert not is_amendment(before, Terms.from_json(json.dumps(content)))
    assert not is_amendment(before, terms(sales={"respond_within": hours(2)}))


@pytest.mark.parametrize("t", [ENGLISH, BOKMAL], ids=list(Language))
def test_user_text_in_differences_makes_no_markup(t: Texts) -> None:
    found: list[Difference] = []
    for before, after in ((rich(), with_user_text("**a** {b}")), (with_user_text("**a** {b}"), rich())):
        found += differences(before, after, t)
    assert len(found) > 40
    assert not any("**" in d.what + d.was + d.becomes for d in found)
