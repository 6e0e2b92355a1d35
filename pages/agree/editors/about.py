"""What each section is about, in one sentence above its fields."""

from sla_core.i18n import mark
from sla_core.sections import Section

ABOUT = {
    Section.PARTIES: mark("Who signs for each department. Everybody named here has to read and sign."),
    Section.PERSONAS: mark(
        "The ideal customers that both departments aim at. Each is made with both present and approved by both."
    ),
    Section.INPUTS: mark(
        "What must be known before goals are set: how long a purchase takes, what a customer is worth, today's "
        "traffic."
    ),
    Section.TARGETS: mark("How many leads and customers, in which month, and what is done to get there."),
    Section.DELIVERY: mark("Which of the leads handed over count towards marketing's promise."),
    Section.CRITERIA: mark(
        "What makes a lead, an MQL and an SQL, how leads are ranked, and what is done with each rank."
    ),
    Section.HANDOVER: mark("When a lead passes from marketing to sales, and from when sales' time runs."),
    Section.RESPONSE: mark(
        "How soon sales contacts a lead that was handed over, and what counts as contact."
    ),
    Section.ATTEMPTS: mark(
        "How often sales tries at least and at most, and how soon it accepts a lead or returns it."
    ),
    Section.EARLY_CONTACT: mark("Whether sales may contact leads that are not ready yet, and how."),
    Section.CAPACITY: mark("How much time sales has for the leads that marketing promises."),
    Section.METRICS: mark("The figures that both look at, each counted in one agreed way."),
    Section.LIMITS: mark("From which figure on a promise is kept, at risk or broken."),
    Section.HOURS: mark("When work is done: only this time counts towards deadlines."),
    Section.CLOSED: mark("Public holidays and own closed days, on which no time counts."),
    Section.WHEN_MISSED: mark("What each side does when it misses its promise."),
    Section.REVISION: mark(
        "How often both look at goals and agreement again, and when they check who waits."
    ),
}
