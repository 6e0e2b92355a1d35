"""What people say of a handover: accepted, why it broke, marketing's answer; the weekly check; ranks as of handover"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_BREACH = (
    "reason = 'nobody_assigned' OR reason = 'outside_hours' OR reason = 'forgotten' OR reason = 'wrong_number' "
    "OR reason = 'data_error'"
)


def upgrade() -> None:
    op.create_table(
        "breach_reason",
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said_at", sa.BigInteger(), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.CheckConstraint(_BREACH, name="reason_known"),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"]),
        sa.PrimaryKeyConstraint("lead_id", "number"),
    )
    op.create_table(
        "lead_acceptance",
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("accepted_at", sa.BigInteger(), nullable=False),
        sa.Column("accepted_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"]),
        sa.PrimaryKeyConstraint("lead_id", "number"),
    )
    op.create_table(
        "weekly_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("signed_at", sa.BigInteger(), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("comment", sa.String(), nullable=False, server_default=""),
        sa.Column("snapshot", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("weekly_check_week", "weekly_check", ["week"])
    op.create_table(
        "handover_rank",
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("handed_over_at", sa.BigInteger(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("rating", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"]),
        sa.ForeignKeyConstraint(["version_id"], ["agreement_version.id"]),
        sa.PrimaryKeyConstraint("lead_id", "handed_over_at"),
    )
    op.create_table(
        "handover_change",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("version", "lead_id"),
        sqlite_with_rowid=False,
    )
    for column in ("answer", "closed_by"):
        op.add_column("lead_return", sa.Column(column, sa.String(), nullable=True))
    op.add_column("lead_return", sa.Column("closed_at", sa.BigInteger(), nullable=True))
    for column in ("grade", "rating"):
        op.add_column("handover", sa.Column(column, sa.String(), nullable=True))
