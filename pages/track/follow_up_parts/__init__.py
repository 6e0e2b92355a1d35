"""The views of the page Follow-up, one file each."""
