"""Acts on the page Goals as a user: fields by the end of their key, all words as they are read."""

from html import unescape
from typing import Any

from streamlit.testing.v1 import AppTest

from sla_core.people import Person
from sla_core.terms import MarketingPromise, Targets
from tests import builders
from tests.core.episodes import terms
from tests.db.agreeing import stored
from tests.pages.conftest import OpenPage
from tests.pages.conftest import words as written

PAGE = "pages/agree/goals.py"


def acting(open_page: OpenPage, person: Person, *, lang: str = "en", **address: str) -> AppTest:
    app = open_page(PAGE, lang=lang, **address)
    app.selectbox(key="person_choice").set_value(person.id).run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception
    return app


def field(app: AppTest, ends: str) -> Any:
    """The widget whose key ends so."""
    widgets = [*app.number_input, *app.selectbox, *app.text_input]
    (one,) = [widget for widget in widgets if widget.key and widget.key.endswith(ends)]
    return one


def words(app: AppTest) -> str:
    """All that is written on the page, as it is read; every space is one."""
    return unescape(written(app)).replace("\u00a0", " ")


def error(app: AppTest) -> str:
    (shown,) = app.error
    return unescape(str(shown.value))


def cells(app: AppTest) -> str:
    return "\n".join(
        str(value)
        for table in app.table
        for column in table.value.to_dict("list").values()
        for value in column
    )


def months(label: str) -> dict[str, int | None]:
    targets = stored(label).terms.marketing.targets
    return {month: targets[month].sales_qualified for month in sorted(targets)}


def planned(**promise: Any) -> None:
    """A company with a revenue goal: 8 customers a month."""
    agreed = {
        "targets": {"2026-11": Targets(sales_qualified=30, marketing_qualified=80, customers=10)},
        "revenue_goal": 12_000_000,
        "average_purchase": 100_000,
        "marketing_share": "0.8",
        "visits_per_month": 8_000,
        **promise,
    }
    sections = {name: agreed.pop(name) for name in ("sales", "personas") if name in agreed}
    made = terms(marketing=MarketingPromise(**agreed).__dict__)
    builders.company(made.model_copy(update=sections))


def charts(app: AppTest) -> str:
    """What the charts say in words."""
    return "\n".join(chart.proto.alt for chart in app.get("vega_lite_chart"))
