"""The sample company's workshop on a persona, as it stands in the middle of it."""

from sqlmodel import Session

from db import people, personas, workshops
from sla_core.people import Department, Person
from sla_core.sample_company import SampleCompany
from sla_core.sample_company.setting import DAY, HOUR, local_day
from sla_core.sample_company.workshop import KEY

_FOUR_MINUTES = 240


def add(db: Session, company: SampleCompany) -> None:
    """Write the persona as it is so far, and the workshop on it with all that was answered and agreed."""
    told = company.workshop
    began = company.setting.week(1) + 2 * DAY + 10 * HOUR  # a Wednesday at ten
    by_name = {person.name: person for person in people.people(db)}
    speaker: dict[Department, Person] = {of: by_name[names[0]] for of, names in told.persona.present.items()}
    personas.save_persona(
        db, content=told.persona, by=speaker[Department.MARKETING], now=company.setting.month(-1), persona=KEY
    )
    workshop_id = workshops.start(
        db,
        name=told.persona.name,
        held_on=local_day(began),
        facilitator=speaker[Department.MARKETING].name,
        participants=told.persona.present,
        by=speaker[Department.MARKETING],
        now=began,
        persona=KEY,
    )
    for place, (trait, department, text) in enumerate(told.answers):
        at = began + place * _FOUR_MINUTES
        workshops.answer(db, workshop_id=workshop_id, trait=trait, text=text, by=speaker[department], now=at)
    for trait, text in told.agreed.items():
        workshops.agree(
            db,
            workshop_id=workshop_id,
            trait=trait,
            text=text,
            opened=0,
            by=speaker[Department.SALES],
            now=began + len(told.answers) * _FOUR_MINUTES,
        )
