"""Who the sample company's leads are. Every name is put together from syllables: no real firm, no real person."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sla_core.columns import MISSING, Flags
from sla_core.facts import Codes
from sla_core.sample_company.arrivals import Arrivals
from sla_core.sample_company.grades import B, C, grades
from sla_core.sample_company.setting import Setting, Shares


def _words(text: str) -> list[str]:
    return text.split()


FIRST = _words(
    """
    Anders Anne Arne Astrid Bente Berit Bjørn Camilla Daniel Eirin Elin Emil Erik Fatima Frode Geir Gro Guro
    Hanne Hege Helge Ida Ingunn Ivar Jan Kjersti Knut Lars Linda Magnus Maria Marit Morten Nina Nora Odd
    Omar Per Ragnhild Randi Roger Rune Sara Sindre Siv Solveig Stian Sunniva Svein Terje Tone Trond Vegard Yngvild
    """
)
LAST = _words(
    """
    Aspheim Bakkerud Birkevold Breimo Dalseng Eikmo Engvoll Fossmark Furuset Gjerdvik Granlund Grøtting Hagemo
    Haugvold Heggdal Holmsæter Hovland Kjølberg Kleppe Kvamsdal Lauvås Lindmo Lyngset Løkkemo Midtgarden Moldvær
    Myrvold Nesgård Nordeng Oppsal Raudberg Rognlid Rønningsmo Sandvoll Sjøvold Skaret Skogmo Solheimsnes Stavseng
    Steinvoll Strandmo Sætervik Tangvold Torgrimsen Tveitmo Ulvseth Vestgård Vikmo Vollseter Østerli Øyset Åsvoll
    """
)
_BEGIN = _words(
    "Bjørk Brå Fugl Gran Hav Hegg Lauv Lyng Myr Rim Skar Stein Sval Sølv Tind Torv Ulv Vind Vår Ørn"
)
_END = _words("brisk fjær glo gnist kvast loft rime skjell spor varde")
# Business, word in the company's name, how well it fits the ideal customer.
_BUSINESSES = (
    ("Eiendom", "Eiendom", 1.0),
    ("Eiendom", "Næringsbygg", 1.0),
    ("Hotell", "Hotelldrift", 0.8),
    ("Næringsmiddel", "Sjømat", 0.7),
    ("Næringsmiddel", "Meieri", 0.7),
    ("Logistikk", "Logistikk", 0.6),
    ("Logistikk", "Kjølelager", 0.8),
    ("Bygg og anlegg", "Bygg", 0.4),
    ("Industri", "Mekaniske", 0.5),
    ("Varehandel", "Handel", 0.4),
    ("Rådgivning", "Rådgivning", 0.1),
    ("Undervisning", "Kurs", 0.1),
)
_SIZES = (("1–9", 0.1), ("10–49", 0.4), ("50–249", 1.0), ("250–999", 0.9), ("1000+", 0.5))
OPERATIONS, BUYER = "Driftsleder Dag", "Økonomisjef Eva"  # what the CRM calls the personas
# Title, share, how well it fits, persona as the CRM has it.
_TITLES = (
    ("Driftsleder", 0.20, 1.0, OPERATIONS),
    ("Teknisk sjef", 0.15, 1.0, OPERATIONS),
    ("Eiendomssjef", 0.10, 0.9, OPERATIONS),
    ("Økonomisjef", 0.10, 0.7, BUYER),
    ("Daglig leder", 0.13, 0.7, BUYER),
    ("Innkjøper", 0.08, 0.4, None),
    ("Prosjektleder", 0.08, 0.3, None),
    ("Konsulent", 0.08, 0.1, None),
    ("Student", 0.05, 0.0, None),
    (None, 0.03, 0.3, None),
)
_CITIES = _words("Oslo Bergen Trondheim Stavanger Drammen Tromsø Kristiansand Ålesund Bodø Hamar")
_COMPANIES = len(_BEGIN) * len(_END) * len(_BUSINESSES)
_GRADES = grades(
    [title for title, _, _, _ in _TITLES],
    [industry for industry, _, _ in _BUSINESSES],
    [size for size, _ in _SIZES],
)
ONLY_BEST = C  # sales takes leads of this grade only with the best rating
_ONLY_BEST_SHARE = 0.08  # of the leads handed over
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})


@dataclass(frozen=True)
class Contacts:
    """One row per lead: places in the lists above."""

    first: Codes
    last: Codes
    company: Codes
    title: Codes

    def are(self, persona: str) -> Flags:
        """Return who is called by this persona in the CRM."""
        named = np.array([known == persona for _, _, _, known in _TITLES])
        found: Flags = named[self.title]
        return found

    @property
    def grade(self) -> Codes:
        """The grade of each lead, as a place in the bands."""
        return _grade(self.title, self.company)

    @property
    def fit(self) -> Shares:
        """How well each lead matches the ideal customer, 0–1."""
        titles = np.array([fit for _, _, fit, _ in _TITLES])[self.title]
        sizes = np.array([fit for _, fit in _SIZES])[_size(self.company)]
        businesses = np.array([fit for _, _, fit in _BUSINESSES])[self.company % len(_BUSINESSES)]
        product: Shares = np.cbrt(titles * sizes * businesses)
        return product


def contacts(setting: Setting, leads: Arrivals) -> Contacts:
    """Return who the leads are; those handed over are what the company looks for, but for those too early."""
    chance = setting.chance("contacts")
    count = len(leads)
    shares = np.array([share for _, share, _, _ in _TITLES])
    wanted = np.array([fit for _, _, fit, _ in _TITLES])
    titles = chance.choice(len(_TITLES), size=(2, count), p=shares / shares.sum())
    better = np.where(wanted[titles[0]] >= wanted[titles[1]], titles[0], titles[1])
    first, last = chance.integers(0, len(FIRST), count), chance.integers(0, len(LAST), count)
    company = chance.integers(0, _COMPANIES, count)
    title = np.where(leads.handed_over != MISSING, better, titles[0])
    _choose(setting, np.flatnonzero((leads.handed_over != MISSING) & ~leads.too_early), title, company)
    return Contacts(first, last, company, title)


def _choose(setting: Setting, ready: Codes, title: Codes, company: Codes) -> None:
    """Exchange those of the ready leads for others whose grade is none that sales takes."""
    chance = setting.chance("ready contacts")
    lower = chance.random(len(ready)) < _ONLY_BEST_SHARE
    shares = np.array([share for _, share, _, _ in _TITLES])
    while len(ready):
        grade = _grade(title[ready], company[ready])
        wrong = np.where(lower, grade != ONLY_BEST, grade > B)
        ready, lower = ready[wrong], lower[wrong]
        title[ready] = chance.choice(len(_TITLES), size=len(ready), p=shares / shares.sum())
        company[ready] = chance.integers(0, _COMPANIES, len(ready))


def _grade(title: Codes, company: Codes) -> Codes:
    return _GRADES[title, company % len(_BUSINESSES), _size(company)]


def _size(company: Codes) -> Codes:
    return company * 7_919 // 13 % len(_SIZES)


def company_name(company: int) -> str:
    """Return the name of a company."""
    rest, business = divmod(company, len(_BUSINESSES))
    begin, end = divmod(rest, len(_END))
    return f"{_BEGIN[begin]}{_END[end]} {_BUSINESSES[business][1]} AS"


def _domain(company: int) -> str:
    return (
        company_name(company).removesuffix(" AS").lower().replace(" ", "-").translate(_LETTERS) + ".example"
    )


def columns(known: Contacts, rows: slice) -> dict[str, list[Any]]:
    """Return the columns of the lead table that tell who somebody is."""
    first = [FIRST[place] for place in known.first[rows].tolist()]
    last = [LAST[place] for place in known.last[rows].tolist()]
    companies = known.company[rows].tolist()
    titles = [_TITLES[place] for place in known.title[rows].tolist()]
    email = [
        f"{a}.{b}".lower().translate(_LETTERS) + f"@{_domain(company)}"
        for a, b, company in zip(first, last, companies, strict=True)
    ]
    return {
        "email": email,
        "email_key": email,
        "first_name": first,
        "last_name": last,
        "title": [title for title, _, _, _ in titles],
        "company": [company_name(company) for company in companies],
        "company_size": [_SIZES[place][0] for place in _size(known.company[rows]).tolist()],
        "industry": [_BUSINESSES[company % len(_BUSINESSES)][0] for company in companies],
        "country": ["Norge"] * len(first),
        "city": [_CITIES[company * 31 // 7 % len(_CITIES)] for company in companies],
        "persona": [persona for _, _, _, persona in titles],
    }
