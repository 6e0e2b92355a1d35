"""Draws the chart of Meeting as it looks on some working days of a month; for test_pace_chart.py."""

import streamlit as st

from pages.ui import charts, frame
from tests.core.charts.months import WORKING_DAYS, table

TARGET = 280

st.set_page_config(layout="wide")
frame.set_up()
height, parts = float(st.query_params.get("height", 9.5)), int(st.query_params.get("parts", 2))
for day in map(int, st.query_params["days"].split(",")):
    expected = TARGET * day // len(WORKING_DAYS)
    for told, shown in (
        ("behind", table(day, expected * 94 // 100, TARGET)),
        ("far behind", table(day, 0, TARGET)),
        ("ahead", table(day, expected * 3 // 2, TARGET)),
        ("without a target", table(day, expected, None)),
    ):
        with st.columns(parts)[0], st.container(border=True):
            charts.pace(shown, f"Working day {day}, {told}", height)
