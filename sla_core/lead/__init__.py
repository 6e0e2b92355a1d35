"""One lead: what happened to it, why it was due when it was, what is held on it."""
