"""Everything that touches SQL: tables, migrations, the one write transaction, store functions by noun."""
