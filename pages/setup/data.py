"""setup/data."""

from pages.ui import frame

frame.head("setup/data")
