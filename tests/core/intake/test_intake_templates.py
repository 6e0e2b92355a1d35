"""The templates can be taken in as they are, and every field has a name for the screen."""

import pytest

from sla_core.i18n import Language, Texts
from sla_core.intake.field_names import field_name
from sla_core.intake.fields import FIELDS, Kind
from sla_core.intake.presets import LAYOUTS
from sla_core.intake.templates import template


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", list(Kind))
def test_a_template_is_recognised_with_all_its_fields_and_each_row_is_accepted(
    take, kind: Kind, language: Language
) -> None:
    taken = take(template(kind, Texts(language)), keep=("note",) if kind is Kind.ATTEMPTS else ())
    assert (taken.intake.kind, taken.intake.preset) == (kind, "plain")
    assert list(taken.intake.mapping) == [field.name for field in FIELDS[kind]]
    assert (taken.faults, len(taken.lines)) == ([], 2)


def test_every_field_of_every_preset_has_a_name() -> None:
    for layout in LAYOUTS:
        for field in layout.fields:
            assert field_name(field.name, layout.kind)
