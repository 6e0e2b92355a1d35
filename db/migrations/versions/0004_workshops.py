"""Workshops on personas: participants, blind answers of both departments, what was agreed"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_DEPARTMENT = "department = 'marketing' OR department = 'sales'"
_TRAIT = (
    "trait = 'role' OR trait = 'company' OR trait = 'industry' OR trait = 'responsibilities' OR trait = 'measured_by' "
    "OR trait = 'goals' OR trait = 'challenges' OR trait = 'sources' OR trait = 'tools' OR trait = 'contact' "
    "OR trait = 'triggers' OR trait = 'barriers' OR trait = 'red_flags'"
)


def upgrade() -> None:
    op.create_table(
        "workshop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("persona", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("held_on", sa.String(), nullable=False),
        sa.Column("facilitator", sa.String(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("started_by", sa.String(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("written_version", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "workshop_participant",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("joined_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(_DEPARTMENT, name="department_known"),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"]),
        sa.PrimaryKeyConstraint("workshop_id", "department", "name"),
    )
    op.create_table(
        "workshop_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("trait", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(_TRAIT, name="trait_known"),
        sa.CheckConstraint(_DEPARTMENT, name="department_known"),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("workshop_answer_of", "workshop_answer", ["workshop_id", "trait", "department"])
    op.create_table(
        "workshop_agreement",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("trait", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("agreed_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(_TRAIT, name="trait_known"),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"]),
        sa.PrimaryKeyConstraint("workshop_id", "trait", "number"),
    )
