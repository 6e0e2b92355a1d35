"""The people of the sample company: both departments, each with a manager, and one administrator."""

from sla_core.people import Department, Person, Role

COMPANY = "Tindvarde Systemer AS"
DOMAIN = "tindvarde.example"


def _person(name: str, department: Department, role: Role) -> Person:
    mailbox = name.lower().replace(" ", ".").translate(str.maketrans("æøå", "eoa"))
    return Person(name=name, email=f"{mailbox}@{DOMAIN}", department=department, role=role)


PEOPLE: tuple[Person, ...] = (
    _person("Kari Solbakken", Department.MARKETING, Role.MANAGER),
    _person("Jonas Hauge", Department.MARKETING, Role.MEMBER),
    _person("Mette Lundeby", Department.MARKETING, Role.MEMBER),
    _person("Ola Brattli", Department.SALES, Role.MANAGER),
    _person("Amina Farah", Department.SALES, Role.MEMBER),
    _person("Silje Øverås", Department.SALES, Role.MEMBER),
    _person("Henrik Dalsbø", Department.SALES, Role.MEMBER),
    _person("Eirik Moseby", Department.MARKETING, Role.ADMINISTRATOR),
)


def _of(department: Department) -> list[str]:
    return [
        person.name
        for person in PEOPLE
        if person.department is department and person.role is not Role.ADMINISTRATOR
    ]


MARKETING, SALES = _of(Department.MARKETING), _of(Department.SALES)
MARKETING_MANAGER, SALES_MANAGER = MARKETING[0], SALES[0]
SALES_SHARES = (0.16, 0.30, 0.28, 0.26)  # of the leads, in the order of SALES
ON_HOLIDAY = 2  # place in SALES of the rep whose leads waited during two weeks
