"""Lead criteria as they are edited and tried: tables, what a change moves, what the data suggest."""
