"""The editors of the draft: what is typed is saved as it is, or refused beside the field and kept."""

from typing import Any

import pytest

from db import audit
from db.engine import reading
from pages.agree.editors import EDITORS
from sla_core.sections import Section
from tests.db.agreeing import save as saved_by
from tests.db.agreeing import stored as stored_version
from tests.pages.conftest import OpenPage, words
from tests.pages.editing import NOON, company, editor, field, press, refused, save, stored, type_in


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", NOON)


@pytest.mark.parametrize("lang", ["en", "nb"])
@pytest.mark.parametrize("section", [*EDITORS])
def test_every_editor_opens_and_saving_it_untouched_changes_nothing(
    open_page: OpenPage, section: Section, lang: str
) -> None:
    kari = company().kari
    before = stored_version("1")
    app = editor(open_page, section, kari.id, lang=lang)
    field(app, "save").click()
    app.run()
    assert not app.exception
    assert [toast.value for toast in app.toast] in (
        ["Nothing was changed&#44; so nothing was saved&#46;"],
        ["Ingenting var endret&#44; så ingenting ble lagret&#46;"],
    )
    assert stored_version("1") == before


def test_the_response_time_is_saved_with_who_did_it_and_told(open_page: OpenPage) -> None:
    kari = company().kari
    app = editor(open_page, Section.RESPONSE, kari.id)
    assert "**within 8 working hours**" in words(app)
    save(app, **{"sales.respond_within.amount": 3, "sales.stops_at": "contact"})
    assert stored(Section.RESPONSE) == {
        "sales.respond_within": {"amount": 3, "unit": "hours"},
        "sales.stops_at": "contact",
        "sales.counts_before": {"amount": 1, "unit": "days"},
    }
    assert "Response time&#58; saved in version 1&#46;" in words(app)
    assert "**within 3 working hours**" in words(app)
    assert "Changed in this draft by Kari Nordmann" in words(app)
    with reading() as db:
        newest = audit.entries(db, limit=1)[0]
    assert (newest.actor, newest.action, newest.subject) == ("Kari Nordmann", "agreement.edit", "1")
    assert newest.details["section"] == "response"
    assert "Sales contacts within: 8 working hours → 3 working hours" in newest.details["changes"]["en"]


REFUSED: list[tuple[Section, dict[str, Any], str]] = [
    (Section.RESPONSE, {"sales.respond_within.amount": -4}, "“Sales contacts within” cannot be below 0"),
    (
        Section.RESPONSE,
        {"sales.respond_within.amount": 10**9},
        "“Sales contacts within” cannot be above 1000",
    ),
    (
        Section.ATTEMPTS,
        {"sales.attempts_at_least": 9, "sales.attempts_at_most": 2},
        "At least 9 attempts and at most 2 cannot both be kept",
    ),
    (Section.HANDOVER, {"handover.assign_within.amount": 5_000}, "cannot be above 1000"),
    (Section.EARLY_CONTACT, {"early_contact.who": "x" * 10_000}, "has 10000 characters; at most 500 fit"),
    (Section.EARLY_CONTACT, {"early_contact.at_most": -1}, "cannot be below 0"),
    (Section.INPUTS, {"marketing.lifetime_value": "a lot"}, "a lot cannot be read as an amount"),
    (Section.INPUTS, {"marketing.visits_per_month": "-3"}, "has to be a whole number, not -3"),
    (Section.INPUTS, {"marketing.journey_days": "0"}, "cannot be below 1"),
    (Section.INPUTS, {"journey.dag": "0"}, "“Days from lead to customer, Dag” cannot be below 1"),
    (Section.INPUTS, {"journey.dag": "soon"}, "“Days from lead to customer, Dag” has to be a whole number"),
    (Section.INPUTS, {"marketing.currency": "kroner"}, "kroner is no currency"),
    (Section.CAPACITY, {"sales.hours_per_rep_and_week": "169"}, "cannot be above 168"),
    (Section.METRICS, {"metrics": []}, "Choose at least one figure"),
    (Section.LIMITS, {"limits.in_time_kept": "101"}, "cannot be above 100"),
    (Section.LIMITS, {"limits.in_time_kept": "70"}, "A promise is at risk below the share"),
    (Section.WHEN_MISSED, {"when_missed.sales": "x" * 10_000}, "has 10000 characters; at most 4000 fit"),
    (Section.REVISION, {"revision.check_time": "nine"}, "nine is not a time of day"),
    (Section.PARTIES, {"sales": []}, "Sales needs at least one person who signs"),
    (Section.HOURS, {"tue": "08:00–12:00, 11:00–16:00"}, "Tuesday: 08:00–12:00 and 11:00–16:00 overlap"),
    (Section.HOURS, {"tue": "eight to four"}, "Tuesday: eight to four is not written as 08:00–16:00"),
    (Section.HOURS, dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ""), "needs working hours"),
]


@pytest.mark.parametrize(("section", "typed", "told"), REFUSED)
def test_what_cannot_be_agreed_is_answered_in_the_editor_and_stays_as_it_was_typed(
    open_page: OpenPage, section: Section, typed: dict[str, Any], told: str
) -> None:
    kari = company().kari
    before = stored_version("1")
    app = save(editor(open_page, section, kari.id), **typed)
    assert told in unescaped(refused(app))
    assert stored_version("1") == before
    for name, value in typed.items():
        assert field(app, name).value == value
    app.run()
    assert told in unescaped(refused(app))


def test_a_time_zone_that_is_typed_and_does_not_exist_is_refused(open_page: OpenPage) -> None:
    app = editor(open_page, Section.HOURS, company().kari.id)
    zones = field(app, "calendar.time_zone")
    zones.options.append("Mars/Olympus")  # what a browser allows to be typed
    save(app, **{"calendar.time_zone": "Mars/Olympus"})
    assert "There is no time zone Mars/Olympus" in unescaped(refused(app))
    assert field(app, "calendar.time_zone").value == "Mars/Olympus"
    assert stored(Section.HOURS)["calendar.time_zone"] == "Europe/Oslo"


def unescaped(text: str) -> str:
    from html import unescape

    return unescape(text).replace("\u2060", "")


SAVED: list[tuple[Section, dict[str, Any], dict[str, Any]]] = [
    (
        Section.HANDOVER,
        {
            "handover.event": "assigned",
            "handover.clock_start": "assignment",
            "handover.assign_within.amount": 4,
        },
        {
            "handover": {
                "event": "assigned",
                "stage": "sales_qualified",
                "clock_start": "assignment",
                "assign_within": {"amount": 4, "unit": "hours"},
                "late_data_after": {"amount": 1, "unit": "days"},
            }
        },
    ),
    (
        Section.ATTEMPTS,
        {"sales.attempts_at_most": 6, "sales.accept_within.unit": "hours"},
        {
            "sales.attempts_at_least": 5,
            "sales.attempts_within": {"amount": 10, "unit": "days"},
            "sales.attempts_at_most": 6,
            "sales.accept_within": {"amount": 2, "unit": "hours"},
        },
    ),
    (
        Section.EARLY_CONTACT,
        {
            "early_contact.allowed": True,
            "early_contact.who": " <b>Owner</b> ",
            "early_contact.channels": ["email", "sms"],
            "early_contact.at_most": 1,
            "early_contact.legal_basis": "Consent",
        },
        {
            "early_contact": {
                "allowed": True,
                "who": "<b>Owner</b>",
                "channels": ["email", "sms"],
                "at_most": 1,
                "legal_basis": "Consent",
                "first": "",
            }
        },
    ),
    (
        Section.INPUTS,
        {
            "marketing.journey_days": " ",
            "journey.dag": "45",
            "marketing.average_purchase": "165,000.50",
        },
        {
            "marketing.journey_days": None,
            "marketing.journey_days_by_persona": {"dag": 45},
            "marketing.lifetime_value": "500000",
            "marketing.average_purchase": "165000.50",
            "marketing.revenue_goal": None,
            "marketing.marketing_share": "1",
            "marketing.visits_per_month": 12_000,
            "marketing.currency": "NOK",
        },
    ),
    (
        Section.CAPACITY,
        {"sales.reps": "3"},
        {"sales.reps": 3, "sales.hours_per_rep_and_week": None, "sales.minutes_per_attempt": None},
    ),
    (Section.METRICS, {"metrics": ["customers", "delivered"]}, {"metrics": ["delivered", "customers"]}),
    (Section.WHEN_MISSED, {"when_missed.sales": "Ask *why*."}, {"when_missed": {"sales": "Ask *why*."}}),
    (
        Section.REVISION,
        {"revision.pace": "fast", "revision.check_day": "fri", "revision.check_time": "13:15"},
        {"revision": {"pace": "fast", "check_day": "fri", "check_time": "13:15"}},
    ),
]


@pytest.mark.parametrize(("section", "typed", "held"), SAVED)
def test_what_is_typed_is_saved_as_it_was_typed(
    open_page: OpenPage, section: Section, typed: dict[str, Any], held: dict[str, Any]
) -> None:
    app = save(editor(open_page, section, company().kari.id), **typed)
    assert not app.error
    assert stored(section) == held


def test_limits_are_typed_in_per_cent_and_the_others_stay_exact(open_page: OpenPage) -> None:
    kari = company().kari
    before = stored(Section.LIMITS)["limits"]
    save(editor(open_page, Section.LIMITS, kari.id), **{"limits.in_time_kept": "95", "limits.least_cases": 5})
    assert stored(Section.LIMITS)["limits"] == before | {"in_time_kept": "0.95", "least_cases": 5}


def test_a_share_with_a_part_of_a_per_cent_has_the_readers_decimal_sign_and_stays_as_exact(
    open_page: OpenPage,
) -> None:
    kari = company().kari
    saved_by(kari, Section.INPUTS, {**stored(Section.INPUTS), "marketing.marketing_share": "0.925"})
    app = editor(open_page, Section.INPUTS, kari.id, lang="nb")
    assert field(app, "marketing.marketing_share").value == "92,5"
    press(type_in(app, {"marketing.visits_per_month": "9000"}), "Lagre i utkastet")
    assert stored(Section.INPUTS)["marketing.marketing_share"] == "0.925"
    app = editor(open_page, Section.INPUTS, kari.id, lang="nb")
    press(type_in(app, {"marketing.marketing_share": "9,5"}), "Lagre i utkastet")
    assert "et heltall, ikke 9,5" in unescaped(refused(app))
    press(type_in(app, {"marketing.marketing_share": "95 %"}), "Lagre i utkastet")
    assert stored(Section.INPUTS)["marketing.marketing_share"] == "0.95"


def test_a_journey_of_a_persona_that_is_no_longer_named_is_said_and_taken_out_by_saving(
    open_page: OpenPage,
) -> None:
    kari = company().kari
    was = stored(Section.INPUTS)
    both = {"dag": 45, "gone": 30}
    saved_by(kari, Section.INPUTS, {**was, "marketing.journey_days_by_persona": both})
    app = editor(open_page, Section.INPUTS, kari.id)
    assert field(app, "journey.dag").value == "45"
    assert "A journey is agreed for a persona that the draft does not name: saving takes it out." in words(
        app
    )
    save(app)
    assert stored(Section.INPUTS)["marketing.journey_days_by_persona"] == {"dag": 45}


def test_amounts_are_written_and_read_in_the_language_of_the_reader(open_page: OpenPage) -> None:
    app = editor(open_page, Section.INPUTS, company().kari.id, lang="nb")
    assert field(app, "marketing.lifetime_value").value == "500\u00a0000"
    field(app, "marketing.lifetime_value").set_value("495.000,50")
    field(app, "save").click()
    app.run()
    assert stored(Section.INPUTS)["marketing.lifetime_value"] == "495000.50"


def test_markup_in_what_others_typed_is_shown_as_it_was_typed(open_page: OpenPage) -> None:
    kari = company().kari
    saved_by(kari, Section.WHEN_MISSED, {"when_missed": {"sales": "![x](http://evil) **b**"}})
    text = words(editor(open_page, Section.WHEN_MISSED, kari.id))
    assert "![x]" not in text
    assert "![x](http://evil) *" in unescaped(text)
