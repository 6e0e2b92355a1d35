"""track/follow_up."""

from pages.ui import frame

frame.head("track/follow_up")
