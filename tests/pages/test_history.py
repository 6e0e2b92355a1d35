"""History: every write as a sentence in the reader's language, newest first."""

import pytest

from db.audit import AuditEntry
from db.engine import note, transaction
from pages.ui.sentences import KINDS, sentence
from sla_core.i18n import Language, Texts
from sla_core.people import COMMAND_LINE, LOCAL_USER, Action, Person, Role
from sla_core.sections import Section
from tests.db.agreeing import agree, found, propose, respond_within, save, sign
from tests.pages.conftest import OpenPage, words

PAGE = "pages/setup/history.py"


def act(
    subject: str, actor: Person = LOCAL_USER, action: Action = Action.SAVE_PERSON, **details: object
) -> None:
    with transaction(actor, action) as db:
        note(db, subject, **details)


@pytest.mark.parametrize(
    ("lang", "advice"), [("en", "Nothing has been done yet"), ("nb", "Ingenting er gjort ennå")]
)
def test_an_empty_history_says_what_to_do_next(open_page: OpenPage, lang: str, advice: str) -> None:
    app = open_page(PAGE, lang=lang)
    assert advice in words(app)
    assert len(app.page_link) == 1


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "**The local user** entered or changed Kari :small[:gray[Manager · Sales]]"),
        ("nb", "**Den lokale brukeren** la inn eller endret Kari :small[:gray[Leder · Salg]]"),
    ],
)
def test_an_entry_is_a_sentence_in_the_readers_language(open_page: OpenPage, lang: str, told: str) -> None:
    act("Kari", role="manager", department="sales")
    assert told in words(open_page(PAGE, lang=lang))


def test_the_newest_entry_stands_first(open_page: OpenPage) -> None:
    for name in ("Anna", "Berit", "Cato"):
        act(name)
    written = words(open_page(PAGE))
    assert written.index("Cato") < written.index("Berit") < written.index("Anna")


def test_counts_of_an_import_stand_beside_its_files(open_page: OpenPage) -> None:
    counts = {"rows": 3902, "new": 3900, "changed": 0, "unchanged": 0, "rejected": 2}
    act("leads.csv", action=Action.IMPORT, run="x", files=[{"file": "leads.csv", "kind": "leads", **counts}])
    told = "brought in data: leads&#46;csv :small[:gray[leads&#46;csv 3,900 new 2 refused]]"
    assert told in words(open_page(PAGE))


def test_an_attempt_is_told_with_channel_and_outcome(open_page: OpenPage) -> None:
    act("lead 12", action=Action.LOG_ATTEMPT, channel="call", outcome="no_answer")
    assert "logget et kontaktforsøk: lead 12 :small[:gray[" in words(open_page(PAGE, lang="nb"))
    assert "logged a contact attempt: lead 12 :small[:gray[Call · No answer]]" in words(open_page(PAGE))


def test_names_are_never_markup(open_page: OpenPage) -> None:
    act("![x](https://elsewhere.example/p.png)", actor=Person("**Bold**", "", None, Role.ADMINISTRATOR))
    written = words(open_page(PAGE))
    assert "![x](" not in written
    assert "&#42;&#42;Bold&#42;&#42;" in written


def test_history_is_narrowed_to_a_person_and_to_a_kind(open_page: OpenPage) -> None:
    act("Anna", actor=LOCAL_USER)
    act("Berit", actor=COMMAND_LINE)
    act("leads.csv", actor=COMMAND_LINE, action=Action.IMPORT)
    app = open_page(PAGE)
    app.selectbox(key="history_who").set_value(COMMAND_LINE.name).run()
    assert "Anna" not in words(app)
    assert "Berit" in words(app)
    app.selectbox(key="history_what").set_value(Action.IMPORT).run()
    assert "Berit" not in words(app)
    assert "leads&#46;csv" in words(app)
    app.selectbox(key="history_who").set_value(LOCAL_USER.name).run()
    assert "Choose another kind or another person" in words(app)


def test_older_entries_are_shown_on_demand(open_page: OpenPage) -> None:
    for number in range(52):
        act(f"person{number:02d}")
    app = open_page(PAGE)
    assert "person02" in words(app)
    assert "person01" not in words(app)
    app.button(key="history_more").click().run()
    assert "person00" in words(app)
    assert not [button for button in app.button if button.key == "history_more"]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("action", list(Action))
def test_every_action_has_a_sentence_and_a_kind(action: Action, language: Language) -> None:
    entry = AuditEntry(id=1, recorded_at=0, actor="Kari", action=action, subject="subject", details={})
    assert "**Kari**" in sentence(entry, Texts(language))
    assert action in KINDS


def test_history_tells_what_a_change_of_the_draft_was_and_what_it_voided(open_page: OpenPage) -> None:
    company = found()
    sign(company.kari, propose(company))
    save(company.ola, Section.RESPONSE, respond_within(4))
    told = words(open_page(PAGE))
    assert "Sales contacts within&#58; 8 working hours → 4 working hours" in told
    assert "signatures on it are void" in told


def test_history_tells_when_a_signature_brought_a_version_into_force(open_page: OpenPage) -> None:
    agree(found())
    told = words(open_page(PAGE))
    assert "with it the version is agreed" in told
    assert "in force from 25 Nov 2026" in told
