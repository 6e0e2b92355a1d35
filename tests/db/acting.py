"""A company in which people do one thing after the other, at random."""

from collections.abc import Callable
from random import Random

from db import breaches, merging
from db.attempts import log_attempt
from db.engine import transaction
from sla_core.errors import SlaError
from sla_core.leads import BreachReason, Channel, Direction, Outcome, ReturnReason
from sla_core.people import COMMAND_LINE, Action
from sla_core.terms import Terms
from tests.core.episodes import at
from tests.db.answering import accept, close, give_back, reopen
from tests.db.bringing import stored
from tests.db.company import add_leads, set_up
from tests.db.ranking import ranking_terms

NOW = at("2026-11-27 12:00")


def call(
    lead_id: int, now: int = NOW, *, direction: Direction = Direction.OUTBOUND, answers: bool = False
) -> None:
    outcome = Outcome.CONNECTED if answers else Outcome.NO_ANSWER
    with transaction(COMMAND_LINE, Action.LOG_ATTEMPT) as db:
        log_attempt(
            db,
            by=COMMAND_LINE,
            lead_id=lead_id,
            channel=Channel.CALL,
            outcome=outcome,
            direction=direction,
            occurred_at=now,
            now=NOW,
        )


class Company:
    """Leads about which people do one thing after the other, at random."""

    def __init__(self, seed: int) -> None:
        self.chance, self.done = Random(seed), 0
        agreed: Terms | None = ranking_terms() if seed % 2 else None
        set_up(agreed)
        days = [None, *(f"2026-11-{day} 09:00" for day in (10, 16, 18, 20, 23, 25))]
        self.leads = add_leads(*(self.chance.choice(days) for _ in range(self.chance.randint(2, 12))))

    def act(self) -> None:
        """Do what is possible of what people may do; what is refused changes nothing."""
        lead, number = self.chance.choice(self.leads), self.chance.randint(1, 2)
        acts: list[Callable[[], object]] = [
            lambda: call(lead, self._moment(), answers=self.chance.random() < 0.3),
            lambda: call(lead, self._moment(), direction=Direction.INBOUND, answers=True),
            lambda: give_back(
                lead, number=number, reason=self.chance.choice(list(ReturnReason)), now=self._moment()
            ),
            lambda: accept(lead, number=number),
            lambda: reopen(self._a_return(), now=self._moment()),
            lambda: close(self._a_return()),
            lambda: self._say_why(lead, number),
            lambda: self._merge(lead),
        ]
        try:
            self.chance.choices(acts, weights=(5, 2, 4, 1, 4, 1, 1, 1))[0]()
            self.done += 1
        except SlaError:
            pass

    def _moment(self) -> int:
        return NOW - 3600 * self.chance.randint(0, 24 * 14)

    def _a_return(self) -> int:
        return self.chance.choice(stored("SELECT id FROM lead_return") or [0])

    def _say_why(self, lead: int, number: int) -> None:
        reason = self.chance.choice(list(BreachReason))
        with transaction(COMMAND_LINE, Action.SAY_WHY) as db:
            breaches.say_why(
                db, by=COMMAND_LINE, lead_id=lead, number=number, shown=None, reason=reason, now=NOW
            )

    def _merge(self, lead: int) -> None:
        with transaction(COMMAND_LINE, Action.MERGE_LEADS) as db:
            merging.merge(db, by=COMMAND_LINE, lead_id=lead, into=self.chance.choice(self.leads), now=NOW)
