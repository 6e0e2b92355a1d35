"""What the page shows: the draft beside the version in force, held against today's leads."""

from dataclasses import dataclass

from db.versions import Versions
from pages.agree.editors.form import Form, open_anew, open_form
from pages.ui import criteria_reads, reads, session
from pages.ui.criteria_reads import Held
from sla_core.agreement import OPEN, Agreement, AgreementVersion
from sla_core.errors import SlaError
from sla_core.i18n import Texts
from sla_core.lead_criteria.effect import Effect, Trial
from sla_core.lead_criteria.suggestions import Suggestions
from sla_core.people import Action
from sla_core.scoring import fields
from sla_core.sections import Section
from sla_core.situation import Situation
from sla_core.terms import Terms


@dataclass(frozen=True)
class View:
    """Everything that the parts of the page share. `version` is the draft, or what was agreed last without one.

    `problem` tells why the draft's criteria cannot score; then `draft` is what the version in force does.
    """

    known: Versions
    now: Situation
    agreement: Agreement
    version: AgreementVersion
    held: Held
    in_force: tuple[Trial, Effect | None]
    draft: tuple[Trial, Effect | None]
    problem: SlaError | None

    @property
    def is_open(self) -> bool:
        """Whether there is a draft."""
        return self.version.status in OPEN

    @property
    def may_edit(self) -> bool:
        """Whether whoever acts may change the draft there is."""
        return self.is_open and session.person().may(Action.EDIT_DRAFT)

    def was(self, t: Texts) -> str:
        """Return what the draft is compared with: `Version 3`, `The working rule`."""
        of = self.now.in_force
        return t("The working rule") if of.provisional else t("Version {version}", version=of.label)

    def form(self, part: str, t: Texts) -> Form:
        """Return the criteria as this visit opened them in a part of the page; another part opens them anew."""
        agreed = self.agreement.agreed[-1]
        form = open_form(self.version, agreed, Section.CRITERIA, self.now.edge.now, t)
        if form.kept.get("part", part) != part:
            open_anew()
            form = open_form(self.version, agreed, Section.CRITERIA, self.now.edge.now, t)
        form.kept["part"] = part
        return form

    def tried(self, terms: Terms) -> Trial:
        """Return where leads stand under terms that are only tried. Raises `SlaError` for what cannot score."""
        for field in fields(terms):
            if field not in self.held.fields:
                raise self.problem or SlaError("“{field}” cannot be asked about.", field=field)
        return criteria_reads.tried(self.held, terms)

    def suggestions(self) -> Suggestions:
        """Return what the data suggest for the draft's rules."""
        return criteria_reads.suggestions(self.held, self.draft[0].terms.scoring)


def view(known: Versions) -> View:
    """Return what is shown. A draft that cannot score is told, never counted."""
    now, agreement = reads.situation(known, session.now(known.kind)), reads.whole_agreement(known)
    version = agreement.draft or agreement.agreed[-1]
    in_force, problem = now.in_force.terms, None
    asked = fields(in_force)
    try:
        held = criteria_reads.held(known, now, _sorted(*asked, *fields(version.terms), *_of_rules(version)))
        draft = criteria_reads.standing(held, version.terms)
    except SlaError as found:
        problem = found
        held = criteria_reads.held(known, now, _sorted(*asked))
        draft = criteria_reads.standing(held, in_force)
    return View(
        known,
        now,
        agreement,
        version,
        held,
        criteria_reads.standing(held, in_force),
        draft,
        problem,
    )


def _of_rules(version: AgreementVersion) -> tuple[str, ...]:
    """Return the fields of all rules: one that is off can be switched on."""
    return tuple(rule.condition.field for rule in version.terms.scoring.fit)


def _sorted(*names: str) -> tuple[str, ...]:
    return tuple(sorted(set(names)))
