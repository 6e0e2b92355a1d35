"""Whether sales can work the leads that come now, are agreed, and are needed; and how the goals are to be reached."""

from datetime import date
from fractions import Fraction

import streamlit as st

from pages.agree.goals_parts.view import View, to_editor
from pages.ui import charts, session
from pages.ui.session import Size
from pages.ui.text import plain, quiet, strong
from sla_core.charts.goals import LoadBar, LoadTable
from sla_core.goals.adjusting import work_hours
from sla_core.goals.amounts import Amount, NotComputable, shown
from sla_core.goals.capacity import overflow
from sla_core.goals.chain import Link
from sla_core.goals.plan import Plan, own_mean
from sla_core.goals.plan_words import amount, room_line, usual
from sla_core.goals.words import why_not
from sla_core.i18n import Texts
from sla_core.sections import Section
from sla_core.wording import day_as_typed

_CHART_REM = {Size.DESK: 9.0, Size.ROOM: 8.0, Size.HALL: 7.5}


def draw(view: View, plan: Plan, tried: Amount | None, t: Texts) -> None:
    """Draw hours against hours, and in words from which number on the promise would be broken.

    `plan` may be one with other rates; `tried` are the SQLs of a number that is tried in the chain.
    """
    with st.container(border=True, height="stretch", gap="xsmall"):
        judged = _agreed(plan) if tried is None else tried
        hours = _hours(view, view.room)
        st.markdown(f"{strong(t('Can sales follow them up?'))} {_state(view, judged, t)}")
        st.markdown(quiet(_basis(view, t)))
        if isinstance(hours, NotComputable):
            st.markdown(why_not(hours, t))
            to_editor(Section.CAPACITY, t("Agree on reps, hours and minutes"))
            return
        bars = _bars(view, plan, tried, t)
        if bars:
            alt = "; ".join(f"{bar.words}: {t.number(round(bar.hours))}" for bar in bars)
            room = t("room for {n} h", n=t.number(round(hours)))
            charts.load(
                LoadTable(bars, float(hours)),
                f"{t('Can sales follow them up?')} {alt}; {room}",
                _CHART_REM[session.size()],
            )
        st.markdown(room_line(judged, view.room, t))


def _agreed(plan: Plan) -> Amount:
    number = plan.agreed[Link.SALES_QUALIFIED]
    return plan.needed[Link.SALES_QUALIFIED] if number is None else number


def _hours(view: View, leads: Amount) -> Amount:
    return work_hours(leads, view.facts.attempts.attempts, view.sales.minutes_per_attempt)


def _state(view: View, agreed: Amount, t: Texts) -> str:
    over = overflow(shown(agreed), view.room)
    if isinstance(over, NotComputable) or isinstance(agreed, NotComputable):
        return ""
    if over:
        told = t.plural("{n} lead too many", "{n} leads too many", shown(over) or 0)
        return f":red[◆ {told}]"
    spare = _spare(_hours(view, view.room), _hours(view, agreed), t)
    return f":green[✓ {t('{n} h to spare', n=spare)}]"


def _spare(room: Amount, used: Amount, t: Texts) -> str:
    if isinstance(room, NotComputable) or isinstance(used, NotComputable):
        return "–"
    return t.number(int(room - used))


def _basis(view: View, t: Texts) -> str:
    sales, attempts = view.sales, view.facts.attempts
    if sales.reps is None or sales.hours_per_rep_and_week is None or sales.minutes_per_attempt is None:
        return t("Reps, hours and minutes per attempt are agreed under Capacity.")
    people = t.plural("{n} rep", "{n} reps", sales.reps)
    told = t(
        "{people} with {hours} h a week for calls · {attempts} attempts of {minutes} min for each lead",
        people=people,
        hours=t.number(sales.hours_per_rep_and_week),
        attempts=amount(attempts.attempts, t),
        minutes=t.number(sales.minutes_per_attempt),
    )
    source = (
        t("attempts as agreed, own too few")
        if attempts.n is None
        else t("own average of {n} leads", n=t.number(attempts.n))
    )
    return f"{told} ({source})"


def _bars(view: View, plan: Plan, tried: Amount | None, t: Texts) -> tuple[LoadBar, ...]:
    agreed, needed = _agreed(plan), plan.needed[Link.SALES_QUALIFIED]
    now = own_mean(view.facts.months, Link.SALES_QUALIFIED, view.period)
    found: list[tuple[str, Amount | None]] = [
        (t("now {n}", n=usual(now, t) if now is not None else "–"), now),
        (t("agreed {n}", n=_number(agreed, t)), agreed),
        (t("needed {n}", n=_number(needed, t)), needed),
        (t("tried {n}", n=_number(tried, t)), tried),
    ]
    bars = []
    for words, leads in found:
        if isinstance(leads, Fraction):
            hours = _hours(view, leads)
            if isinstance(hours, Fraction):
                bars.append(LoadBar(words, float(hours)))
    return tuple(bars)


def _number(of: Amount | None, t: Texts) -> str:
    return t.number(shown(of) or 0) if isinstance(of, Fraction) else "–"


def how(view: View, t: Texts) -> None:
    """Draw what is done to reach the goals, by whom, by when; what is overdue first."""
    initiatives = sorted(view.promise.initiatives, key=lambda one: one.by or "9")
    with st.container(border=True, height="stretch", gap="xsmall"):
        late = sum(_is_late(one.by, view.now.today) for one in initiatives)
        state = f" :orange[▲ {t.plural('{n} overdue', '{n} overdue', late)}]" if late else ""
        st.markdown(f"{strong(t('How we get there'))}{state}")
        if not initiatives:
            st.markdown(t("How the targets are to be reached is not written down."))
        else:
            cells = {
                t("What is done"): [plain(one.what) for one in initiatives],
                t("Who"): [plain(one.who) or "–" for one in initiatives],
                t("By"): [_by(one.by, view.now.today, t) for one in initiatives],
            }
            alt = t("What is done, by whom, by when")
            st.table(cells, border="horizontal", hide_index=True, hide_header=False, alt=alt)
        to_editor(Section.TARGETS, t("Write what is done"))


def _is_late(by: str, today: date) -> bool:
    return bool(by) and by[:10] < today.isoformat()


def _by(by: str, today: date, t: Texts) -> str:
    if not by:
        return "–"
    day = plain(day_as_typed(by, t))
    return f":orange[▲ {day} · {t('overdue')}]" if _is_late(by, today) else day
