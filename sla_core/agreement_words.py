"""How the agreement stands, in words: the sentence over its page and the line beneath."""

from sla_core.agreement import Agreement, AgreementVersion, Status
from sla_core.i18n import Texts, mark

STATUSES = {
    Status.PROVISIONAL: mark("working rules"),
    Status.DRAFT: mark("draft"),
    Status.PROPOSED: mark("proposed"),
    Status.SIGNED: mark("signed"),
    Status.IN_FORCE: mark("in force"),
    Status.SUPERSEDED: mark("superseded"),
    Status.WITHDRAWN: mark("withdrawn"),
}


def headline(agreement: Agreement, version: AgreementVersion, changes: int, now: int, t: Texts) -> str:
    """Return the sentence over the page that shows a version, of which so many places differ from the one before."""
    label, zone = version.label, version.terms.calendar.time_zone
    changed = t.plural("{n} change", "{n} changes", changes)
    match agreement.status(version, now):
        case Status.PROVISIONAL:
            return t("Nothing is signed yet: these are working rules")
        case Status.DRAFT:
            return t("Version {version} is a draft: {changes}", version=label, changes=changed)
        case Status.PROPOSED:
            missing = t.plural("{n} signature to go", "{n} signatures to go", len(agreement.missing(version)))
            return t(
                "Version {version} is proposed: {changes}, {missing}",
                version=label,
                changes=changed,
                missing=missing,
            )
        case Status.SIGNED:
            begins = t.date_of(version.in_force_from or 0, zone)
            return t("Version {version} is signed, in force from {day}", version=label, day=begins)
        case Status.IN_FORCE:
            begins = t.date_of(version.in_force_from or 0, zone)
            return t("Version {version} has been in force since {day}", version=label, day=begins)
        case Status.SUPERSEDED:
            return t("Version {version} is superseded", version=label)
        case _:
            return t("Version {version} was taken back", version=label)


def next_step(agreement: Agreement, version: AgreementVersion, now: int, t: Texts) -> str:
    """Return the line beneath: which version judges leads now, and what else is under way."""
    judging = next(v for v in agreement.agreed if agreement.status(v, now) in _JUDGING)
    told = []
    if version.id != judging.id:
        told.append(
            t("The working rules judge every lead until a version is signed.")
            if judging.provisional
            else t("Version {version} judges every lead that is handed over now.", version=judging.label)
        )
    for other in agreement.agreed:
        if agreement.status(other, now) is Status.SIGNED and other.id != version.id:
            begins = t.date_of(other.in_force_from or 0, other.terms.calendar.time_zone)
            told.append(
                t(
                    "Version {version} is signed and comes into force on {day}.",
                    version=other.label,
                    day=begins,
                )
            )
    for under_way in (agreement.amendment, agreement.draft):
        if under_way is not None and under_way.id != version.id:
            state = t(STATUSES[under_way.status])
            told.append(t("Version {version} is open: {state}.", version=under_way.label, state=state))
    return " ".join(told)


_JUDGING = (Status.IN_FORCE, Status.PROVISIONAL)
