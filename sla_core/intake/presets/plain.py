"""Files under our own field names, as the templates have them; case, spaces and underscores do not matter."""

from sla_core.intake.fields import FIELDS, Kind
from sla_core.intake.presets.layout import Layout, header_key, headers

_LEAD = frozenset(headers("lead_external_id | lead_email"))

_SIGNS: dict[Kind, tuple[frozenset[str], ...]] = {
    Kind.LEADS: (frozenset(headers("external_id | email | e-mail")),),
    Kind.STAGES: (_LEAD, frozenset(headers("stage")), frozenset(headers("entered_at"))),
    Kind.ACTIVITIES: (_LEAD, frozenset(headers("kind")), frozenset(headers("occurred_at"))),
    Kind.ATTEMPTS: (
        _LEAD,
        frozenset(headers("channel | direction | outcome | done")),
        frozenset(headers("occurred_at")),
    ),
    Kind.TRAFFIC: (frozenset(headers("month")), frozenset(headers("visits"))),
}
_MORE = {"email": headers("e-mail"), "lead_email": headers("lead e-mail")}

LAYOUTS = tuple(
    Layout(
        preset="plain",
        kind=kind,
        signs=signs,
        aliases={field.name: (header_key(field.name), *_MORE.get(field.name, ())) for field in FIELDS[kind]},
    )
    for kind, signs in _SIGNS.items()
)
