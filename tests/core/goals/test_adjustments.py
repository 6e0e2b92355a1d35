"""The history of adjustments: what changed, and what came of it."""

from dataclasses import replace

from sla_core.agreement import Agreement, AgreementVersion, Status
from sla_core.goals.adjust_words import outcome as told
from sla_core.goals.adjust_words import target_words
from sla_core.goals.adjustments import Outcome, adjustments, outcome
from sla_core.i18n import Language, Texts
from sla_core.leads import Stage
from sla_core.terms import Targets
from tests.core.episodes import at, terms, version
from tests.core.goals.flows import history

T = Texts(Language.ENGLISH)
NOW = at("2026-11-20 12:00")


def agreed(number: int, since: str | None, **months: int) -> AgreementVersion:
    targets = {f"2026-{name[1:]}": Targets(sales_qualified=n) for name, n in months.items()}
    return version(number, since, terms(marketing={"targets": targets}))


VERSIONS = (
    agreed(0, None, m09=100, m10=100, m11=100),
    agreed(1, "2026-09-01", m09=100, m10=110, m11=110),
    agreed(2, "2026-11-05", m09=100, m10=110, m11=90),
)
PROPOSED = replace(
    VERSIONS[2],
    id=9,
    amendment=1,
    status=Status.PROPOSED,
    in_force_from=None,
    terms=agreed(2, None, m09=100, m10=110, m11=80).terms,
    reason="The fair moves",
)
HAPPENED = history(Stage.SALES_QUALIFIED, "2026-10-05 10:00", "2026-10-06 10:00", "2026-11-02 10:00")
CALENDAR = VERSIONS[0].terms.calendar.build()


def test_every_version_that_changed_a_target_is_told_newest_first_and_equal_months_together() -> None:
    found = adjustments(Agreement((*VERSIONS, PROPOSED), ()), T)
    assert [(one.version.label, one.run.what, one.run.was, one.run.becomes) for one in found] == [
        ("2.1", "Nov 2026: qualified leads", "90", "80"),
        ("2", "Nov 2026: qualified leads", "110", "90"),
        ("1", "Oct 2026 – Nov 2026: qualified leads", "100", "110"),
    ]
    assert found[0].version.reason == "The fair moves"


def test_what_was_taken_back_is_not_told() -> None:
    withdrawn = replace(PROPOSED, status=Status.WITHDRAWN)
    assert len(adjustments(Agreement((*VERSIONS, withdrawn), ()), T)) == 2


def test_other_changes_are_not_told() -> None:
    other = replace(VERSIONS[2], terms=VERSIONS[2].terms.model_copy(update={"company": "Fjordlys AS"}), id=7)
    assert len(adjustments(Agreement((*VERSIONS[:2], other), ()), T)) == 2


def test_what_came_of_it_is_told_of_the_months_that_ended_under_it() -> None:
    running, october = adjustments(Agreement(VERSIONS, ()), T)
    assert outcome(running, VERSIONS, HAPPENED, CALENDAR, NOW) is None
    found = outcome(october, VERSIONS, HAPPENED, CALENDAR, NOW)
    assert found == Outcome(reached=2, target=110, months=1)  # November was changed again
    assert told(found, T) == "2 of 110"


def test_of_several_months_their_number_is_told() -> None:
    (found,) = adjustments(Agreement(VERSIONS[:2], ()), T)
    later = at("2026-12-02")
    came = outcome(found, VERSIONS[:2], HAPPENED, CALENDAR, later)
    assert told(came, T) == "3 of 220 in 2 months"


def test_a_target_that_changed_is_called_as_everywhere_on_the_page() -> None:
    begun = agreed(3, "2026-11-06", m09=100, m10=90, m11=90)
    found = adjustments(Agreement((*VERSIONS[:2], begun), ()), T)
    assert target_words(found[0], T) == "Oct 2026 – Nov 2026: SQLs"
    assert target_words(found[-1], T) in {"Oct 2026 – Nov 2026: SQLs", "Oct 2026: SQLs"}
