"""The funnel: which stages leads came to and when, how many of them became customers, how long it took.

Flow (entered in a period) and stock (standing in a stage now) are two figures and are never mixed. How the rule
was read where it left room:

- A lead enters the stage `lead` when it is created; one that was a subscriber first enters `subscriber` then. Where
  nobody wrote down the creation, the first dated entry as subscriber or lead stands for it. The win's own date is
  the entry as a customer (as in `db.follow_up.customers_won`), otherwise the first entry there.
- A stage is passed by the first dated entry into it or a later one. A pass is a skip where the lead was never in
  the stage itself. Nobody skips `subscriber`: it counts those who were one.
- A pass without any date is in no period; neither is a lead that nobody knows the beginning of in any cohort.
- Vague instants are read early: their day, which is what periods are made of, is the right one.
- The stock is that of now, whatever the period: of earlier days no system remembers it. A lead stands where its
  CRM says, or in a later stage that our criteria or a person put it in; where the CRM is silent, in the highest it
  came to. Who was won stands as a customer. Lost leads stand where they were lost, and are counted apart.
- A cohort is what was created in it. It is ripe when its youngest lead is older than the P90 from creation to win
  of all customers so far but those that came in as customers; as long as there are none, no cohort is.
- Time between two stages is told of leads with a date of their own in both, in the period in which they came to
  the later one. A later stage that is dated before an earlier one took no time.
- Merged leads are one, in the lead that stayed: its values, everybody's entries, the earliest dates. Erased leads
  keep their place in every figure.
"""

from sla_core.funnel.facts import NOBODY, By, FunnelFacts, Groups
from sla_core.funnel.figures import Cohort, Flow, Grain, Group, Step, StepTime
from sla_core.funnel.passes import STAGES, Funnel, build
from sla_core.funnel.report import FunnelReport, report

__all__ = [
    "NOBODY",
    "STAGES",
    "By",
    "Cohort",
    "Flow",
    "Funnel",
    "FunnelFacts",
    "FunnelReport",
    "Grain",
    "Group",
    "Groups",
    "Step",
    "StepTime",
    "build",
    "report",
]
