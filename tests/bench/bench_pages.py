"""What one more run of a page costs the server with the sample company: CPU time of the process.

Streamlit's own test client stands in for the browser; what it spends on reading the page is counted too, and so
is the collection of garbage that the server does after every run. As on the server, what was loaded at the start
is left out of that collection.
"""

import gc
import logging
import os
import pkgutil
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from statistics import median

from sla_core import charts
from tests.bench.measuring import Report, cpu_seconds

ROOT = Path(__file__).parents[2]
LIMITS_MS = {
    "Follow-up, now": 50.0,
    "Follow-up, results": 50.0,
    "Follow-up, attempts": 50.0,
    "Follow-up, returned": 50.0,
    "Leads": 60.0,
    "One lead": 60.0,
    "Funnel": 60.0,
    "Funnel, cohorts": 60.0,
    "Goals": 60.0,
    "Goals, how it goes": 60.0,
    "Goals, adjust": 60.0,
    "Goals, worth and gaps": 60.0,
    "Agreement with 50 versions": 60.0,
    "Agreement with 50 versions, its draft": 60.0,
    "Agreement with 50 versions, the list": 60.0,
}
RUNS, WARM = 30, 5
PAGES = {
    "Meeting": ("pages/meet/meeting.py", {}),
    "Follow-up, now": ("pages/track/follow_up.py", {}),
    "Follow-up, results": ("pages/track/follow_up.py", {"view": "results", "period": "this-quarter"}),
    "Follow-up, attempts": ("pages/track/follow_up.py", {"view": "attempts", "period": "this-quarter"}),
    "Follow-up, returned": ("pages/track/follow_up.py", {"view": "returned", "period": "this-quarter"}),
    "Weekly check": ("pages/track/follow_up.py", {"view": "week"}),
    "Leads": ("pages/track/leads.py", {"q": "as"}),
    "One lead": ("pages/track/leads.py", {"lead": "2900"}),
    "Funnel": ("pages/track/funnel.py", {}),
    "Funnel, cohorts": ("pages/track/funnel.py", {"show": "cohorts"}),
    "Personas": ("pages/agree/personas.py", {}),
    "Personas, who they cover": ("pages/agree/personas.py", {"part": "coverage"}),
    "Lead criteria": ("pages/agree/lead_criteria.py", {}),
    "Lead criteria, definitions": ("pages/agree/lead_criteria.py", {"part": "definitions"}),
    "Lead criteria, matrix": ("pages/agree/lead_criteria.py", {"part": "matrix"}),
    "Lead criteria, backtest": ("pages/agree/lead_criteria.py", {"part": "backtest"}),
    "Lead criteria, what the data suggest": ("pages/agree/lead_criteria.py", {"part": "suggest"}),
    "Lead criteria, test a lead": ("pages/agree/lead_criteria.py", {"part": "lead"}),
    "Goals": ("pages/agree/goals.py", {}),
    "Goals, how it goes": ("pages/agree/goals.py", {"part": "pace"}),
    "Goals, adjust": ("pages/agree/goals.py", {"part": "adjust"}),
    "Goals, worth and gaps": ("pages/agree/goals.py", {"part": "value"}),
    "Agreement with 50 versions": ("pages/agree/agreement.py", {}),
    "Agreement with 50 versions, its draft": ("pages/agree/agreement.py", {"version": "50"}),
    "Agreement with 50 versions, the list": ("pages/agree/agreement.py", {"part": "versions"}),
}
VERSIONS = 50


def main() -> int:
    """Print the median of each page and return 1 when one misses its limit."""
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'bench.db'}"
        os.environ["SLA_NOW"] = "2026-11-20T10:42+01:00"
        _load_sample()
        _sign_many_versions()
        for name, (page, address) in PAGES.items():
            spent = _runs_ms(page, address)
            if name in LIMITS_MS:
                report.most(f"{name}, run again", spent, LIMITS_MS[name], " ms of CPU")
            else:
                report.figure(f"{name}, run again", median(spent), " ms of CPU")
    return int(report.missed)


def _load_sample() -> None:
    from db import clock, sample, schema
    from db.engine import data_versions, transaction
    from sla_core.i18n import Language, Texts
    from sla_core.people import COMMAND_LINE, Action

    schema.prepare()
    with transaction(COMMAND_LINE, Action.LOAD_SAMPLE) as db:
        sample.load(db, now=clock.now(data_versions().kind), t=Texts(Language.ENGLISH))


def _sign_many_versions() -> None:
    """Let both managers of the sample company sign version after version, until the draft is the fiftieth."""
    from db import agreements, clock, drafts, people, proposals, signatures
    from db.engine import data_versions, reading, transaction
    from sla_core.people import COMMAND_LINE, Action
    from sla_core.sample_company import MARKETING_MANAGER, SALES_MANAGER
    from sla_core.sections import Section, value_of

    now = clock.now(data_versions().kind)
    with reading() as db:
        kari, ola = (
            next(person for person in people.people(db) if person.name == name)
            for name in (MARKETING_MANAGER, SALES_MANAGER)
        )
        number = agreements.all_versions(db)[-1].number
    while True:
        with transaction(kari, Action.EDIT_DRAFT) as db:
            draft = drafts.draft(db)
            assert draft is not None
            value = value_of(draft.terms, Section.RESPONSE)
            value["sales.respond_within"]["amount"] = 3 + number % 2
            opened = value_of(draft.terms, Section.RESPONSE)
            drafts.save_section(
                db,
                section=Section.RESPONSE,
                opened=opened,
                value=value,
                by=kari,
                identified_by="local",
                now=now,
            )
        if number == VERSIONS:
            return
        with transaction(kari, Action.PROPOSE) as db:
            draft = drafts.draft(db)
            assert draft is not None
            made = proposals.propose(
                db, shown=draft.terms, wished_from=None, by=kari, identified_by="local", now=now
            )
        shown = made.content_sha256 or ""
        for person in (kari, ola):
            acted = {
                "version_id": made.id,
                "shown": shown,
                "by": person,
                "identified_by": "local",
                "now": now,
            }
            with transaction(person, Action.READ_AGREEMENT) as db:
                signatures.read_version(db, **acted)
            with transaction(person, Action.SIGN) as db:
                signatures.sign(db, **acted)
        with transaction(COMMAND_LINE, Action.EDIT_DRAFT) as db:
            drafts.open_draft(db, by=kari, now=now)
        number += 1


def _runs_ms(page: str, address: dict[str, str]) -> list[float]:
    """Run a page until everything is warm, then return the CPU time of each whole run."""
    from streamlit.testing.v1 import AppTest

    # The test client has no browser session and says so several times in each run.
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel(logging.ERROR)
    freeze_what_is_loaded()
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.run()
    app.switch_page(page)
    app.query_params.update(address)
    for _ in range(WARM):
        app.run()
    spent = [1000 * cpu_seconds(lambda: (app.run(), gc.collect())) for _ in range(RUNS)]
    if app.exception:
        raise SystemExit(f"{page}: {app.exception[0].value}")
    return spent


def freeze_what_is_loaded() -> None:
    """Leave out of garbage collection what is loaded, as `pages.ui.server.lifespan` does before the first visit."""
    for module in pkgutil.iter_modules(charts.__path__, "sla_core.charts."):
        import_module(module.name)
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    sys.exit(main())
