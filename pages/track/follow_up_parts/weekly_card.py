"""One lead of the weekly check: who it is, how it stands, what is to become of it; every button has a key."""

from dataclasses import dataclass

import streamlit as st

from db.leads import LeadName
from db.versions import Versions
from pages.track.follow_up_parts import weekly_visit
from pages.ui import answers, callers, calls, lead_link, lead_rows, reads, session, weekly_reads
from pages.ui.text import lines, plain, quiet
from sla_core import labels
from sla_core.columns import MISSING
from sla_core.i18n import Texts
from sla_core.people import Action, Person
from sla_core.situation import Situation
from sla_core.weekly_check import MOST_CHARACTERS, Check, Decision, Episode, Mark, marked, moved
from sla_core.weekly_check.words import DECISIONS
from sla_core.wording import in_a_sentence

_KEYS = {Decision.CALLED: "1", Decision.WILL_CALL: "2", Decision.RETURN: "3", Decision.LEAVE: "4"}
_OWNER = 0  # chosen where nobody else is to call
_NEXT, _PREVIOUS, _LOG, _ANSWER = "N", "P", "L", "A"


@dataclass(frozen=True)
class Shown:
    """The lead that is looked at. `keys` is False while a dialog stands before the page: they would still work."""

    episode: Episode
    row: int
    who: LeadName | None
    keys: bool

    def key(self, key: str) -> str | None:
        """Return the key of a button, where keys work."""
        return key if self.keys else None


def draw(
    known: Versions,
    now: Situation,
    check: Check,
    episode: Episode,
    t: Texts,
    *,
    keys: bool,
    may_decide: bool,
) -> None:
    """Draw the lead that the check is at, with the buttons; `keys`: whether they have keys."""
    who = reads.lead_names(known, (episode.lead,)).get(episode.lead)
    shown = Shown(episode, now.row_of(*episode), who, keys)
    _told(known, now, check, shown, t)
    _steps(check, shown, t)
    if may_decide:
        _decide(known, check, shown, t)
    else:
        st.markdown(quiet(t("Members and managers decide and sign off; you can look through the list.")))


def name_of(who: LeadName | None, lead_id: int, t: Texts) -> str:
    """Return what a lead is called, as markdown."""
    return plain((who.company if who else "") or lead_rows.called(who, lead_id, t))


def _told(known: Versions, now: Situation, check: Check, shown: Shown, t: Texts) -> None:
    who, row = shown.who, shown.row
    place, of = check.still.index(shown.episode) + 1, len(check.still)
    place_told = quiet(t("{n} of {of} on the list", n=t.number(place), of=t.number(of)))
    person = [plain(who.name or who.email)] if who and who.company else []
    owner = plain(who.owner) if who and who.owner else t("nobody assigned")
    agreed = callers.treated(now, row, t)
    with st.container(gap="xxsmall"):
        st.subheader(name_of(who, shown.episode.lead, t), anchor=False)
        told = [
            " · ".join([*person, f"{t('Owner')}: {owner}", place_told]),
            _standing(now, row, t),
            _attempts(known, now, shown, t),
            *([agreed] if agreed else []),
        ]
        st.markdown(lines(told))


def _standing(now: Situation, row: int, t: Texts) -> str:
    told = callers.time_used(now.wait(row), t)
    by = int(now.handovers.response_by[row])
    if by == MISSING:
        return told
    at = t.instant(by, now.zone, now.edge.now)
    return f"{told} · {t('respond by {instant}', instant=at)}"


def _attempts(known: Versions, now: Situation, shown: Shown, t: Texts) -> str:
    n = int(now.handovers.attempts[shown.row])
    told = t.plural("{n} attempt since the handover", "{n} attempts since the handover", n)
    last = weekly_reads.last_attempt(known, shown.episode.lead)
    if last is None:
        return told
    zone = now.zone
    at = (
        t.date_of(last.occurred_at, zone)
        if last.is_day_only
        else t.instant(last.occurred_at, zone, now.edge.now)
    )
    what = f"{t(labels.CHANNELS[last.channel])}, {in_a_sentence(t(labels.OUTCOMES[last.outcome]))}"
    by = f" ({plain(last.person)})" if last.person else ""
    return f"{told} · {t('the last {instant}: {what}', instant=at, what=what)}{by}"


def previous(t: Texts, *, keys: bool, is_first: bool = False) -> None:
    """Draw the button that leads back."""
    st.button(
        t("Previous"),
        key="check_previous",
        icon=":material/arrow_back:",
        disabled=is_first,
        shortcut=_PREVIOUS if keys else None,
        on_click=weekly_visit.go_on,
        args=(lambda check: moved(check, -1),),
    )


def _steps(check: Check, shown: Shown, t: Texts) -> None:
    place, last = check.still.index(shown.episode), len(check.still) - 1
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        previous(t, keys=shown.keys, is_first=not place)
        st.button(
            t("Next"),
            key="check_next",
            icon=":material/arrow_forward:",
            disabled=place == last,
            shortcut=shown.key(_NEXT),
            on_click=weekly_visit.go_on,
            args=(lambda check: moved(check, 1),),
        )
        st.button(
            t("Log a call"),
            key="check_log",
            icon=":material/call:",
            disabled=not calls.may_log(),
            shortcut=shown.key(_LOG),
            on_click=calls.ask_for,
            args=(shown.episode.lead,),
        )
        st.button(
            t("Answer"),
            key="check_answer",
            help=t("Accept the lead, or return it to marketing"),
            disabled=not answers.may_answer(),
            shortcut=shown.key(_ANSWER),
            on_click=answers.ask_for,
            args=((shown.episode.lead, shown.episode.number),),
        )
        lead_link.draw(shown.episode.lead, t)


def _decide(known: Versions, check: Check, shown: Shown, t: Texts) -> None:
    """Draw the form in which the lead is marked as looked at; the comment stands until a decision is pressed."""
    mark, key = check.marks.get(shown.episode), f"{shown.episode.lead}_{shown.episode.number}"
    who_key = (
        f"who_{key}_{t.language}"  # a browser sends the words it showed, also when the language has changed
    )
    people = {person.id or 0: person for person in reads.people(known) if person.may(Action.LOG_ATTEMPT)}
    owner = shown.who.owner if shown.who else None
    with st.form(f"decide_{key}", border=False, enter_to_submit=False):
        if mark:
            st.markdown(f":green[✓ {t('Looked at')}: **{_decision(mark, people, t)}**]")
        who, comment = st.columns(2, gap="small")
        options = [_OWNER, *people]
        who.selectbox(
            t("Who calls today"),
            options,
            index=options.index(mark.who) if mark and mark.who in people else 0,
            format_func=lambda chosen: _caller(people.get(chosen), owner, t),
            key=who_key,
        )
        comment.text_input(
            t("Comment (optional)"),
            mark.comment if mark else "",
            max_chars=MOST_CHARACTERS,
            key=f"comment_{key}",
        )
        with st.container(horizontal=True, gap="xsmall"):
            for decision, words in DECISIONS.items():
                st.form_submit_button(
                    t(words),
                    key=f"{decision}_{key}",
                    shortcut=shown.key(_KEYS[decision]),
                    on_click=_mark,
                    args=(decision, who_key, f"comment_{key}"),
                )


def _caller(person: Person | None, owner: str | None, t: Texts) -> str:
    if person:
        return person.name
    return t("The owner: {name}", name=owner) if owner else t("Nobody named")


def _decision(mark: Mark, people: dict[int, Person], t: Texts) -> str:
    words = in_a_sentence(t(DECISIONS[mark.decision]))
    named = people.get(mark.who) if mark.decision is Decision.WILL_CALL and mark.who else None
    return f"{words}: {plain(named.name)}" if named else words


def _mark(decision: Decision, who_key: str, comment_key: str) -> None:
    who = session.value(who_key, _OWNER) if decision is Decision.WILL_CALL else _OWNER
    made = Mark(decision, who or None, (session.value(comment_key) or "").strip())
    weekly_visit.go_on(lambda check: marked(check, made))
