"""Whether a text shows anything."""

import pytest

from sla_core import draft_values
from sla_core.visible import is_blank

INVISIBLE = ["", " \n", "\u200b", "\u200e \u2060\u202e\ufeff", "\u2068\u2069"]


@pytest.mark.parametrize("text", INVISIBLE)
def test_spaces_and_signs_without_a_shape_show_nothing(text: str) -> None:
    assert is_blank(text)
    assert draft_values.text("Name", text, draft_values.NAME) == ""


@pytest.mark.parametrize("text", ["Dag", "\u202eDag", "–", "\U0001f469\u200d\U0001f4bb", "0"])
def test_a_text_with_anything_to_see_stays_as_it_was_typed(text: str) -> None:
    assert not is_blank(text)
    assert draft_values.text("Name", f" {text} ", draft_values.NAME) == text
