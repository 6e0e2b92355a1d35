"""What kind of bytes a file holds: refuses what is not text, and names the encoding of what is."""

import codecs
from collections.abc import Callable, Iterator
from typing import BinaryIO

from sla_core.errors import FileRefused

Opener = Callable[[], BinaryIO]

BLOCK = 1 << 20
_UNUSED_IN_CP1252 = frozenset(b"\x81\x8d\x8f\x90\x9d")
# The longer mark first: UTF-32 begins with the bytes of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = (
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"PAR1",
    b"SQLite format 3",
    b"7z\xbc\xaf",
    b"Rar!",
)


def recognise_encoding(name: str, opener: Opener) -> str:
    """Return the codec that reads the whole file; raise `FileRefused` for what is no text."""
    with opener() as source:
        start = source.read(4096)
    _refuse_other_formats(name, start)
    marked = next((codec for mark, codec in _MARKS if start.startswith(mark)), None) or _unmarked_wide(start)
    if marked:
        _read_through(name, opener, marked)
        return marked
    return _read_through(name, opener, "utf-8") or _western(opener)


def _refuse_other_formats(name: str, start: bytes) -> None:
    if not start:
        raise FileRefused("{file} is empty; export it again", file=name)
    if start.startswith(b"PK\x03\x04"):
        if b"[Content_Types].xml" in start or b"xl/" in start:
            raise FileRefused(
                "{file} is an Excel workbook; save it as CSV UTF-8 and import that file", file=name
            )
        raise FileRefused("{file} is a zip archive; unpack it and import the file inside", file=name)
    if start.startswith(_BINARY):
        raise FileRefused("{file} is not a text file; export it as CSV", file=name)
    if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:9].lower().startswith((b"<!doctype", b"<html")):
        raise FileRefused(
            "{file} is a web page, not an export; sign in there and export it as CSV", file=name
        )


def _unmarked_wide(start: bytes) -> str | None:
    """Return UTF-16 without a mark: Western text then has a NUL at every other byte."""
    half = len(start) // 2
    if half and start[1::2].count(0) > 0.7 * half and not start[::2].count(0):
        return "utf-16-le"
    if half and start[::2].count(0) > 0.7 * half and not start[1::2].count(0):
        return "utf-16-be"
    return None


def _blocks(opener: Opener) -> Iterator[bytes]:
    with opener() as source:
        while block := source.read(BLOCK):
            yield block
    yield b""


def _read_through(name: str, opener: Opener, codec: str) -> str | None:
    """Return the codec if it reads every byte. None: 8-bit text that never was UTF-8."""
    decoder = codecs.getincrementaldecoder(codec)()
    ascii_only, lines = True, 1
    for block in _blocks(opener):
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as problem:
            # The decoder had kept the first bytes of a split character: its own buffer tells the place.
            before = problem.object[: problem.start]
            if codec != "utf-8" or not (ascii_only and before.isascii()):
                line = lines + before.count(b"\n")
                raise FileRefused(
                    "{file}, line {line}: the text is not in the same encoding as the lines before it; "
                    "save it again as CSV UTF-8",
                    file=name,
                    line=line,
                ) from None
            return None
        if "\0" in text:
            raise FileRefused("{file} holds bytes that are no text; export it again as CSV", file=name)
        ascii_only, lines = ascii_only and text.isascii(), lines + text.count("\n")
    return codec


def _western(opener: Opener) -> str:
    unused = any(not _UNUSED_IN_CP1252.isdisjoint(block) for block in _blocks(opener))
    return "latin-1" if unused else "cp1252"
