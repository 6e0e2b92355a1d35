"""Columns repeat themselves: each different cell is read once."""

from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")

MOST = 100_000  # cells remembered per column; a column of ids would otherwise hold the whole file


class Memo(dict[str, Value], Generic[Value]):
    """A dict that reads a cell when it is first asked for it."""

    def __init__(self, read: Callable[[str], Value]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: str) -> Value:
        if len(self) >= MOST:
            self.clear()
        value = self[cell] = self._read(cell)
        return value
