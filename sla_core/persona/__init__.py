"""The ideal customer: the document, the workshop that makes it, whom it covers."""
