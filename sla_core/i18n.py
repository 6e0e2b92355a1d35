"""Texts, numbers and dates in the reader's language: gettext catalogues through Babel.

The English text is the key. A `Texts` is passed to whatever writes words (usually as `t`), so that two
people on one server read in their own language and no function depends on a global. Babel collects the
keys from calls of `t(…)`, `t.plural(…)`, `mark(…)` and the errors' constructors; a test checks that every
one has a translation.
"""

import gettext
import io
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal, format_percent

from sla_core.errors import SlaError

LOCALE_FOLDER = Path(__file__).parent / "locale"
NBSP = "\u00a0"


class Language(StrEnum):
    """The languages the app is written in."""

    ENGLISH = "en"
    BOKMAL = "nb"

    @classmethod
    def best(cls, wanted: str | None) -> "Language":
        """Return bokmål for any Norwegian tag a browser or a command names (`nb-NO`, `no`), else English."""
        tag = (wanted or "").lower().replace("_", "-").split("-")[0]
        return cls.BOKMAL if tag in {"nb", "no", "nn"} else cls.ENGLISH


def mark(message: str) -> str:
    """Name a text for translation where it is only looked up later (labels of closed sets)."""
    return message


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    if language is Language.ENGLISH:
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with (LOCALE_FOLDER / language / "LC_MESSAGES" / "handslag.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale=language.value))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


class Texts:
    """Words and figures in one language. Cheap to make: catalogues are read once per process."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._catalogue = _catalogue(language)
        # English as Europeans write it: day before month, 24-hour clock.
        self._locale = Locale.parse("en_GB" if language is Language.ENGLISH else "nb_NO")

    def __call__(self, message: str, **params: Any) -> str:
        """Return the message in this language with its `{parameters}` filled in."""
        return self._catalogue.gettext(message).format(**params)

    def plural(self, one: str, many: str, n: int, **params: Any) -> str:
        """Return the form for n; `{n}` is filled in with the number as this language writes it."""
        return self._catalogue.ngettext(one, many, n).format(n=self.number(n), **params)

    @property
    def list_separator(self) -> str:
        """What separates the cells of a CSV file where spreadsheets speak this language."""
        return "," if self.language is Language.ENGLISH else ";"

    def error(self, problem: SlaError) -> str:
        """Return the sentence of an error in this language."""
        return self(problem.message, **problem.params)

    def number(self, value: int | float | Decimal, decimals: int = 0) -> str:
        """Return a number with this language's separators (spaces that do not break in Norwegian)."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return format_decimal(value, format=pattern, locale=self._locale)

    def percent(self, share: float | Decimal) -> str:
        """Return a share of 1 as whole per cent: `91 %`, with a space that does not break."""
        return format_percent(share, format=f"#,##0{NBSP}%", locale=self._locale)

    def money(self, amount: int | float | Decimal, currency: str) -> str:
        """Return an amount in whole units of the currency."""
        pattern = f"#,##0{NBSP}¤¤"
        return format_currency(amount, currency, pattern, locale=self._locale, currency_digits=False)

    def day(self, day: date, parts: str = "yMMMd") -> str:
        """Return a day as this language orders it; `parts` is a CLDR skeleton: `MMMd`, `MMMEd`, `yMMMMEEEEd`."""
        return format_skeleton(parts, datetime(day.year, day.month, day.day), locale=self._locale)  # noqa: DTZ001

    def long_day(self, day: date) -> str:
        """Return a day in full, as it heads a list: `Wednesday, 25 November 2026`."""
        return format_date(day, format="full", locale=self._locale)

    def month(self, day: date) -> str:
        """Return the month's name as it stands in a sentence."""
        return format_date(day, format="LLLL", locale=self._locale)

    def time(self, instant: int, zone: str) -> str:
        """Return the local time of day of a UTC instant in seconds: `10:42`."""
        return format_time(_local(instant, zone).time(), format="HH:mm", locale=self._locale)

    def instant(self, instant: int, zone: str, now: int | None = None) -> str:
        """Return local date and time of a UTC instant in seconds: `Fri 20 Nov 16:00`.

        The year is told where it is not that of `now`. Leave `now` out only for what has just happened.
        """
        day = _local(instant, zone).date()
        same_year = now is None or _local(now, zone).year == day.year
        return f"{self.day(day, 'MMMEd' if same_year else 'yMMMEd')} {self.time(instant, zone)}"

    def moment(self, instant: int, zone: str) -> str:
        """Return local date with its year, and time, of a UTC instant in seconds: `20 Nov 2026 16:00`."""
        return f"{self.date_of(instant, zone)} {self.time(instant, zone)}"

    def date_of(self, instant: int, zone: str) -> str:
        """Return the local date of a UTC instant in seconds: `20 Nov 2026`."""
        return self.day(_local(instant, zone).date())

    def duration(self, seconds: int) -> str:
        """Return working time in words with spaces that do not break: `6 h 12 min`, `45 min`, `0 min`."""
        minutes = int(seconds) // 60
        hours, rest = divmod(minutes, 60)
        hour, minute = self("h"), self("min")
        if hours and rest:
            return f"{self.number(hours)}{NBSP}{hour} {rest:02d}{NBSP}{minute}".replace(" ", NBSP)
        return f"{self.number(hours)}{NBSP}{hour}" if hours else f"{rest}{NBSP}{minute}"


def _local(instant: int, zone: str) -> datetime:
    return datetime.fromtimestamp(instant, ZoneInfo(zone))
