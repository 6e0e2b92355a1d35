"""How each owner's leads stand: behind a switch that is off, and that nobody's next visit remembers."""

import streamlit as st

from db.versions import Versions
from pages.track.follow_up_parts import what_if
from pages.ui import result_reads
from pages.ui.text import plain, quiet
from sla_core import labels
from sla_core.follow_up.groups import by_group
from sla_core.follow_up.judging import Status
from sla_core.follow_up.what_if import share_words
from sla_core.funnel import By
from sla_core.i18n import Texts
from sla_core.periods import Period
from sla_core.situation import Situation

_SHOWN = (Status.MET, Status.LATE, Status.OVERDUE)


def draw(known: Versions, now: Situation, of: Period, t: Texts) -> None:
    """Draw the switch, and the table where it is on. It is a widget of this view alone: leaving it turns it off."""
    if not st.toggle(t("Show figures per person"), key="per_person"):
        return
    groups, least = result_reads.groups(known, now, By.OWNER), now.limits.least_cases
    found = by_group(now.judgement, now.inside(of), groups, least)
    found.sort(key=lambda one: (not one.value, one.value))  # by name: it is no ranking
    columns: dict[str, list[str]] = {
        t("Owner"): [plain(one.value) or t("nobody") for one in found],
        t("In time"): [share_words(one.in_time, t) for one in found],
        **{t(labels.STATUSES[status]): [t.number(one.count(status)) for one in found] for status in _SHOWN},
    }
    what_if.table(columns, t("Follow-up by owner"))
    st.markdown(quiet(t("By who owns the lead now. Leads differ: this is no ranking of people.")))
