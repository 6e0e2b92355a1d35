"""Fill an empty database with the sample company, an invented firm with a year of leads."""

import argparse

from db import clock, sample
from db.engine import data_versions, transaction
from sla_core.i18n import Language, Texts
from sla_core.people import COMMAND_LINE, Action
from sla_core.sample_company import COMPANY


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the size and the seed: the same seed at the same time gives the same rows."""
    parser.add_argument("--leads", type=int, default=sample.LEADS, metavar="N")
    parser.add_argument("--activities", type=int, default=sample.ACTIVITIES, metavar="N")
    parser.add_argument("--seed", type=int, default=sample.SEED, metavar="S")


def run(arguments: argparse.Namespace) -> int:
    """Load it, or refuse when there is a company already."""
    t = Texts(Language(arguments.lang))
    now = clock.now(data_versions().kind)
    with transaction(COMMAND_LINE, Action.LOAD_SAMPLE) as db:
        sample.load(
            db, now=now, t=t, seed=arguments.seed, leads=arguments.leads, activities=arguments.activities
        )
    print(
        t(
            "{company} is loaded: {leads} leads, {activities} activities.",
            company=COMPANY,
            leads=t.number(arguments.leads),
            activities=t.number(arguments.activities),
        )
    )
    return 0
