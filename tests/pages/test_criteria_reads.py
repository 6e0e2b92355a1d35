"""What leads are held against is loaded once: what they do later is added, whoever looks at the same time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import numpy as np
import pytest

from db import scoring
from db.engine import data_versions, reading, transaction
from db.tables import LeadRow
from db.versions import Versions
from pages.ui import criteria_reads, reads
from sla_core.people import COMMAND_LINE, Action, Topic
from sla_core.scoring import Prepared
from tests.core.episodes import at
from tests.db.bringing import bring, bring_all
from tests.db.ranking import start

FIELDS = ("title",)
NOW = at("2026-11-25 12:00")
MORE = """
    external_id,lead_external_id,kind,topic,occurred_at
    w{n},77,page_view,/priser,2026-11-25 11:{n:02d}
"""
LEAD = """
    external_id,email,title
    77,per@fjordlys.example,Driftsleder
"""


@pytest.fixture(autouse=True)
def company(sqlite_database: str) -> None:
    start()
    bring_all(LEAD, MORE.format(n=0), now=NOW)


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was loaded: `prepare` or `extend`."""
    found: list[str] = []

    def told(name: str) -> None:
        whole = getattr(scoring, name)

        def load(*given: object) -> Prepared:
            found.append(name)
            prepared: Prepared = whole(*given)
            return prepared

        monkeypatch.setattr(scoring, name, load)

    told("prepare")
    told("extend")
    return found


def looked(known: Versions) -> Prepared:
    return criteria_reads.ground(known, reads.situation(known, NOW), FIELDS).known


def anew() -> Prepared:
    with reading() as db:
        return scoring.prepare(db, FIELDS)


def same(found: Prepared, fresh: Prepared) -> bool:
    pairs = [(found.id, fresh.id), (found.activities.lead, fresh.activities.lead)]
    pairs.append((found.activities.at, fresh.activities.at))
    return all(np.array_equal(*pair) for pair in pairs)


def test_what_leads_do_later_is_added_to_what_was_loaded(loaded: list[str]) -> None:
    first = looked(data_versions())
    bring(MORE.format(n=1), now=NOW)
    second = looked(data_versions())
    assert loaded == ["prepare", "extend"]
    assert second.attributes is first.attributes
    assert len(second.activities) == len(first.activities) + 1
    assert same(second, anew())


def test_new_leads_are_loaded_anew(loaded: list[str]) -> None:
    looked(data_versions())
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.add(LeadRow())
    assert same(looked(data_versions()), anew())
    assert loaded[:2] == ["prepare", "prepare"]


def test_who_looks_with_an_old_state_gets_what_is_there_and_keeps_nothing_of_it(loaded: list[str]) -> None:
    old = data_versions()
    looked(old)
    bring(MORE.format(n=1), now=NOW)
    late = data_versions()  # its page is still being drawn while a lead comes in that does something
    bring(LEAD.replace("77", "78").replace("per@", "pia@"), now=NOW)
    bring(MORE.format(n=2).replace(",77,", ",78,"), now=NOW)
    assert same(looked(late), anew())
    assert same(looked(data_versions()), anew())


def test_visits_at_the_same_time_all_see_what_was_done_by_then() -> None:
    looked(data_versions())
    together = Barrier(4)

    def visit(n: int) -> tuple[int, int]:
        together.wait()
        if n % 2:
            bring(MORE.format(n=n), now=NOW)
        known = data_versions()
        return dict(known.counters)[Topic.ACTIVITIES], len(looked(known).activities)

    before = len(anew().activities)
    with ThreadPoolExecutor(4) as visits:
        seen = list(visits.map(visit, range(4)))
    assert same(looked(data_versions()), anew())
    assert len(anew().activities) == before + 2
    assert all(before <= n <= before + 2 for _, n in seen)
    assert [n for _, n in sorted(seen)] == sorted(n for _, n in seen)
