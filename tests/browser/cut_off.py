"""What a page does not show whole: texts wider than their box, beyond the window, broken, or out of their chart."""

from playwright.sync_api import Page

# Texts that are wider than their box and hide the rest, and those that reach beyond the window.
_TEXTS = """() => [...document.querySelectorAll(
    '[data-testid=stMain] :is(p, h1, li, label, button, button *, [data-testid=stMetricValue] *, '
    + '[data-testid=stMarkdownContainer], [data-testid=stMarkdownContainer] *)'
)].filter(element => {
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    if (box.width < 2 || box.height < 2 || style.display === 'inline') return false;  // said to screen readers only
    const hides = style.overflowX !== 'visible' || style.textOverflow === 'ellipsis';
    return (hides && element.scrollWidth > element.clientWidth + 1)
        || box.right > window.innerWidth + 1 || box.left < -1;
}).map(element => element.innerText)"""
# Bold words that go on in the next line.
_WORDS = """() => [...document.querySelectorAll('[data-testid=stMain] strong')].flatMap(strong => {
    const text = strong.firstChild, said = strong.textContent;
    if (!text || text.nodeType !== Node.TEXT_NODE) return [];
    return [...text.data.matchAll(/\\S+/g)].filter(word => {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        return new Set([...range.getClientRects()].map(box => box.top)).size > 1;
    }).map(word => `${word[0]} in ${said}`);
})"""
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


def broken_words(page: Page) -> list[str]:
    """Return the bold words that go on in the next line."""
    return list(page.evaluate(_WORDS))
