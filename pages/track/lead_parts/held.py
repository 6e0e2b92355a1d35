"""Everything held on one person: each field with the file that said it, and all of it to take away."""

import pandas as pd
import streamlit as st

from pages.track.lead_parts.case import Case
from pages.ui import lead_reads
from pages.ui.text import plain, quiet
from sla_core.i18n import Texts
from sla_core.intake.field_names import field_name
from sla_core.intake.fields import FIELDS, Kind, Type
from sla_core.lead.held import Fact, Held, as_csv, as_json, facts

_TYPES = {field.name: field.type for field in FIELDS[Kind.LEADS]}


def draw(case: Case, t: Texts) -> None:
    """Draw the fields, the ids elsewhere, how much else there is, and the two files."""
    of = lead_reads.held(case.lead_id)
    _fields(of, case, t)
    st.markdown(quiet(plain(_counts(of, t))))
    with st.container(horizontal=True):
        st.download_button(
            t("All of it as JSON"),
            lambda: as_json(of),
            f"lead-{case.lead_id}.json",
            "application/json",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            t("All of it as CSV"),
            lambda: as_csv(of, t),
            f"lead-{case.lead_id}.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
        )


def _fields(of: Held, case: Case, t: Texts) -> None:
    by_hand = t("no file")
    told = [
        (fact.field if fact.kept else t(field_name(fact.field, Kind.LEADS)), _value(fact, case, t), fact.file)
        for fact in facts(of)
    ]
    told += [
        (
            t("Id in {system}", system=identity["system"]),
            identity["external_id"],
            of.files.get(identity["batch_id"] or 0),
        )
        for identity in of.tables.get("lead_identity", ())
    ]
    table = pd.DataFrame(
        {
            t("Field"): [plain(name) for name, _, _ in told],
            t("Value"): [plain(value) for _, value, _ in told],
            t("From"): [plain(file or by_hand) for _, _, file in told],
        }
    )
    st.table(table, border="horizontal", hide_index=True, alt=t("Everything held on this person"))


def _value(fact: Fact, case: Case, t: Texts) -> str:
    if not fact.kept and _TYPES.get(fact.field) is Type.INSTANT:
        zone = case.now.zone
        return t.date_of(fact.value, zone) if fact.span else t.moment(fact.value, zone)
    if isinstance(fact.value, bool):
        return t("yes") if fact.value else t("no")
    return str(fact.value)


def _counts(of: Held, t: Texts) -> str:
    """Return how much is held besides: `39 activities, 2 attempts, 3 stage entries`."""
    n = {
        name: len(of.tables.get(name, ()))
        for name in ("activity", "contact_attempt", "stage_entry", "handover")
    }
    told = [
        t.plural("{n} activity", "{n} activities", n["activity"]),
        t.plural("{n} attempt", "{n} attempts", n["contact_attempt"]),
        t.plural("{n} stage entry", "{n} stage entries", n["stage_entry"]),
        t.plural("{n} handover", "{n} handovers", n["handover"]),
    ]
    return t("Besides: {what}. The files hold all of it.", what=", ".join(told))
