"""Follow-up: how handovers are judged, what else the agreement asks of sales, and what people say of it."""
