"""The sample company at an instant: its year, and the agreement that its people made meanwhile."""

from dataclasses import dataclass

from sla_core.errors import NotPossible
from sla_core.i18n import Texts
from sla_core.persona.document import Persona
from sla_core.sample_company import terms
from sla_core.sample_company.meeting import SampleMeeting, meeting
from sla_core.sample_company.personas import personas
from sla_core.sample_company.setting import Setting
from sla_core.sample_company.story import Story, story
from sla_core.sample_company.versions import SampleVersion, in_force, versions
from sla_core.sample_company.workshop import SampleWorkshop, workshop

FEWEST_LEADS, MOST_LEADS, MOST_ACTIVITIES = 100, 2_000_000, 20_000_000


@dataclass(frozen=True)
class SampleCompany:
    """Everything but the rows, which `tables` makes some ten thousand at a time."""

    setting: Setting
    story: Story
    versions: tuple[SampleVersion, ...]
    personas: dict[str, Persona]
    workshop: SampleWorkshop
    meeting: SampleMeeting


def invent(*, now: int, seed: int, leads: int, activities: int, t: Texts) -> SampleCompany:
    """Return the sample company as it stands at `now` (UTC seconds); raises `NotPossible` for an impossible size."""
    if not FEWEST_LEADS <= leads <= MOST_LEADS or not 0 <= activities <= MOST_ACTIVITIES:
        raise NotPossible(
            "The sample company has {fewest} to {most} leads and at most {activities} activities.",
            fewest=FEWEST_LEADS,
            most=MOST_LEADS,
            activities=MOST_ACTIVITIES,
        )
    if seed < 0:
        raise NotPossible("A seed is a whole number from 0 on: {seed}", seed=seed)
    calendar = terms.calendar_terms(now, t)
    setting = Setting(now, seed, leads, activities, calendar.build())
    agreed = terms.terms(calendar, t)
    told = story(setting, in_force(setting, agreed))
    return SampleCompany(
        setting,
        told,
        versions(setting, told, agreed, t),
        personas(t),
        workshop(t),
        meeting(setting, t),
    )
