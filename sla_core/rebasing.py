"""A draft brought up to date with an amendment that was agreed meanwhile."""

import json
from typing import Any

from sla_core.terms import Terms


def rebased(draft: Terms, was: Terms, agreed: Terms) -> Terms:
    """Return the draft with what `agreed` changed in `was`: targets per month, closed days.

    Where the draft itself had changed the same place, the draft's own stays.
    """
    content = draft.model_dump(mode="json")
    before, after = was.model_dump(mode="json"), agreed.model_dump(mode="json")
    for group, name in (("marketing", "targets"), ("calendar", "closed")):
        content[group][name] = _merged(content[group][name], before[group][name], after[group][name])
    return Terms.from_json(json.dumps(content))


def _merged(mine: dict[str, Any], before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    merged = dict(mine)
    for place in before.keys() | after.keys():
        if before.get(place) == after.get(place) or mine.get(place) != before.get(place):
            continue
        if place in after:
            merged[place] = after[place]
        else:
            merged.pop(place, None)
    return merged
