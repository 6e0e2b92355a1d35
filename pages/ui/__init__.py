"""What the pages share: the frame, the session, cached reads, widgets."""
