"""1,000,000 leads held against 10 personas with prepared arrays, and counted; a loop over leads gives the same.

All is told in CPU seconds. Smaller: `python -m tests.bench.bench_personas 20000`.
"""

import sys
from functools import partial

import numpy as np

from sla_core.conditions import AttributeCondition, LeadDefinition, Operator
from sla_core.criteria import compared
from sla_core.persona.coverage import Coverage, Matches, matches
from sla_core.scoring import Coded, Prepared
from tests.bench.measuring import Report, cpu_seconds
from tests.bench.scoring_data import FIELDS, invented, prepared

LEADS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
LOOPED = 20_000
ROUNDS = 9
LIMIT_S, LEAST_TIMES = 1.0, 50.0


def personas() -> list[LeadDefinition]:
    """Ten personas with three to five conditions each, on values that many or few leads have."""

    def any_of(field: str, first: int, count: int) -> AttributeCondition:
        values = tuple(f"value {first + step}" for step in range(count))
        return AttributeCondition(field=field, operator=Operator.IS_ANY_OF, values=values)

    return [
        LeadDefinition(
            all_of=(
                any_of("title", 3 * place, 6),
                any_of("company_size", place % 4, 3),
                AttributeCondition(field="country", operator=Operator.IS_KNOWN),
            ),
            any_of=(any_of("industry", 2 * place, 4), any_of("source", place % 5, 3))[: place % 3],
        )
        for place in range(10)
    ]


def looped(known: Prepared, definitions: list[LeadDefinition], n: int) -> Matches:
    """Hold every lead against every condition, one by one."""
    found = np.zeros((len(definitions), n), dtype=bool)
    columns = {
        field: [coded.values[code] for code in coded.codes[:n]] for field, coded in known.attributes.items()
    }
    for lead in range(n):
        for place, definition in enumerate(definitions):
            all_of = all(_holds(one, columns[one.field][lead]) for one in definition.all_of)  # type: ignore[union-attr]
            any_of = not definition.any_of or any(
                _holds(one, columns[one.field][lead])  # type: ignore[union-attr,arg-type]
                for one in definition.any_of
            )
            found[place, lead] = all_of and any_of
    return found


_KNOWN: dict[tuple[AttributeCondition, str | None], bool] = {}


def _holds(condition: AttributeCondition, value: str | None) -> bool:
    """Compare as the app does, each value once: the loop is what is measured, not the comparing of texts."""
    asked = condition, value
    if asked not in _KNOWN:
        _KNOWN[asked] = bool(compared(condition, [value]).yes[0])
    return _KNOWN[asked]


def counted(known: Prepared, definitions: list[LeadDefinition]) -> Coverage:
    """Do what the page does: match all leads, and count them by persona, none and several."""
    found = Coverage(
        known.id,
        matches(definitions, known.attributes, len(known)),
        known.won,
        known.won,
        known.won,
    )
    assert found.by_persona
    assert found.several.leads + found.none.leads + sum(tally.leads for tally in found.only) == len(known)
    return found


def main() -> int:
    """Print the figures and return 1 when a limit is missed."""
    report, definitions = Report(), personas()
    known = prepared(invented(LEADS, 0))
    fields: dict[str, Coded] = known.attributes
    took = [cpu_seconds(partial(matches, definitions, fields, LEADS)) for _ in range(ROUNDS)]
    report.most(f"{LEADS:,} leads held against 10 personas", took, LIMIT_S, " s of CPU")
    all_of_it = [cpu_seconds(partial(counted, known, definitions)) for _ in range(ROUNDS)]
    report.most("the same, and counted", all_of_it, LIMIT_S, " s of CPU")
    few = min(LOOPED, LEADS)
    theirs = looped(known, definitions, few)  # once for the answer, which also fills what it looks up
    report.none(
        "matches in which a loop differs", int((theirs != matches(definitions, fields, LEADS)[:, :few]).sum())
    )
    report.figure("of the leads compared, match at least one", float(theirs.any(axis=0).mean()) * 100, " %")
    ratios = []
    for _ in range(3):
        loop = cpu_seconds(partial(looped, known, definitions, few)) * LEADS / few
        ratios.append(loop / cpu_seconds(partial(matches, definitions, fields, LEADS)))
    report.least("times as fast as a loop over leads", ratios, LEAST_TIMES)
    assert set(fields) == set(FIELDS)
    return int(report.missed)


if __name__ == "__main__":
    sys.exit(main())
