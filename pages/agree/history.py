"""Every version there was, newest first, what became of it, and any two compared in words."""

import streamlit as st

from db.versions import Versions
from pages.agree.shown import Shown
from pages.ui import reads, session
from pages.ui.text import plain, strong
from sla_core.agreement import AgreementVersion, Status
from sla_core.agreement_words import STATUSES
from sla_core.difference_runs import in_runs
from sla_core.i18n import Texts

_COLOURS = {Status.IN_FORCE: "green"}


def draw(known: Versions, view: Shown, t: Texts) -> None:
    """Draw the list and the comparison."""
    with st.container(border=True, gap="xsmall"):
        st.markdown(strong(t("Versions")))
        _list(view, t)
    with st.container(border=True, gap="xsmall"):
        st.markdown(strong(t("Compare two versions")))
        _compare(known, view, t)


def _list(view: Shown, t: Texts) -> None:
    newest_first = list(reversed(view.agreement.versions))
    st.table(
        {
            t("Version"): [strong(version.label) for version in newest_first],
            t("State"): [_state(view, version, t) for version in newest_first],
            t("From"): [plain(_from(version, view.now.zone, t)) for version in newest_first],
            t("Signed by"): [_signers(view, version) for version in newest_first],
            t("Begun by"): [plain(version.created_by) for version in newest_first],
        },
        border="horizontal",
        hide_index=True,
        hide_header=False,
        alt=t("All versions with their state and signatures"),
    )


def _state(view: Shown, version: AgreementVersion, t: Texts) -> str:
    status = view.agreement.status(version, view.now.edge.now)
    if status is Status.IN_FORCE:
        return f":green-badge[✓ {t(STATUSES[status])}]"
    if status in (Status.DRAFT, Status.PROPOSED, Status.SIGNED):
        return f":gray-badge[{t(STATUSES[status])}]"
    return t(STATUSES[status])


def _from(version: AgreementVersion, zone: str, t: Texts) -> str:
    if version.in_force_from is not None:
        return t.moment(version.in_force_from, zone)
    if version.wished_from is not None:
        return t.day(version.wished_from)
    return t("from the beginning") if version.provisional else "–"


def _signers(view: Shown, version: AgreementVersion) -> str:
    return plain(", ".join(link.entry.signer for link in view.agreement.signatures(version))) or "–"


def _compare(known: Versions, view: Shown, t: Texts) -> None:
    labels = [version.label for version in view.agreement.versions]
    if len(labels) < 2:
        st.markdown(t("There is only one version so far."))
        return
    with st.container(horizontal=True):
        newest = view.agreement.draft or view.agreement.agreed[-1]
        base = view.agreement.before(newest) or view.agreement.agreed[0]
        one = _choice(t("From"), labels, labels.index(base.label), "compare_from", t)
        other = _choice(t("To"), labels, labels.index(newest.label), "compare_to", t)
    before, after = view.agreement.labelled(one), view.agreement.labelled(other)
    if before is None or after is None:
        return
    found = in_runs(reads.differences(known, before, after, t), t)
    if not found:
        st.markdown(t("They say the same."))
        return
    st.table(
        {
            t("What"): [f":gray[{change.clause}] {plain(change.what)}" for change in found],
            t("Version {version}", version=before.label): [plain(change.was) for change in found],
            t("Version {version}", version=after.label) + " ": [plain(change.becomes) for change in found],
        },
        border="horizontal",
        hide_index=True,
        hide_header=False,
        alt=t("What differs between the two versions"),
    )


def _choice(label: str, options: list[str], place: int, key: str, t: Texts) -> str:
    chosen: str = st.selectbox(
        label,
        options,
        index=place,
        format_func=lambda value: t("Version {version}", version=value),
        key=key,
        width=session.size().px(200),
    )
    return chosen
