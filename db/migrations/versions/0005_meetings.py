"""Meetings: who was there, frozen figures, notes, decisions and what became of them"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_DEPARTMENT = "department = 'marketing' OR department = 'sales'"
_STEP = "step = '1' OR step = '2' OR step = '3' OR step = '4' OR step = '5'"
_OUTCOME = "outcome = 'kept' OR outcome = 'late' OR outcome = 'dropped'"


def upgrade() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("started_by", sa.String(), nullable=False),
        sa.Column("led_by", sa.String(), nullable=False),
        sa.Column("going_on", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_by", sa.String(), nullable=True),
        sa.Column("snapshot", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    is_open = sa.text("going_on IS NOT NULL")
    op.create_index(
        "meeting_going_on",
        "meeting",
        ["going_on"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_table(
        "meeting_attendee",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("joined_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(_DEPARTMENT, name="department_known"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.PrimaryKeyConstraint("meeting_id", "department", "name"),
    )
    op.create_table(
        "meeting_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("said_at", sa.BigInteger(), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.CheckConstraint(_STEP, name="step_known"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("meeting_note_of", "meeting_note", ["meeting_id"])
    op.create_table(
        "meeting_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("due", sa.String(), nullable=False),
        sa.Column("clause", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("change_at", sa.BigInteger(), nullable=True),
        sa.Column("change_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("meeting_decision_of", "meeting_decision", ["meeting_id"])
    op.create_table(
        "decision_outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("said_at", sa.BigInteger(), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.CheckConstraint(_OUTCOME, name="outcome_known"),
        sa.ForeignKeyConstraint(["decision_id"], ["meeting_decision.id"]),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("decision_outcome_of", "decision_outcome", ["decision_id"])
