"""Targets that change alike in months that follow one another are told as one line."""

from sla_core.difference_runs import in_runs
from sla_core.differences import differences
from sla_core.i18n import Language, Texts
from sla_core.terms import Duration, MarketingPromise, SalesPromise, Targets, Terms, Unit

ENGLISH = Texts(Language.ENGLISH)


def terms(hours: int = 4, **targets: int) -> Terms:
    return Terms(
        company="Fjordlys",
        marketing=MarketingPromise(
            targets={
                name[1:].replace("_", "-"): Targets(sales_qualified=n, customers=2 * n)
                for name, n in targets.items()
            }
        ),
        sales=SalesPromise(respond_within=Duration(amount=hours, unit=Unit.HOURS)),
    )


def lines(before: Terms, after: Terms) -> list[tuple[str, str, str, int]]:
    runs = in_runs(differences(before, after, ENGLISH), ENGLISH)
    return [(run.what, run.was, run.becomes, len(run.paths)) for run in runs]


def test_equal_changes_of_months_in_a_row_are_one_line_for_each_target() -> None:
    told = lines(
        terms(m2026_11=10, m2026_12=10, m2027_01=10, m2027_03=10),
        terms(m2026_11=12, m2026_12=12, m2027_01=12, m2027_03=12),
    )
    customers = [line for line in told if "customers" in line[0]]
    leads = [line for line in told if "qualified leads" in line[0]]
    assert [(what, was, becomes, n) for what, was, becomes, n in leads] == [
        ("Nov 2026 – Jan 2027: qualified leads", "10", "12", 3),
        ("Mar 2027: qualified leads", "10", "12", 1),
    ]
    assert [n for *_, n in customers] == [3, 1]


def test_unlike_changes_and_everything_else_stay_apart() -> None:
    told = lines(terms(hours=8, m2026_11=10, m2026_12=10), terms(hours=4, m2026_11=12, m2026_12=13))
    assert [n for *_, n in told] == [1] * 5
    assert ("Sales contacts within", "8 working hours", "4 working hours", 1) in told
