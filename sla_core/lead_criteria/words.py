"""The one sentence above Lead criteria."""

from sla_core.i18n import Texts
from sla_core.lead_criteria.effect import Effect, Trial

Standing = tuple[Trial, Effect | None]


def verdict(draft: Standing, in_force: Standing, is_open: bool, t: Texts) -> str:
    """Return what the draft does beside what is in force, at most 55 characters."""
    (trial, becomes), was = draft, in_force[1]
    if becomes is None:
        return t("What makes an SQL is not agreed yet")
    if not becomes.leads:
        return t("No leads yet: nothing can be counted")
    if trial.lets_everybody_pass:
        return t("▲ Every lead passes: nobody is told apart")
    if not is_open:
        of = t.number(becomes.leads)
        return t.plural(
            "{n} of {of} leads is SQL by now", "{n} of {of} leads are SQL by now", becomes.passes, of=of
        )
    if was is None or becomes.passes == was.passes:
        return t.plural(
            "The draft lets {n} lead pass, as before",
            "The draft lets {n} leads pass, as before",
            becomes.passes,
        )
    return t.plural(
        "The draft lets {n} lead pass, {was} do now",
        "The draft lets {n} leads pass, {was} do now",
        becomes.passes,
        was=t.number(was.passes),
    )
