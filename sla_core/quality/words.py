"""What findings are called, what to do about each, and the sentences that tell how much can be judged."""

from sla_core import labels
from sla_core.i18n import Texts, mark
from sla_core.intake.faults import Reason
from sla_core.quality.counts import Share
from sla_core.quality.findings import Cause, Finding, Of
from sla_core.verdict import Standing

STANDINGS = {
    Standing.KEPT: mark("in order"),
    Standing.AT_RISK: mark("worth a look"),
    Standing.BROKEN: mark("put this right"),
    Standing.TOO_LITTLE: mark("too little data"),
}
# Lower case, as they stand in a list; at the beginning of a line `name` makes the first letter large.
NAMES: dict[Cause | Reason, str] = {
    Cause.NO_DATE: labels.NOT_MEASURABLE["no_date"],
    Cause.DATE_ONLY: labels.NOT_MEASURABLE["date_only"],
    Cause.LATE_DATA: labels.NOT_MEASURABLE["late_data"],
    Cause.NO_ATTEMPT_RECORDED: labels.NOT_MEASURABLE["no_attempt_recorded"],
    Cause.ENDED_UNDATED: mark("won or lost without a date"),
    Cause.PASSED: mark("deadline passed since the last data"),
    Cause.ENDED: mark("ended before the deadline"),
    Cause.NO_OWNER: mark("nobody is responsible"),
    Cause.NO_HANDOVER: mark("never handed over"),
    Cause.VAGUE_LEAD: mark("leads dated to the day or hour only"),
    Cause.VAGUE_STAGE: mark("stage dates known to the day or hour only"),
    Cause.VAGUE_ATTEMPT: mark("contact attempts known to the day or hour only"),
    Cause.VAGUE_ACTIVITY: mark("activities known to the day or hour only"),
    Reason.BAD_DATE: mark("dates that cannot be read"),
    Reason.AMBIGUOUS_DATE: mark("dates that can be two different days"),
    Reason.IN_FUTURE: mark("dates in the future"),
    Reason.UNKNOWN_LEAD: mark("leads that are not here"),
    Reason.AMBIGUOUS_EMAIL: mark("e-mail addresses of several leads"),
    Reason.NO_KEY: mark("neither an id nor an e-mail of the lead"),
    Reason.DUPLICATE_ID: mark("the same id with different content"),
    Reason.DUPLICATE_OF: mark("the same act under another id"),
    Reason.RAGGED: mark("more or fewer cells than the header"),
    Reason.BAD_NUMBER: mark("numbers that cannot be read"),
    Reason.BAD_STAGE: mark("unknown stages or statuses"),
    Reason.BAD_VALUE: mark("values that do not fit their column"),
    Reason.NOT_DONE: mark("attempts that nobody made"),
    Reason.ERASED: mark("erased persons"),
    Reason.TOO_LONG: mark("texts that are too long"),
}
_TO_THE_MINUTE = mark(
    "Export times to the minute. Until then the earliest and the latest reading are both judged: where they "
    "differ, the handover is not measurable."
)
TO_DO: dict[Cause | Reason, str] = {
    Cause.NO_DATE: mark(
        "Bring in when these leads came to sales: a file of stage dates, or a column in the leads."
    ),
    Cause.DATE_ONLY: mark("Export dates with the time of day: here it decides between met and late."),
    Cause.LATE_DATA: mark(
        "Bring in files more often. Sales is not judged on time in which it could not see the lead."
    ),
    Cause.NO_ATTEMPT_RECORDED: mark(
        "Somebody talked with these leads. Log the attempts here, or bring in the CRM's file of calls."
    ),
    Cause.ENDED_UNDATED: mark("Bring in the dates on which leads were won or lost."),
    Cause.PASSED: mark("Bring in newer contact attempts. Until then these leads count as not yet due."),
    Cause.ENDED: mark(
        "Nothing to do: they were returned, won, lost, merged or erased before an answer was due."
    ),
    Cause.NO_OWNER: mark("Assign them in the CRM and bring in the leads again."),
    Cause.NO_HANDOVER: mark(
        "Nothing to do if sales was not to call them: no figure of follow-up counts them. Otherwise bring in the dates "
        "of their stages."
    ),
    Cause.VAGUE_LEAD: _TO_THE_MINUTE,
    Cause.VAGUE_STAGE: _TO_THE_MINUTE,
    Cause.VAGUE_ATTEMPT: _TO_THE_MINUTE,
    Cause.VAGUE_ACTIVITY: mark("Export times to the minute, so that points fade from the right moment on."),
    Reason.BAD_DATE: mark("Put the dates right in the CRM or in the file, and bring the file in again."),
    Reason.AMBIGUOUS_DATE: mark("Bring the file in again and say whether the day or the month comes first."),
    Reason.IN_FUTURE: mark("Check the time zone that was chosen for the file, and whether these are plans."),
    Reason.UNKNOWN_LEAD: mark("Bring in the file of leads, then this file again."),
    Reason.AMBIGUOUS_EMAIL: mark("Export the lead's id too, or merge the doubles in the CRM."),
    Reason.NO_KEY: mark(
        "Export the lead's id or e-mail with each row: without it, nobody knows whose row it is."
    ),
    Reason.DUPLICATE_ID: mark("Keep the right row in the file, and bring it in again."),
    Reason.DUPLICATE_OF: mark("Nothing to do: each act counts once."),
    Reason.RAGGED: mark("Export the file anew, and do not save it in a spreadsheet in between."),
    Reason.BAD_NUMBER: mark("Put the numbers right in the CRM or in the file, and bring the file in again."),
    Reason.BAD_STAGE: mark("Name the stage as in the other rows, or leave the cell empty."),
    Reason.BAD_VALUE: mark("Check that the column was taken for the right field, then put the values right."),
    Reason.NOT_DONE: mark("Nothing to do: planned, cancelled and missed ones do not count."),
    Reason.ERASED: mark("Nothing to do here. Erase them in the CRM too."),
    Reason.TOO_LONG: mark("Shorten the texts, or leave the column out."),
}
_SHARES = {
    Of.HANDOVERS: mark("{n} of {of} handovers"),
    Of.ROWS: mark("{n} of {of} rows"),
    Of.LEADS: mark("{n} of {of} leads"),
    Of.STAGE_DATES: mark("{n} of {of} stage dates"),
    Of.ATTEMPTS: mark("{n} of {of} contact attempts"),
    Of.ACTIVITIES: mark("{n} of {of} activities"),
}


def name(finding: Finding, t: Texts) -> str:
    """Return what was found, as it begins a line."""
    words = t(NAMES[finding.what])
    return words[0].upper() + words[1:]


def how_many(finding: Finding, t: Texts) -> str:
    """Return `72 of 2,012 handovers = 3 %`; of too few cases the counts alone."""
    n, of = t.number(finding.share.n), t.number(finding.share.of)
    told = t(_SHARES[finding.of], n=n, of=of)
    if finding.is_few:
        return told
    per_cent = t.percent(max(finding.share.percent, 1) / 100)
    return (
        f"{told} = {per_cent}" if finding.share.percent else f"{told}, {t('under {share}', share=per_cent)}"
    )


def verdict(share: Share, is_few: bool, t: Texts) -> str:
    """Return how many handovers can be judged, with the share where there are enough of them."""
    n, of = t.number(share.n), t.number(share.of)
    if not share.of:
        return t("No handover is due yet, so none can be judged")
    if is_few:
        return t("{n} of {of} handovers can be judged: too little data for a share", n=n, of=of)
    return t(
        "{n} of {of} handovers can be judged = {share}", n=n, of=of, share=t.percent(share.percent / 100)
    )
