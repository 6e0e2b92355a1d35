"""The parts of the page Funnel."""
