"""What the data suggest, in words: points with their interval and n, or why there are none."""

from sla_core.i18n import Texts
from sla_core.lead_criteria.suggestions import LEAST, Suggestion, Suggestions


def short(of: Suggestions, axis: str, rule: str, points: int, t: Texts) -> str:
    """Return a suggestion for a cell beside agreed points: `▲ 41 (30 to 52) · n 22`, `○ too little data`."""
    found = of.of.get((axis, rule))
    if found is None:
        return f"○ {t('too little data')}"
    sign = "▲ " if found.is_outside(points) else ""
    return f"{sign}{interval(found, t)} · n {t.number(found.n)}"


def interval(of: Suggestion, t: Texts) -> str:
    """Return points and where the true ones lie: `19 (11 to 27)`."""
    return t(
        "{points} ({low} to {high})",
        points=t.number(of.points),
        low=t.number(of.low),
        high=t.number(of.high),
    )


def basis(of: Suggestions, t: Texts) -> str:
    """Return what suggestions rest on, or that there is too little for any."""
    if of.too_little:
        return t(
            "Nothing is suggested from {won} customers and {others} others: at least {least} of each are needed.",
            won=t.number(of.won),
            others=t.number(of.others),
            least=t.number(LEAST),
        )
    return t(
        "From {won} customers against {others} other leads. Nothing is applied by itself.",
        won=t.number(of.won),
        others=t.number(of.others),
    )
