"""Public holidays as proposals for the agreement: the terms keep them as explicit dates with names."""

from datetime import date

import holidays
from babel import Locale

from sla_core.i18n import Language

YEARS_AHEAD = 3  # how far terms name their closed dates; the app warns six months before they run out


def countries(language: Language) -> dict[str, str]:
    """Return the countries whose public holidays are known: ISO 3166 codes with their names, by name."""
    territories = Locale.parse(language.value).territories
    known = {code: territories[code] for code in holidays.list_supported_countries() if code in territories}
    return dict(sorted(known.items(), key=lambda item: item[1]))


def proposed(country: str, first_year: int, last_year: int, language: Language) -> dict[date, str]:
    """Return the public holidays of a country (ISO 3166 code) in these years, by date, with their names.

    Names come in the language where the package knows it, otherwise in the country's own. Sundays are left
    in: a working week may include them.
    """
    known = holidays.country_holidays(country)
    wanted = {Language.ENGLISH: "en_US", Language.BOKMAL: "no"}[language]
    name_in = wanted if wanted in known.supported_languages else known.default_language
    found = holidays.country_holidays(country, years=range(first_year, last_year + 1), language=name_in)
    return dict(sorted(found.items()))
