"""QR codes, read by a reader that shares no code with what draws them."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest
import zxingcpp

from sla_core.documents.qr import qr_svg

ADDRESS = "http://localhost:8501/agreement?version=4"
NAME = "{http://www.w3.org/2000/svg}"


def drawn(svg: str, scale: int = 4) -> np.ndarray:
    """The drawing as pixels: dark squares on the white ground, so many pixels each."""
    picture = ElementTree.fromstring(svg)
    ground, dark = picture.findall(f"{NAME}path")
    width = int(picture.attrib["viewBox"].split()[2])
    assert ground.attrib == {"fill": "#fff", "d": f"M0 0h{width}v{width}h-{width}z"}
    assert dark.attrib["fill"] == "#000"
    pixels = np.full((width, width), 255, dtype=np.uint8)
    for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", dark.attrib["d"]):
        pixels[int(y), int(x)] = 0
    return np.kron(pixels, np.ones((scale, scale), dtype=np.uint8))


@pytest.mark.parametrize("text", [ADDRESS, "4", "https://bedrift.example/æøå?q=" + "x" * 500])
def test_a_code_is_read_as_what_was_written(text: str) -> None:
    (read,) = zxingcpp.read_barcodes(drawn(qr_svg(text, 240)))
    assert read.text == text


def test_it_is_read_on_a_dark_page_and_with_a_stain() -> None:
    pixels = np.pad(drawn(qr_svg(ADDRESS, 240), 8), 80)
    pixels[320:350, 320:350] = 255
    (read,) = zxingcpp.read_barcodes(pixels)
    assert read.text == ADDRESS


def test_four_modules_of_white_surround_it() -> None:
    dark = drawn(qr_svg(ADDRESS, 240), 1) == 0
    rows, columns = np.nonzero(dark)
    assert (rows.min(), columns.min()) == (4, 4)
    assert (rows.max(), columns.max()) == (len(dark) - 5, len(dark) - 5)


def test_it_is_as_large_as_was_asked_and_names_what_it_holds() -> None:
    picture = ElementTree.fromstring(qr_svg("a<b>&c", 300))
    assert (picture.attrib["width"], picture.attrib["height"]) == ("300", "300")
    assert picture.findtext(f"{NAME}title") == "a<b>&c"


def test_a_text_that_no_code_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="3000"):
        qr_svg("x" * 3000, 240)
