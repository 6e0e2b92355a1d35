"""Which version the page shows: the one in the address, else what waits to be signed, else the one in force."""

from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from db.versions import Versions
from pages.ui import reads, session
from sla_core.agreement import Agreement, AgreementVersion, Status, in_force_at
from sla_core.clauses import Chapter
from sla_core.differences import Difference
from sla_core.i18n import Texts
from sla_core.situation import Situation


@dataclass(frozen=True)
class Shown:
    """A version as it is shown: its text, and how it differs from the agreed one before."""

    agreement: Agreement
    version: AgreementVersion
    before: AgreementVersion | None
    chapters: tuple[Chapter, ...]
    changes: tuple[Difference, ...]
    now: Situation

    @property
    def status(self) -> Status:
        """How the version stands now."""
        return self.agreement.status(self.version, self.now.edge.now)

    @property
    def is_in_force(self) -> bool:
        """Whether leads that are handed over now are judged by it: then its clauses have figures."""
        return self.version.id == self.now.in_force.id

    @property
    def open_or_agreed(self) -> AgreementVersion:
        """What editors work on: the draft, or the newest agreed version where none is open."""
        return self.agreement.draft or self.agreement.agreed[-1]

    @cached_property
    def changed_clauses(self) -> set[str]:
        """Ids of the clauses that read differently from the version before."""
        return {change.clause for change in self.changes}


def shown(known: Versions, t: Texts) -> Shown:
    """Return what the address asks for (`?version=3.1`)."""
    agreement, now = reads.whole_agreement(known), reads.situation(known, session.now(known.kind))
    version = agreement.labelled(st.query_params.get("version")) or _first(agreement, now)
    before = agreement.before(version)
    return Shown(
        agreement,
        version,
        before,
        reads.agreement_text(known, version, t),
        reads.differences(known, before, version, t) if before else (),
        now,
    )


def _first(agreement: Agreement, now: Situation) -> AgreementVersion:
    if st.query_params.get("part") == "edit" and agreement.draft:
        st.query_params["version"] = agreement.draft.label  # its text is what one wants to read afterwards
        return agreement.draft
    proposed = (v for v in (agreement.amendment, agreement.draft) if v and v.status is Status.PROPOSED)
    return next(proposed, in_force_at(agreement.agreed, now.edge.now))
