"""Hold all leads against the criteria of the agreement: who met one at an act of its own enters that stage."""

import argparse

from db import agreements, clock, handovers, qualifying
from db.engine import data_versions, note, reading, transaction
from sla_core import labels
from sla_core.i18n import Language, Texts
from sla_core.people import COMMAND_LINE, Action
from sla_core.qualifying import STAGES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing: each act counts under the version that was in force then."""


def run(arguments: argparse.Namespace) -> int:
    """Write the stage entries that are missing, and say how many; a second time there are none."""
    t = Texts(Language(arguments.lang))
    now = clock.now(data_versions().kind)
    with reading() as db:
        versions = agreements.versions_in_force(db)
        problems = [(version, qualifying.applicable(db, version.terms)) for version in versions]
    with transaction(COMMAND_LINE, Action.QUALIFY_LEADS) as db:
        found = qualifying.qualify(db, None, now=now)
        if found.leads:
            handovers.rebuild(db, found.leads, now=now)
        note(db, t.number(len(found.leads)), **{stage.value: n for stage, n in found.by_stage.items()})
    for stage in STAGES:
        print(t("{stage}: {n}", stage=t(labels.STAGES[stage]), n=t.number(found.by_stage.get(stage, 0))))
    for version, problem in problems:
        if problem is not None:
            print(t("Version {version} qualifies nobody: {why}", version=version.label, why=t.error(problem)))
    return 0
