"""The chain of acts: every change to it is found; a deleted tail and a rewritten chain by receipts or the key."""

import json
import random
from dataclasses import replace

import pytest

from sla_core.errors import SlaError
from sla_core.people import Department
from sla_core.signing import (
    BEGINNING,
    Entry,
    EntryType,
    Head,
    Link,
    Receipt,
    chain_problems,
    content_sha256,
    entry_mac,
    entry_sha256,
    head_of,
    missing_signatures,
    read_receipt,
    receipt_problems,
)
from sla_core.terms import Party, Signatory, Terms, canonical

KEY = "a key that only the server has"


def chain(length: int = 5, key: str | None = None, content: str = "text") -> list[Link]:
    links: list[Link] = []
    for place in range(length):
        entry = Entry(
            type=EntryType.SIGNED if place % 2 else EntryType.READ,
            content_sha256=content_sha256(content),
            signer="Kari Nordmann",
            email="kari@fjordlys.example",
            department=Department.MARKETING,
            identified_by="local",
            happened_at=1_700_000_000 + place,
            previous=links[-1].entry_sha256 if links else BEGINNING,
        )
        hashed = entry_sha256(entry)
        links.append(Link(place + 1, 1, entry, hashed, entry_mac(hashed, key)))
    return links


def problems(links: list[Link], head: Head | None, key: str | None = None) -> list[str]:
    return [str(problem) for problem in chain_problems(links, head, key)]


@pytest.mark.parametrize("key", [None, KEY])
def test_a_chain_as_it_was_written_is_whole(key: str | None) -> None:
    links = chain(key=key)
    assert problems(links, head_of(links, key), key) == []
    assert problems([], None, key) == []


def test_the_fingerprint_depends_on_every_byte_and_on_nothing_else() -> None:
    assert content_sha256("blå") == content_sha256("blå")
    assert content_sha256("blå") != content_sha256("bla")
    assert canonical({"b": 1, "a": "bla\u030a"}) == canonical({"a": "blå", "b": 1}) == '{"a":"blå","b":1}'


def test_thousands_of_changed_bits_are_all_found() -> None:
    links, draw = chain(7), random.Random(47)
    head, tried = head_of(links, None), 0
    for _ in range(3_000):
        place = draw.randrange(len(links))
        changed = flipped(links[place], draw)
        if changed == links[place]:
            continue
        tried += 1
        assert problems([*links[:place], changed, *links[place + 1 :]], head), changed
    assert tried > 2_000


def flipped(link: Link, draw: random.Random) -> Link:
    """The link with one bit of one of its values changed."""
    name = draw.choice(
        ["signer", "email", "identified_by", "content_sha256", "previous", "happened_at", "entry_sha256"]
    )
    if name == "happened_at":
        return replace(
            link, entry=replace(link.entry, happened_at=link.entry.happened_at ^ (1 << draw.randrange(40)))
        )
    if name == "entry_sha256":
        return replace(link, entry_sha256=flipped_text(link.entry_sha256, draw))
    return replace(link, entry=replace(link.entry, **{name: flipped_text(getattr(link.entry, name), draw)}))


def flipped_text(text: str, draw: random.Random) -> str:
    content = bytearray(text.encode())
    content[draw.randrange(len(content))] ^= 1 << draw.randrange(7)
    return content.decode(errors="replace")


def test_a_deleted_entry_and_a_swapped_pair_are_found() -> None:
    links = chain()
    head = head_of(links, None)
    assert problems([*links[:2], *links[3:]], head)
    assert problems([links[0], links[2], links[1], *links[3:]], head)
    assert problems(links[1:], head)


def test_a_deleted_tail_is_found_by_the_head_and_by_a_receipt() -> None:
    links = chain()
    receipt = Receipt.of("Fjordlys", "4", links[3])
    assert problems(links[:3], head_of(links, None))
    assert problems(links[:3], head_of(links[:3], None)) == []  # who also rewrites the head ...
    assert list(receipt_problems(links[:3], receipt, "Fjordlys"))  # ... is found by a receipt
    assert list(receipt_problems(links, receipt, "Fjordlys")) == []


def test_a_deleted_tail_is_found_by_the_key() -> None:
    links = chain(key=KEY)
    assert problems(links[:3], head_of(links[:3], "another key"), KEY)
    assert problems(links[:3], head_of(links[:3], None), KEY)


def test_a_wholly_rewritten_chain_is_found_by_a_receipt_and_by_the_key() -> None:
    receipt = Receipt.of("Fjordlys", "4", chain(content="what was signed")[3])
    rewritten = chain(content="what somebody made of it")
    assert problems(rewritten, head_of(rewritten, None)) == []
    assert list(receipt_problems(rewritten, receipt, "Fjordlys"))
    assert problems(rewritten, head_of(rewritten, None), KEY)


def test_a_receipt_survives_its_file_and_any_change_of_it_is_found() -> None:
    links = chain()
    receipt = Receipt.of("Fjordlys", "4", links[3])
    stored = json.loads(receipt.to_json())
    assert read_receipt(stored) == receipt
    for name in ("content_sha256", "signer", "at", "department", "identified_by"):
        other = read_receipt({**stored, name: 1 if name == "at" else "other"})
        assert list(receipt_problems(links, other, "Fjordlys"))


def test_another_file_is_no_receipt() -> None:
    with pytest.raises(SlaError, match="no receipt"):
        read_receipt({"version": "4"})


def parties(*names: tuple[Department, str]) -> Terms:
    return Terms(
        company="Fjordlys",
        parties=tuple(
            Party(
                department=department,
                signatories=tuple(
                    Signatory(name=name, email=f"{name}@x.example")
                    for side, name in names
                    if side is department
                ),
            )
            for department in Department
        ),
    )


def test_everybody_named_signs_a_version_and_one_of_each_side_an_amendment() -> None:
    terms = parties(
        (Department.MARKETING, "kari"), (Department.MARKETING, "mette"), (Department.SALES, "ola")
    )
    signed = ["Kari@x.example"]
    version = missing_signatures(terms, signed, is_amendment=False)
    amendment = missing_signatures(terms, signed, is_amendment=True)
    assert [person.name for person in version] == ["mette", "ola"]
    assert [person.name for person in amendment] == ["ola"]
