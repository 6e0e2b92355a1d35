"""What a page does not show whole: texts wider than their box, beyond the window, or out of their chart."""

from playwright.sync_api import Page

# Texts that are wider than their box and hide the rest, and those that reach beyond the window.
_TEXTS = """() => [...document.querySelectorAll(
    '[data-testid=stMain] :is(p, h1, li, label, button, [data-testid=stMetricValue] *, [data-testid=stMarkdown] *)'
)].filter(element => {
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    if (!box.width || !box.height || style.display === 'inline') return false;
    const hides = style.overflowX !== 'visible' || style.textOverflow === 'ellipsis';
    return (hides && element.scrollWidth > element.clientWidth + 1)
        || box.right > window.innerWidth + 1 || box.left < -1;
}).map(element => element.innerText)"""
# Texts of charts that reach out of the drawing.
_CHARTS = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart] svg')].flatMap(svg => {
    const room = svg.getBoundingClientRect();
    return [...svg.querySelectorAll('text')].filter(text => {
        const box = text.getBoundingClientRect();
        return text.textContent.trim() && box.width
            && (box.left < room.left - 2 || box.right > room.right + 2
                || box.top < room.top - 2 || box.bottom > room.bottom + 2);
    }).map(text => text.textContent);
})"""


def cut_off(page: Page) -> list[str]:
    """Return the texts that cannot be read whole."""
    return [*page.evaluate(_TEXTS), *page.evaluate(_CHARTS)]
