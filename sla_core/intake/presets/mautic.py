"""Mautic contacts under the names of the export, which holds neither a creation date nor an owner.

`title` is how somebody is addressed and `position` the job title. `points` and `last_active` have no acts
behind them: attributes for those who keep them, never activities.
"""

from sla_core.intake.fields import Kind
from sla_core.intake.presets.layout import Layout, headers

_CONTACTS = Layout(
    preset="mautic",
    kind=Kind.LEADS,
    signs=(
        frozenset(headers("id")),
        frozenset(headers("position")),
        frozenset(headers("firstname | lastname")),
    ),
    aliases={
        "external_id": headers("id"),
        "email": headers("email"),
        "first_name": headers("firstname"),
        "last_name": headers("lastname"),
        "title": headers("position"),
        "company": headers("company"),
        "country": headers("country"),
        "city": headers("city"),
        "stage": headers("stage"),
    },
)

LAYOUTS = (_CONTACTS,)
