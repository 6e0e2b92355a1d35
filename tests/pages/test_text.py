"""Text that turns the direction of writing: it turns itself only, and no other text is changed."""

import pytest

from pages.ui.text import plain

OVERRIDE, EMBEDDED_ENDS, ISOLATE, ISOLATED_ENDS, MARK = "\u202e", "\u202c", "\u2068", "\u2069", "\u200f"


@pytest.mark.parametrize("text", ["Dag", "Åse Ødegård", "שלום", "\u200b"])
def test_text_without_signs_of_direction_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"Dag{OVERRIDE}abc", f"Dag{OVERRIDE}abc{EMBEDDED_ENDS}"),
        (f"{OVERRIDE}a{EMBEDDED_ENDS}b", f"{OVERRIDE}a{EMBEDDED_ENDS}b"),
        (f"a{ISOLATE}b{OVERRIDE}c", f"a{ISOLATE}b{OVERRIDE}c{EMBEDDED_ENDS}{ISOLATED_ENDS}"),
        (f"a{ISOLATE}b{OVERRIDE}c{ISOLATED_ENDS}d", f"a{ISOLATE}b{OVERRIDE}c{EMBEDDED_ENDS}{ISOLATED_ENDS}d"),
        (f"a{ISOLATED_ENDS}{EMBEDDED_ENDS}{OVERRIDE}b", f"a{OVERRIDE}b{EMBEDDED_ENDS}"),
        (
            f"{OVERRIDE}a{ISOLATE}b{EMBEDDED_ENDS}c",
            f"{OVERRIDE}a{ISOLATE}bc{ISOLATED_ENDS}{EMBEDDED_ENDS}",
        ),
        (f"a{MARK}", f"a{MARK}"),
    ],
)
def test_a_text_that_turns_direction_is_isolated_with_all_that_it_opens_closed(text: str, shown: str) -> None:
    assert plain(text) == f"{ISOLATE}{shown}{ISOLATED_ENDS}"
