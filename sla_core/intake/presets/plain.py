"""Files under our own field names, as the templates have them; case, spaces and underscores do not matter."""

from sla_core.intake.fields import FIELDS, Kind
from sla_core.intake.presets.layout import Layout, header_key, headers

_LEAD = frozenset(
    headers("lead_external_id | lead_email | lead e-mail | leadets id | leadets e-post | the lead's id")
)

_SIGNS: dict[Kind, tuple[frozenset[str], ...]] = {
    Kind.LEADS: (frozenset(headers("external_id | email | e-mail | e-post | epost | e-postadresse")),),
    Kind.STAGES: (_LEAD, frozenset(headers("stage")), frozenset(headers("entered_at"))),
    Kind.ACTIVITIES: (_LEAD, frozenset(headers("kind")), frozenset(headers("occurred_at"))),
    Kind.ATTEMPTS: (
        _LEAD,
        frozenset(headers("channel | direction | outcome | done | kanal | retning | utfall | resultat")),
        frozenset(headers("occurred_at | når | tidspunkt")),
    ),
    Kind.TRAFFIC: (frozenset(headers("month | måned")), frozenset(headers("visits | besøk"))),
}
# What lists that people keep themselves call these things, in Norwegian too.
_MORE = {
    "external_id": headers("id | lead-id | kundenummer"),
    "email": headers("e-mail | e-post | epost | e-postadresse | epostadresse"),
    "first_name": headers("fornavn"),
    "last_name": headers("etternavn | navn"),
    "title": headers("stilling | tittel | job title"),
    "company": headers("bedrift | firma | selskap"),
    "company_size": headers("ansatte | antall ansatte | employees"),
    "industry": headers("bransje"),
    "country": headers("land"),
    "city": headers("by | sted"),
    "source": headers("kilde"),
    "campaign": headers("kampanje"),
    "owner": headers("ansvarlig | selger | eier"),
    "created_at": headers("created | opprettet | opprettet dato | registrert"),
    "handed_over_at": headers("handed over | overlevert"),
    "stage": headers("fase"),
    "amount": headers("beløp"),
    "lead_external_id": headers("the lead's id | leadets id | lead-id"),
    "lead_email": headers("lead e-mail | the lead's e-mail | leadets e-post"),
    "channel": headers("kanal"),
    "direction": headers("retning"),
    "outcome": headers("utfall | resultat"),
    "occurred_at": headers("når | tidspunkt"),
    "person": headers("hvem"),
    "note": headers("notat"),
    "month": headers("måned"),
    "visits": headers("besøk"),
}

LAYOUTS = tuple(
    Layout(
        preset="plain",
        kind=kind,
        signs=signs,
        aliases={field.name: (header_key(field.name), *_MORE.get(field.name, ())) for field in FIELDS[kind]},
    )
    for kind, signs in _SIGNS.items()
)
