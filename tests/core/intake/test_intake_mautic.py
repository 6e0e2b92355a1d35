"""What Mautic's export of contacts says, and what it does not."""

import pytest

from sla_core.intake.faults import Reason
from sla_core.intake.fields import Kind

HEADER = "id,title,firstname,lastname,company,position,email,mobile,points,last_active,country,stage\n"
CONTACT = "1,Ms,Kari,Nes,Ærø AS,Plant manager,kari@fjord.example,+47 1,40,2026-11-20 10:00:00,Norway,lead\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_mautic_contacts_are_recognised_with_and_without_a_mark(take, encoding):
    taken = take((HEADER + CONTACT).encode(encoding))
    assert (taken.intake.kind, taken.intake.preset, taken.intake.system) == (Kind.LEADS, "mautic", "mautic")
    row = {name: values[0] for name, values in taken.columns.items()}
    assert (row["external_id"], row["first_name"], row["last_name"]) == ("1", "Kari", "Nes")
    assert (row["company"], row["country"], row["stage"]) == ("Ærø AS", "Norway", "lead")


def test_the_position_is_the_job_title_and_the_title_a_salutation(take):
    assert take(HEADER + CONTACT).columns["title"] == ["Plant manager"]


def test_mautic_tells_neither_creation_nor_owner_nor_contact(take):
    taken = take(HEADER + CONTACT)
    for name in ("created_at", "owner", "first_attempt_at", "first_contact_at"):
        assert taken.columns[name] == [None]


def test_points_and_last_active_are_attributes_for_those_who_keep_them(take):
    assert take(HEADER + CONTACT).columns["attributes"] == [None]
    kept = take(HEADER + CONTACT, keep=("points", "last_active")).columns["attributes"]
    assert kept == [{"points": "40", "last_active": "2026-11-20 10:00:00"}]


def test_a_stage_of_mautics_own_making_is_asked_about_not_guessed(take):
    content = HEADER + CONTACT.replace(",lead\n", ",Hot prospect\n")
    taken = take(content)
    assert taken.faults == [(2, "stage", "Hot prospect", Reason.BAD_STAGE)]
    assert taken.intake.unknown_words == {"Hot prospect": 1}
    told = take(content, words={"Hot prospect": "marketing_qualified"})
    assert told.columns["stage"] == ["marketing_qualified"]
