"""The agreement: what is proposed, the chain of acts, who changed a draft, personas, and what nobody may change"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_STATUS = (
    "status = 'provisional' OR status = 'draft' OR status = 'proposed' OR status = 'signed' OR status = 'withdrawn'"
)
_DEPARTMENT = "department = 'marketing' OR department = 'sales'"
_TYPE = (
    "type = 'proposed' OR type = 'read' OR type = 'signed' OR type = 'voided' OR type = 'withdrawn' OR type = 'reviewed'"
)


def upgrade() -> None:
    _make_tables()
    _change_versions()
    op.execute("INSERT INTO data_version (topic, version) SELECT 'draft', 0 WHERE EXISTS (SELECT 1 FROM data_version)")
    guard = _on_sqlite if op.get_context().dialect.name == "sqlite" else _on_postgresql
    guard("agreement_content", "true", "UPDATE")
    guard("agreement_content", "true", "DELETE")
    guard("agreement_entry", "true", "UPDATE")
    guard("agreement_entry", "true", "DELETE")
    guard("agreement_version", "OLD.status <> 'draft'", "DELETE")
    # What was signed or measured by stays as it is; what is proposed changes only by becoming a draft again.
    guard("agreement_version", "OLD.status IN ('signed', 'provisional', 'withdrawn')", "UPDATE")
    changed = " OR ".join(
        f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in ("number", "amendment", "terms", "content_sha256", "reason")
    )
    if op.get_context().dialect.name == "sqlite":
        changed = changed.replace("IS DISTINCT FROM", "IS NOT")
    guard("agreement_version", f"OLD.status = 'proposed' AND NEW.status <> 'draft' AND ({changed})", "UPDATE", "proposed")


def _make_tables() -> None:
    op.create_table(
        "agreement_content",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "agreement_entry",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("content_sha256", sa.String(), nullable=False),
        sa.Column("signer", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=True),
        sa.Column("identified_by", sa.String(), nullable=False),
        sa.Column("happened_at", sa.BigInteger(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("entry_sha256", sa.String(), nullable=False),
        sa.Column("mac", sa.String(), nullable=True),
        sa.CheckConstraint(_TYPE, name="type_known"),
        sa.CheckConstraint(_DEPARTMENT, name="department_known"),
        sa.ForeignKeyConstraint(["version_id"], ["agreement_version.id"]),
        sa.ForeignKeyConstraint(["content_sha256"], ["agreement_content.sha256"]),
        sa.PrimaryKeyConstraint("position"),
        sa.UniqueConstraint("previous"),
        sa.UniqueConstraint("entry_sha256"),
    )
    op.create_index("ix_agreement_entry_version_id", "agreement_entry", ["version_id"])
    op.create_table(
        "draft_change",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=True),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["agreement_version.id"]),
        sa.PrimaryKeyConstraint("version_id", "path"),
    )
    op.create_table(
        "persona_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("persona", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("persona", "version"),
    )
    op.create_table(
        "persona_approval",
        sa.Column("persona_version_id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("approved_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(_DEPARTMENT, name="department_known"),
        sa.ForeignKeyConstraint(["persona_version_id"], ["persona_version.id"]),
        sa.PrimaryKeyConstraint("persona_version_id", "department"),
    )


def _change_versions() -> None:
    """In force and superseded follow from the time from now on: what was either has been agreed, so `signed`."""
    op.execute("UPDATE agreement_version SET status = 'signed' WHERE status IN ('in_force', 'superseded')")
    was = sa.Table(
        "agreement_version",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("amendment", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("in_force_from", sa.BigInteger(), nullable=True),
        sa.Column("terms", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.CheckConstraint("status <> ''", name="status_known"),
        sa.CheckConstraint("number >= 0 AND amendment >= 0", name="number_not_negative"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number", "amendment"),
    )
    with op.batch_alter_table("agreement_version", copy_from=was) as version:
        version.drop_constraint("status_known", type_="check")
        version.create_check_constraint("status_known", _STATUS)
        version.add_column(sa.Column("wished_from", sa.String(), nullable=True))
        version.add_column(sa.Column("content_sha256", sa.String(), nullable=True))
        version.add_column(sa.Column("opened_from", sa.Integer(), nullable=True))
        version.add_column(sa.Column("reason", sa.String(), nullable=False, server_default=""))
        version.create_foreign_key("agreement_version_content", "agreement_content", ["content_sha256"], ["sha256"])
        version.create_foreign_key("agreement_version_opened_from", "agreement_version", ["opened_from"], ["id"])


def _on_sqlite(table: str, when: str, act: str, name: str = "kept") -> None:
    op.execute(
        f"CREATE TRIGGER {table}_{name}_{act.lower()} BEFORE {act} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, 'signed content is never changed: {table}'); END"
    )


def _on_postgresql(table: str, when: str, act: str, name: str = "kept") -> None:
    op.execute(
        "CREATE OR REPLACE FUNCTION agreement_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'signed content is never changed: %', TG_TABLE_NAME; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_{name}_{act.lower()} BEFORE {act} ON {table} FOR EACH ROW WHEN ({when}) "
        "EXECUTE FUNCTION agreement_is_kept()"
    )
