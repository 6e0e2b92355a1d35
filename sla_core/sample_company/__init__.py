"""The sample company: an invented Norwegian firm with a year of leads, so that every screen has something to show.

Everything is relative to `now`: the last attempt was made a few minutes ago, some leads wait in time and some too
long. The same seed, size and `now` give the same rows. Stories in the data: a source of cheap downloads (many
leads, few customers), a rep on holiday, a week in which nearly everything was late, a month below and one above
the promise, returned and re-opened leads, contact before the handover, handovers nobody is assigned to. Leads are
handed over when they are ready by the agreement's own criteria, but for some that are handed over too early; the best
ones have a shorter limit; who is called soon buys more often.

On the first screen marketing is at risk (▲), sales keeps its promise (✓) and some leads wait too long (◆), as soon
as the running month has ten handovers: at the default size about the first working day.
"""

from sla_core.sample_company.company import SampleCompany, invent
from sla_core.sample_company.people import COMPANY, MARKETING_MANAGER, PEOPLE, SALES_MANAGER
from sla_core.sample_company.rows import tables
from sla_core.sample_company.versions import SampleVersion

__all__ = [
    "COMPANY",
    "MARKETING_MANAGER",
    "PEOPLE",
    "SALES_MANAGER",
    "SampleCompany",
    "SampleVersion",
    "invent",
    "tables",
]
