"""Which share of each persona's leads became customers: what a lead of it is worth follows from that."""

from collections.abc import Iterable

import numpy as np

from sla_core.columns import Flags
from sla_core.criteria import folded
from sla_core.facts import Codes
from sla_core.funnel import Funnel, Groups
from sla_core.goals.rates import Rate
from sla_core.leads import Stage
from sla_core.terms import PersonaRef

OTHERS = ""  # beside what the terms call personas: leads that are none of them


def persona_rows(words: Groups, code: Codes, persona: PersonaRef) -> Flags:
    """Return which of these codes of CRM words name a persona, however the word is written."""
    name = folded(persona.name)
    named = np.array([bool(name) and folded(value) == name for value in words.values], dtype=bool)
    found: Flags = named[code]
    return found


def conversions(
    funnel: Funnel,
    words: Groups,
    personas: Iterable[PersonaRef],
    handed_over: Codes,
    begin: int,
    end: int,
    least: int,
) -> dict[str, Rate]:
    """Return marketing's customers of [begin, end) ÷ the leads of it, per persona and of the others.

    `handed_over` are the leads (ids) that marketing ever handed over. Together these are the company's own share.
    """
    code = words.code[funnel.position]
    came, won = (
        (at >= begin) & (at < end)
        for at in (funnel.passed[Stage.LEAD.rank], funnel.passed[Stage.CUSTOMER.rank])
    )
    won &= np.isin(funnel.lead, handed_over)
    chosen = {persona.persona: persona_rows(words, code, persona) for persona in personas}
    chosen[OTHERS] = ~np.any([np.zeros(len(code), dtype=bool), *chosen.values()], axis=0)
    return {
        key: Rate(int(np.count_nonzero(won & rows)), int(np.count_nonzero(came & rows)), least)
        for key, rows in chosen.items()
    }
