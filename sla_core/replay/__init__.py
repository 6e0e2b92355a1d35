"""Replay: when leads first met a definition, from their own events in order, and what months would have been."""

from sla_core.replay.backtest import Backtest, Month, backtest
from sla_core.replay.events import Events, events
from sla_core.replay.firsts import Replay
from sla_core.replay.ranking import ranks_at

__all__ = ["Backtest", "Events", "Month", "Replay", "backtest", "events", "ranks_at"]
