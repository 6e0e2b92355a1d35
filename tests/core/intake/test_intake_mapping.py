"""Which file is this, and which column is what."""

import pytest

from sla_core.errors import FileRefused
from sla_core.intake.fields import FIELDS, Kind
from sla_core.intake.presets import LAYOUTS


@pytest.mark.parametrize("kind", list(Kind))
def test_a_file_under_our_own_names_is_recognised_with_all_its_fields(take, kind):
    taken = take(",".join(field.name for field in FIELDS[kind]), keep=("note",))
    assert (taken.intake.kind, taken.intake.preset, taken.intake.system) == (kind, "plain", "plain")
    assert taken.intake.mapping == {field.name: field.name for field in FIELDS[kind]}
    assert taken.intake.unused_settings == (() if kind is Kind.ATTEMPTS else ("note",))


def test_case_spaces_and_quotes_in_headers_do_not_matter(take):
    taken = take("\ufeff E-mail , First  Name,COMPANY_SIZE\na@b.no,Kari,5\n")
    assert taken.intake.mapping == {
        "email": "E-mail",
        "first_name": "First  Name",
        "company_size": "COMPANY_SIZE",
    }


def test_every_alias_of_a_preset_leads_to_one_of_its_fields():
    for layout in LAYOUTS:
        names = {field.name for field in layout.fields}
        assert set(layout.aliases) <= names
        assert {*layout.constants, *layout.words} <= names
        read = {alias for aliases in layout.aliases.values() for alias in aliases}
        assert all(group & read for group in layout.signs)


def test_one_header_may_feed_two_fields(take):
    taken = take("email,created_at\na@b.no,2026-11-20 10:00\n", mapping={"handed_over_at": "created_at"})
    assert taken.columns["handed_over_at"] == taken.columns["created_at"] != [None]


def test_a_mapping_overrules_the_preset_and_may_leave_a_field_out(take):
    taken = take("email,company,owner,Firma\na@b.no,X,Kari,Y\n", mapping={"company": "firma", "owner": ""})
    assert (taken.columns["company"], taken.columns["owner"]) == (["Y"], [None])
    assert taken.intake.mapping == {"email": "email", "company": "Firma"}


def test_a_constant_holds_for_all_rows_and_beats_the_recognised_column(take):
    taken = take(
        "email,source\na@b.no,Web\nc@d.no,\n", constants={"source": "Fair", "created_at": "2026-11-20"}
    )
    assert taken.columns["source"] == ["Fair", "Fair"]
    assert taken.columns["created_at_span"] == [86_400, 86_400]
    assert "source" not in taken.intake.mapping


def test_unknown_columns_are_kept_only_when_named(take):
    content = "email,Mobile,Website,Notes,\na@b.no,123,x.no, ,z\nc@d.no,,,,\n"
    assert take(content).columns["attributes"] == [None, None]
    named = take(content, keep=("Mobile", "Fax"))
    assert named.columns["attributes"] == [{"Mobile": "123"}, None]
    assert named.intake.unused_settings == ("Fax",)
    everything = take(content, keep_all=True)
    assert everything.intake.kept_headers == ("Mobile", "Website", "Notes")
    assert everything.columns["attributes"] == [{"Mobile": "123", "Website": "x.no"}, None]


def test_a_recognised_column_can_be_kept_as_attribute_too(take):
    assert take("email,company\na@b.no,X\n", keep=("company",)).columns["attributes"] == [{"company": "X"}]


def test_the_note_of_an_attempt_is_taken_only_when_named(take):
    content = "lead_email,channel,direction,occurred_at,note\na@b.no,call,outbound,2026-11-20 10:00,secret\n"
    assert take(content).columns["note"] == [None]
    assert "note" not in take(content).intake.mapping
    for settings in ({"keep": ("note",)}, {"keep_all": True}, {"mapping": {"note": "note"}}):
        assert take(content, **settings).columns["note"] == ["secret"]


def test_attempts_without_direction_or_channel_are_taken_as_outbound_and_it_is_said(take):
    taken = take("lead_email,occurred_at,done\na@b.no,2026-11-20 10:00,yes\n")
    assert (taken.columns["direction"], taken.columns["channel"]) == (["outbound"], ["other"])
    assert taken.columns["outcome"] == ["unknown"]
    assert taken.intake.assumed == {"channel": "other", "direction": "outbound"}


def test_settings_for_another_kind_of_file_are_reported_as_unused(take):
    taken = take("email\na@b.no\n", mapping={"occurred_at": "When"}, constants={"channel": "call"})
    assert taken.intake.unused_settings == ("occurred_at", "channel")


def test_a_kind_that_is_named_makes_the_rest_plain(take):
    taken = take(
        "Nr,Post\n007,a@b.no\n", kind=Kind.LEADS, mapping={"external_id": "Nr", "email": "Post"}, system="crm"
    )
    assert (taken.intake.preset, taken.intake.system) == ("plain", "crm")
    assert taken.columns["external_id"] == ["007"]


@pytest.mark.parametrize(
    ("header", "settings", "sentence"),
    [
        ("email", {"preset": "abacus"}, "There is no preset abacus; there are plain, zoho, hubspot"),
        ("email", {"preset": "hubspot", "kind": Kind.TRAFFIC}, "The preset hubspot knows no file of traffic"),
        ("a,b", {}, "the column names do not tell what the rows are"),
        ("a,b", {"kind": Kind.LEADS}, "has no column for external_id or email"),
        ("lead_email,kind", {"kind": Kind.ACTIVITIES}, "has no column for occurred_at"),
        ("lead_email,entered_at", {"kind": Kind.STAGES}, "has no column for stage"),
        ("email", {"mapping": {"emial": "email"}}, "there is no field emial; there are amount, "),
        ("email,company", {"mapping": {"owner": "Owner"}}, "has no column Owner; it has email, company"),
        (
            "email,Owner",
            {"mapping": {"owner": "Owner"}, "constants": {"owner": "Kari"}},
            "both mapped and set",
        ),
        ("email", {"constants": {"won_at": "soon"}}, "soon cannot be set for won_at"),
        ("email,X,X", {"keep_all": True}, "more than one column called X"),
        ("email", {"time_zone": "Europe/Atlantis"}, "There is no time zone Europe/Atlantis"),
        ("email", {"time_zone": "../etc"}, "There is no time zone ../etc"),
    ],
)
def test_what_does_not_fit_together_is_refused(take, header, settings, sentence):
    with pytest.raises(FileRefused) as refused:
        take(header + "\n", **settings)
    assert sentence in str(refused.value)


def test_a_header_twice_does_not_matter_when_nobody_needs_it(take):
    assert take("email,X,X\na@b.no,1,2\n").columns["email"] == ["a@b.no"]


def test_a_norwegian_list_kept_by_hand_is_recognised(take):
    taken = take(
        "Fornavn;Etternavn;Firma;E-post;Opprettet;Selger;Segment\n"
        "Kari;Nes;Fjordlys AS;kari@fjord.example;02.11.2026 08:15;Ola;A\n"
    )
    assert (taken.intake.kind, taken.intake.preset, taken.faults) == (Kind.LEADS, "plain", [])
    assert taken.columns["owner"] == ["Ola"]
    assert taken.columns["created_at"] != [None]


def test_a_norwegian_list_of_calls_is_recognised(take):
    taken = take(
        "Leadets e-post;Kanal;Utfall;Tidspunkt\nkari@fjord.example;call;no answer;02.11.2026 08:15\n"
    )
    assert (taken.intake.kind, taken.faults) == (Kind.ATTEMPTS, [])
