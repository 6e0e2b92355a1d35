"""Documents to print and keep: values to PDF or SVG. The same value always gives the same bytes."""
