"""How Alembic meets our database: the connection comes from `db.schema`, or from DATABASE_URL on the shell."""

from alembic import context
from sqlalchemy import Connection

from db.engine import engine
from db.tables import Table


def migrate(connection: Connection) -> None:
    """Run what is asked for on this connection, in its transaction."""
    context.configure(connection=connection, target_metadata=Table.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    with engine().execution_options(writing=True).begin() as connection:
        migrate(connection)
