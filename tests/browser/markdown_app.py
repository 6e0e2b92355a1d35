"""Draws user text in every place where Streamlit renders markdown; for test_plain_text.py."""

import streamlit as st

from pages.ui.text import plain

PAYLOADS = [
    "![x](https://elsewhere.example/p.png)",
    "[click](https://elsewhere.example)",
    "https://elsewhere.example/a?b=c and www.elsewhere.example",
    "<https://elsewhere.example> me@elsewhere.example",
    "<img src=x onerror=alert(1)><script>alert(1)</script><b>b</b>",
    "**bold** _it_ ~~no~~ `code` ^up^ ==mark==",
    "$\\frac{a}{b}$ and $$x$$ \\(y\\) \\[z\\]",
    ":red[alarm] :blue-background[x] :badge[y] :foo{a=b}",
    ":material/delete: :smile: :+1: :streamlit:",
    "a \\ b \\* c | d \\",
    "a -> b <- c -- d >= e <= f ~= g <-> h",
    "# Title",
    "- [ ] task",
    "> quote &amp; &lt; &#42; [^1]",
    "| a | b |",
    "---",
    "1. item",
    "![img][r] [r]: x",
    "Ola & Co. (Oslo) #1, 50 % off 10:30",
]

for number, payload in enumerate(PAYLOADS):
    shown = plain(payload)
    with st.container(key=f"payload-{number}"):
        st.markdown(shown)
        st.markdown(f"**{shown}** :small[:gray[{shown}]]")
        st.title(shown, anchor=False)
        st.error(shown)
        st.badge(shown)
        st.button(shown, key=f"button-{number}")
        st.text_input(shown, key=f"field-{number}")
        st.metric(shown, "1")
        st.table({"v": [shown]}, hide_index=True)
