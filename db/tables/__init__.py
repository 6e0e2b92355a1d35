"""Every table: columns and constraints, no methods and no relationships. Rules live in `sla_core`.

Instants are UTC epoch seconds. `<name>_span` tells how vague one is: the instant lies in [at, at + span),
0 = exact. Rows that came with a file name their `batch_id`; rows made by hand name a person instead.
"""

from db.tables.agreements import (
    AgreementContentRow,
    AgreementEntryRow,
    AgreementVersionRow,
    DraftChangeRow,
    PersonaApprovalRow,
    PersonaVersionRow,
)
from db.tables.base import Table
from db.tables.company import AuditRow, DataVersionRow, MetaRow, PersonRow
from db.tables.follow_up import (
    AcceptanceRow,
    BreachReasonRow,
    HandoverChangeRow,
    HandoverRankRow,
    HandoverRow,
    WeeklyCheckRow,
)
from db.tables.intake import BeforeImageRow, ImportBatchRow, ImportErrorRow, ImportMemoryRow, ImportRunRow
from db.tables.leads import (
    ActivityRow,
    ActivityTopicRow,
    ContactAttemptRow,
    ErasedRow,
    LeadIdentityRow,
    LeadReturnRow,
    LeadRow,
    StageEntryRow,
    TrafficRow,
)
from db.tables.meetings import (
    DecisionOutcomeRow,
    MeetingAttendeeRow,
    MeetingDecisionRow,
    MeetingNoteRow,
    MeetingRow,
)
from db.tables.workshops import (
    WorkshopAgreementRow,
    WorkshopAnswerRow,
    WorkshopParticipantRow,
    WorkshopRow,
)

__all__ = [
    "AcceptanceRow",
    "ActivityRow",
    "ActivityTopicRow",
    "AgreementContentRow",
    "AgreementEntryRow",
    "AgreementVersionRow",
    "AuditRow",
    "BeforeImageRow",
    "BreachReasonRow",
    "ContactAttemptRow",
    "DataVersionRow",
    "DecisionOutcomeRow",
    "DraftChangeRow",
    "ErasedRow",
    "HandoverChangeRow",
    "HandoverRankRow",
    "HandoverRow",
    "ImportBatchRow",
    "ImportErrorRow",
    "ImportMemoryRow",
    "ImportRunRow",
    "LeadIdentityRow",
    "LeadReturnRow",
    "LeadRow",
    "MeetingAttendeeRow",
    "MeetingDecisionRow",
    "MeetingNoteRow",
    "MeetingRow",
    "MetaRow",
    "PersonRow",
    "PersonaApprovalRow",
    "PersonaVersionRow",
    "StageEntryRow",
    "Table",
    "TrafficRow",
    "WeeklyCheckRow",
    "WorkshopAgreementRow",
    "WorkshopAnswerRow",
    "WorkshopParticipantRow",
    "WorkshopRow",
]
