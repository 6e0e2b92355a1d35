"""Which file is this, and which column is what: recognised from the headers, overruled by the user.

`proposal` is what a screen shows while the user still decides; `plan` is the same, complete or refused.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sla_core.errors import FileRefused
from sla_core.intake.faults import KindUnclear
from sla_core.intake.fields import KEYS, REQUIRED, WITHOUT_COLUMN, Kind
from sla_core.intake.presets import LAYOUTS, PRESETS, Layout, header_key
from sla_core.intake.reading import SourceFile
from sla_core.intake.settings import Settings

ALL_FIELDS = frozenset(field.name for layout in LAYOUTS for field in layout.fields)


@dataclass(frozen=True)
class Plan:
    """How a file is read. `mapping`: field → header; `places`: header → column; all as in the file."""

    layout: Layout
    mapping: Mapping[str, str]
    places: Mapping[str, int]
    constants: Mapping[str, str]  # field -> cell of every row
    assumed: Mapping[str, str]  # the constants nobody said: what a file without such a column means
    kept: tuple[str, ...]  # headers whose cells become attributes
    missing: tuple[str, ...]  # fields that nothing fills and no row can do without
    unused: tuple[str, ...]  # fields and headers of the settings that this file has no use for


def plan(file: SourceFile, settings: Settings) -> Plan:
    """Decide kind, preset and mapping; raise `FileRefused` when something needed is missing or not clear."""
    decided = proposal(file, settings)
    _refuse_incomplete(file, decided)
    Headers(file).refuse_doubles({*decided.mapping.values(), *decided.kept})
    return decided


def proposal(file: SourceFile, settings: Settings) -> Plan:
    """Return the plan as far as it is clear; raise `FileRefused` for settings that do not fit the file.

    `KindUnclear` when the headers do not tell what the rows are.
    """
    headers = Headers(file)
    layout = _recognised(headers, settings)
    fields = {field.name: field for field in layout.fields}
    known = _known_fields(file, settings, frozenset(fields))
    # Where the user says how a field is filled, nothing stands in for it.
    unneeded = {other for name, other in layout.instead.items() if name in {**known, **settings.constants}}
    mapping = {
        name: found
        for name, aliases in layout.aliases.items()
        if name not in settings.constants
        and name not in unneeded
        and (found := headers.first(aliases))
        and (not fields[name].private or settings.keep_all or headers.named(found, settings.keep))
    }
    said = {name: headers.exact(header) for name, header in known.items() if header}
    mapping = {name: header for name, header in {**mapping, **said}.items() if known.get(name) != ""}
    constants = {name: cell for name, cell in layout.constants.items() if name not in mapping}
    constants |= {name: cell for name, cell in settings.constants.items() if name in fields}
    stood_in = {name for name, other in layout.instead.items() if other in mapping}
    needed = {*REQUIRED[layout.kind], *layout.required} - {*mapping, *constants, *stood_in}
    assumed = {name: WITHOUT_COLUMN[name] for name in sorted(needed & set(WITHOUT_COLUMN))}
    constants |= assumed
    kept = headers.kept(settings, mapping) if layout.kind is Kind.LEADS else ()
    places = {header: file.headers.index(header) for header in {*mapping.values(), *kept}}
    return Plan(
        layout,
        mapping,
        places,
        constants,
        assumed,
        kept,
        missing=_missing(layout, needed - set(assumed), {*mapping, *constants, *stood_in}),
        unused=_unused(headers, settings, frozenset(fields), {*mapping.values(), *kept}),
    )


def _missing(layout: Layout, needed: set[str], filled: set[str]) -> tuple[str, ...]:
    keys = KEYS[layout.kind]
    without_key = keys[:1] if keys and not filled.intersection(keys) else ()
    return (*without_key, *(name for name in (*REQUIRED[layout.kind], *layout.required) if name in needed))


class Headers:
    """The headers of a file, found as they stand or by what is the same to a reader."""

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self._by_key: dict[str, str] = {}
        for header in file.headers:
            self._by_key.setdefault(header_key(header), header)
        self.keys = frozenset(self._by_key) - {""}

    def first(self, aliases: Iterable[str]) -> str | None:
        """Return the header of the first alias (header key) that the file has."""
        return next((self._by_key[alias] for alias in aliases if alias in self.keys), None)

    def find(self, said: str) -> str | None:
        """Return the header the user means."""
        return said if said in self.file.headers else self.first([header_key(said)])

    def exact(self, said: str) -> str:
        """Return the header the user means, or refuse the file."""
        if found := self.find(said):
            return found
        raise FileRefused(
            "{file} has no column {column}; it has {columns}",
            file=self.file.name,
            column=said,
            columns=", ".join(filter(None, self.file.headers[:30])),
        )

    def named(self, header: str, said: Iterable[str]) -> bool:
        """Whether the user named this header."""
        return any(self.find(each) == header for each in said)

    def kept(self, settings: Settings, mapping: Mapping[str, str]) -> tuple[str, ...]:
        """Return the headers to keep as attributes, in the file's order."""
        wanted = {self.find(said) for said in settings.keep}
        if settings.keep_all:
            wanted |= set(self.file.headers) - set(mapping.values())
        return tuple(dict.fromkeys(header for header in self.file.headers if header and header in wanted))

    def refuse_doubles(self, needed: set[str]) -> None:
        """Refuse a file that has a needed header twice: nobody can say which of them is meant."""
        counts = Counter(map(header_key, self.file.headers))
        for header in self.file.headers:
            if header in needed and counts[header_key(header)] > 1:
                raise FileRefused(
                    "{file} has more than one column called {column}; rename or remove all but one",
                    file=self.file.name,
                    column=header,
                )


def _recognised(headers: Headers, settings: Settings) -> Layout:
    """Return the layout that explains most columns; one the user named needs no signs."""
    if settings.preset is not None and settings.preset not in PRESETS:
        raise FileRefused(
            "There is no preset {preset}; there are {known}", preset=settings.preset, known=", ".join(PRESETS)
        )
    possible = [
        layout
        for layout in LAYOUTS
        if settings.kind in (None, layout.kind) and settings.preset in (None, layout.preset)
    ]
    if not possible:
        raise FileRefused(
            "The preset {preset} knows no file of {kind}; use the preset plain for it",
            preset=settings.preset,
            kind=settings.kind,
        )
    fitting = possible if len(possible) == 1 else [each for each in possible if _fits(each, headers)]
    if not fitting and settings.kind:
        named = [max(possible, key=lambda each: _rank(each, headers))]
        fitting = named if settings.preset else [each for each in possible if each.preset == "plain"]
    ranked = sorted(fitting, key=lambda each: _rank(each, headers), reverse=True)
    if not ranked or (len(ranked) > 1 and _rank(ranked[0], headers) == _rank(ranked[1], headers)):
        raise KindUnclear(
            "{file}: the column names do not tell what the rows are; say the kind of file (--kind), "
            "and which column is what where the names differ (--map)",
            file=headers.file.name,
        )
    return ranked[0]


def _fits(layout: Layout, headers: Headers) -> bool:
    return all(group & headers.keys for group in layout.signs) and not layout.unless & headers.keys


def _rank(layout: Layout, headers: Headers) -> tuple[int, int]:
    explained = sum(headers.first(aliases) is not None for aliases in layout.aliases.values())
    return explained, len(layout.signs)


def _known_fields(file: SourceFile, settings: Settings, fields: frozenset[str]) -> dict[str, str]:
    """Return the part of the user's mapping for this kind; a field that no kind has is a mistake."""
    for name in {**settings.mapping, **settings.constants}:
        if name not in ALL_FIELDS:
            raise FileRefused(
                "{file}: there is no field {field}; there are {known}",
                file=file.name,
                field=name,
                known=", ".join(sorted(fields)),
            )
        if settings.mapping.get(name) and name in settings.constants:
            raise FileRefused(
                "{file}: {field} is both mapped and set; leave one of the two out", file=file.name, field=name
            )
    return {name: header for name, header in settings.mapping.items() if name in fields}


def _refuse_incomplete(file: SourceFile, decided: Plan) -> None:
    keys = KEYS[decided.layout.kind]
    for name in decided.missing:
        if name in keys:
            raise FileRefused(
                "{file} has no column for {first} or {second}; say which column holds it (--map)",
                file=file.name,
                first=keys[0],
                second=keys[1],
            )
        raise FileRefused(
            "{file} has no column for {field}; say which column holds it (--map) or one value for all rows (--set)",
            file=file.name,
            field=name,
        )


def _unused(headers: Headers, settings: Settings, fields: frozenset[str], used: set[str]) -> tuple[str, ...]:
    names = [name for name in {**settings.mapping, **settings.constants} if name not in fields]
    kept = [said for said in settings.keep if headers.find(said) not in used]
    return (*names, *kept)
