"""Roles: who may do what, whatever the page shows."""

import pytest

from sla_core.people import Action, Person, Role


@pytest.mark.parametrize("role", [Role.MEMBER, Role.MANAGER])
def test_members_and_managers_log_attempts_and_leave_people_and_data_to_administrators(role: Role) -> None:
    kari = Person("Kari", "kari@fjordlys.example", None, role)
    assert kari.may(Action.LOG_ATTEMPT)
    for action in (Action.IMPORT, Action.UNDO_IMPORT, Action.SAVE_PERSON, Action.REMOVE_SAMPLE):
        assert not kari.may(action)


def test_administrators_may_do_everything() -> None:
    kari = Person("Kari", "kari@fjordlys.example", None, Role.ADMINISTRATOR)
    assert all(kari.may(action) for action in Action)
