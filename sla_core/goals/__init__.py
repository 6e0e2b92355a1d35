"""Goals: from revenue to visits, beside the company's own figures, and how likely it is that they are reached.

The arithmetic of a plan is in `chain`, `value` and `capacity`; what happened in `history`; targets by month and
quarter in `targets`; what the rest of a period may bring in `weeks` and `forecast`; `standing` puts them together.
"""
