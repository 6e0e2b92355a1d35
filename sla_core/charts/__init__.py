"""Charts: functions from a small table to an `alt.Chart`, one module per page, in one style."""
