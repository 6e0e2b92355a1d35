"""What keeping the agreement is worth by the company's own numbers, and what is still missing for one that works."""

from decimal import Decimal
from fractions import Fraction

import streamlit as st

from pages.agree.goals_parts.view import View, to_editor
from pages.ui import goal_reads, reads
from pages.ui.text import lines, plain, quiet, strong
from sla_core.checklist import missing as found_missing
from sla_core.funnel.words import between, converted, days
from sla_core.goals.amounts import NotComputable
from sla_core.goals.bands import Band, Bands, worth
from sla_core.goals.plan_words import BANDS
from sla_core.goals.words import why_not
from sla_core.handovers.ranks import own_limits
from sla_core.i18n import Texts
from sla_core.wording import money, within


def draw(view: View, t: Texts) -> None:
    """Draw the calculator, its warning, and two published figures."""
    found = goal_reads.bands(view.known, view.now)
    with st.container(border=True, gap="xsmall"):
        st.markdown(strong(t("What an early answer is worth, by our own numbers")))
        st.markdown(quiet(_counted(view, found, t)))
        if not found.in_time.of + found.not_in_time.of:
            st.markdown(t("No handover is old enough yet for its end to be known."))
        else:
            _bands(found, t)
            _worth(view, found, t)
        with st.expander(t("Two published figures, with their limits")):
            st.markdown(_published(t))


def _counted(view: View, found: Bands, t: Texts) -> str:
    p90 = view.facts.journey.p90
    if p90 is None:
        return t(
            "Counted are handovers older than nine of ten journeys; how long these take is not known yet."
        )
    return t(
        "Handovers of the last twelve months that are older than {days} days (nine of ten journeys); left out: "
        "{n} that no clock could judge or that sales returned.",
        days=days(p90, t),
        n=t.number(found.left_out),
    )


def _bands(found: Bands, t: Texts) -> None:
    shown = [band for band in Band if found.by_band[band].of]
    st.table(
        {
            t("First contact"): [t(BANDS[band]) for band in shown],
            t("Became customers"): [converted(found.by_band[band], t) for band in shown],
            t("The true rate lies"): [between(found.by_band[band], t) or "–" for band in shown],
        },
        border="horizontal",
        hide_index=True,
        hide_header=False,
        alt=t("How often leads became customers, by how soon they were contacted"),
    )


def _worth(view: View, found: Bands, t: Texts) -> None:
    warning = t("This is correlation: who was called late may have been less promising to begin with.")
    st.markdown(f"{_told(view, found, t)}  \n▲ {warning}")
    if found.difference is not None and not found.is_clear:
        st.markdown(quiet(t("The two intervals overlap: the difference may also be chance.")))


def _told(view: View, found: Bands, t: Texts) -> str:
    promise = view.promise
    late, in_time = converted(found.not_in_time, t), converted(found.in_time, t)
    both = t("In time {in_time}, not in time {late}.", in_time=in_time, late=late)
    if found.difference is None:
        return f"{both} {t('Too little data to say what that is worth.')}"
    if found.difference <= 0:
        return (
            f"{both} {t('Leads in time were not won more often: nothing can be gained from these numbers.')}"
        )
    bought = view.facts.purchases.average(view.now.limits.least_cases)
    agreed = promise.average_purchase
    amount = worth(found, bought if bought is not None else None if agreed is None else Fraction(agreed))
    if amount is None or isinstance(amount, NotComputable):
        return f"{both} {why_not(amount, t)}" if isinstance(amount, NotComputable) else both
    terms = view.now.in_force.terms
    could = t(
        "Could be, if it were the cause: **{amount}** more from the {n} late leads, had they been contacted {within}.",
        amount=plain(money(Decimal(_rounded(amount)), promise.currency, t)),
        n=t.number(found.not_in_time.of),
        within=t("in time") if own_limits(terms) else within(terms.sales.respond_within, t),
    )
    return f"{both} {could}"


def _rounded(amount: Fraction) -> int:
    """Return an amount with two figures that count: more would feign exactness."""
    digits = max(len(str(int(amount))) - 2, 0)
    return int(round(amount / 10**digits) * 10**digits)


def _published(t: Texts) -> str:
    return lines(
        [
            t(
                "**MIT and InsideSales, 2007**: at 30 minutes the odds of reaching a lead were 100 times lower than at "
                "5 minutes, those of qualifying it 21 times."
            ),
            quiet(
                t("Odds are not shares, the co-author sold such software, and it is about web forms of 2007.")
            ),
            t(
                "**Harvard Business Review, 2011**: of 2,241 firms that were tested, 37 % answered within an hour and "
                "23 % never."
            ),
            quiet(
                t(
                    "A test of firms in the United States; it tells how many answered, not what that was worth."
                )
            ),
        ]
    )


def checklist(view: View, t: Texts) -> None:
    """Draw what is missing for an agreement that works, each with a link to its editor."""
    of = view.agreement.draft or view.now.in_force
    found = found_missing(of.terms, reads.personas(view.known), reads.people(view.known), view.now.today)
    with st.container(border=True, gap="xsmall"):
        title = t("What is missing for an agreement that works, version {version}", version=of.label)
        st.markdown(strong(title))
        if not found:
            st.markdown(f":green[✓ {t('Nothing is missing')}]")
        for item in found:
            sign = ":red[◆]" if item.blocks else ":gray[○]"
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"{sign} {plain(t.error(item.sentence))}", width="stretch")
                to_editor(item.section, t("Go there"))
