"""A weekly check to take away, as CSV and as PDF: made when it is asked for."""

import re
from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from db.leads import LeadName
from db.versions import Versions
from pages.ui import lead_rows, reads
from sla_core.exports import csv_file
from sla_core.i18n import Texts
from sla_core.situation import Situation
from sla_core.weekly_check import CheckedLead, Snapshot
from sla_core.weekly_check.words import CheckLine, decided, five_numbers, looked_at, stood, waited, week_words


def lines(known: Versions, of: Snapshot, t: Texts) -> list[CheckLine]:
    """Return the leads of a check as they are read, with the names of now."""
    names = reads.lead_names(known, tuple(lead.lead for lead in of.leads))
    people = {person.id: person.name for person in reads.people(known)}
    return [_line(lead, names.get(lead.lead), people.get(lead.who, ""), t) for lead in of.leads]


def _line(lead: CheckedLead, who: LeadName | None, caller: str, t: Texts) -> CheckLine:
    is_known = who is not None and bool(who.company or who.name or who.email)
    owner = (who.owner if who else None) or ""
    return CheckLine(
        company=(who.company if who else "") or lead_rows.called(who, lead.lead, t),
        name=(who.name or who.email) if who and who.company else "",
        owner=owner or t("nobody"),
        stood=stood(lead, t),
        attempts=lead.attempts,
        decided=decided(lead, caller or owner, t),
        comment=lead.comment if is_known else "",  # of one who was erased: it may say who it was
    )


def buttons(
    known: Versions,
    made: Callable[[], Snapshot],
    week: date,
    facts: Sequence[tuple[str, str]],
    now: Situation,
    t: Texts,
    *,
    key: str,
) -> None:
    """Draw the two buttons. `facts` are names and values that the document tells besides the figures."""
    file = _file_name(known.company, week)
    st.download_button(
        "CSV",
        lambda: as_csv(known, made(), t),
        f"{file}.csv",
        "text/csv",
        key=f"csv_{key}",
        icon=":material/table:",
        on_click="ignore",
    )
    st.download_button(
        "PDF",
        lambda: as_pdf(known, made(), week, facts, now, t),
        f"{file}.pdf",
        "application/pdf",
        key=f"pdf_{key}",
        icon=":material/picture_as_pdf:",
        on_click="ignore",
    )


def _file_name(company: str, week: date) -> str:
    """Return a file's name, without its ending and without what file systems refuse."""
    kept = re.sub(r"[^\w.-]+", "-", company).strip("-") or "handslag"
    year, number, _ = week.isocalendar()
    return f"{kept}-{year}-W{number:02d}"


def as_csv(known: Versions, of: Snapshot, t: Texts) -> bytes:
    """Return the leads of a check as a file for spreadsheets."""
    heads = [
        t("Company"),
        t("Lead"),
        t("Owner"),
        t("How it stood"),
        t("Minutes waited"),
        t("Minutes allowed"),
        t("Attempts"),
        t("Decided"),
        t("Comment"),
    ]
    rows = (
        (
            line.company,
            line.name,
            line.owner,
            line.stood,
            lead.used // 60 if lead.limit else None,
            lead.limit // 60 or None,
            line.attempts,
            line.decided,
            line.comment,
        )
        for lead, line in zip(of.leads, lines(known, of, t), strict=True)
    )
    return csv_file(heads, rows, t)


def as_pdf(
    known: Versions, of: Snapshot, week: date, facts: Sequence[tuple[str, str]], now: Situation, t: Texts
) -> bytes:
    """Return a check as a document."""
    from sla_core.documents.weekly_check_pdf import WeeklyCheckPaper, weekly_check_pdf  # takes long to load

    figures = of.figures
    told = (
        (t("As of"), t.moment(of.taken_at, now.zone)),
        *facts,
        (t("Agreement"), t("Version {version}", version=of.version)),
        (t("The five numbers"), five_numbers(figures, t)),
        (t("Waiting"), waited(figures, t)),
        (t("Looked at"), looked_at(of, t)),
    )
    paper = WeeklyCheckPaper(known.company, week_words(week, t), told, tuple(lines(known, of, t)))
    return weekly_check_pdf(paper, t)
