"""What happened in the sample company's year, put together from its parts."""

from dataclasses import dataclass

from sla_core.agreement import AgreementVersion
from sla_core.handovers import Handovers, build
from sla_core.sample_company import facts
from sla_core.sample_company.arrivals import Arrivals, arrivals
from sla_core.sample_company.attempts import Attempts, attempts
from sla_core.sample_company.contacts import Contacts, contacts
from sla_core.sample_company.ends import Ends, ends
from sla_core.sample_company.episodes import Episodes, episodes
from sla_core.sample_company.facts import StageEntries, stage_entries
from sla_core.sample_company.responses import responses
from sla_core.sample_company.setting import Setting
from sla_core.sample_company.traffic import traffic


@dataclass(frozen=True)
class Story:
    """The year as columns; the activities alone are told when they are asked for."""

    leads: Arrivals
    contacts: Contacts
    episodes: Episodes
    attempts: Attempts
    ends: Ends
    stages: StageEntries
    traffic: list[tuple[str, str, int]]

    def handovers(self, versions: list[AgreementVersion]) -> Handovers:
        """Return the handovers as the app makes them from these facts."""
        return build(
            facts.lead_facts(self.leads, self.stages, self.ends),
            facts.stage_facts(self.stages),
            facts.attempt_facts(self.attempts),
            facts.return_facts(self.episodes, self.ends),
            versions,
            facts.rank_facts(self.episodes, self.stages),
        )


def story(setting: Setting, versions: list[AgreementVersion]) -> Story:
    """Return what happened, with sales working under these versions of the agreement."""
    leads = arrivals(setting)
    known = contacts(setting, leads)
    cases = episodes(setting, leads, known.grade, versions)
    made = attempts(setting, leads, cases, responses(setting, leads, cases), versions)
    ended = ends(setting, leads, cases, made, known.fit)
    entries = stage_entries(setting, leads, ended)
    return Story(leads, known, cases, made.attempts, ended, entries, traffic(setting, leads))
