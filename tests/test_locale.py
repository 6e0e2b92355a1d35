"""Every text of the app has a bokmål translation, and none is left over."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from sla_core.errors import SlaError
from sla_core.i18n import LOCALE_FOLDER, NBSP, Language, Texts
from tests.core.episodes import at

ROOT = Path(__file__).parents[1]
# Calls whose first argument is a text to translate; `plural` has two.
CALLS = {
    "t",
    "self",
    "texts",
    "mark",
    "plural",
    "SlaError",
    "NotAllowed",
    "Conflict",
    "FileRefused",
    "KindUnclear",
    "DatesUnclear",
    "DatabaseUnusable",
    "NotPossible",
}


def texts_in_code() -> set[str | tuple[str, ...]]:
    """All keys in the code. Read from the syntax tree: Babel's own search misses those inside f-strings."""
    sources = [ROOT / "app.py"]
    for folder in ("pages", "db", "sla_core"):
        sources += (ROOT / folder).rglob("*.py")
    return {key for source in sources for key in keys_of(ast.parse(source.read_text(encoding="utf-8")))}


def keys_of(tree: ast.AST) -> Iterator[str | tuple[str, ...]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            said = [
                part.value
                for part in node.args
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            ]
            if name in CALLS and said:
                yield (said[0], said[1]) if name == "plural" else said[0]


def catalogue() -> dict[str | tuple[str, ...], str | tuple[str, ...]]:
    with (LOCALE_FOLDER / "nb" / "LC_MESSAGES" / "handslag.po").open("rb") as source:
        return {message.id: message.string for message in read_po(source, locale="nb") if message.id}


def test_every_text_has_its_translation_and_none_is_left_over() -> None:
    code, translated = texts_in_code(), catalogue()
    keys = {tuple(key) if isinstance(key, (list, tuple)) else key for key in translated}
    assert sorted(map(str, code - keys)) == []
    assert sorted(map(str, keys - code)) == []
    empty = [key for key, text in translated.items() if not all(text if isinstance(text, tuple) else [text])]
    assert empty == []


@pytest.mark.parametrize(
    ("language", "now", "expected"),
    [
        (Language.ENGLISH, "2021-04-16", "Thu 15 Apr 23:00"),
        (Language.ENGLISH, "2026-11-20", "Thu, 15 Apr 2021 23:00"),
        (Language.BOKMAL, "2026-11-20", "tor. 15. apr. 2021 23:00"),
    ],
)
def test_an_instant_of_another_year_tells_the_year(language: Language, now: str, expected: str) -> None:
    assert Texts(language).instant(at("2021-04-15 23:00"), "Europe/Oslo", at(now)) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [(Language.ENGLISH, "Wednesday, 25 November 2026"), (Language.BOKMAL, "onsdag 25. november 2026")],
)
def test_a_day_in_full_is_written_out(language: Language, expected: str) -> None:
    assert Texts(language).long_day(date(2026, 11, 25)) == expected


def test_translations_keep_the_parameters() -> None:
    def holes(text: str | tuple[str, ...]) -> set[str]:
        return set(re.findall(r"{(\w+)}", text if isinstance(text, str) else " ".join(text)))

    wrong = {key: text for key, text in catalogue().items() if holes(key) != holes(text)}
    assert wrong == {}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            Language.ENGLISH,
            ["1,234", "91\u00a0%", "23 Nov 2026", "6\u00a0h\u00a012\u00a0min", "45\u00a0min", "4\u00a0h"],
        ),
        (
            Language.BOKMAL,
            [
                "1\u00a0234",
                "91\u00a0%",
                "23. nov. 2026",
                "6\u00a0t\u00a012\u00a0min",
                "45\u00a0min",
                "4\u00a0t",
            ],
        ),
    ],
)
def test_numbers_dates_and_durations_are_the_languages_own(language: Language, expected: list[str]) -> None:
    t = Texts(language)
    day = t.day(date(2026, 11, 23))
    durations = [t.duration(seconds) for seconds in (6 * 3600 + 12 * 60, 45 * 60, 4 * 3600)]
    assert [t.number(1234), t.percent(0.91), day, *durations] == expected


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("nb-NO", "nb"),
        ("no", "nb"),
        ("nn", "nb"),
        ("en-GB", "en"),
        ("sv", "en"),
        (None, "en"),
        ("NB_no", "nb"),
    ],
)
def test_norwegian_browsers_get_bokmal_all_others_english(tag: str | None, language: str) -> None:
    assert Language.best(tag) == language


def test_an_error_is_told_in_the_readers_language_with_its_parameters() -> None:
    problem = SlaError("{email} is not an e-mail address.", email="ola")
    assert Texts(Language.ENGLISH).error(problem) == "ola is not an e-mail address."
    assert Texts(Language.BOKMAL).error(problem) != Texts(Language.ENGLISH).error(problem)
    assert NBSP in Texts(Language.BOKMAL).duration(3900)
