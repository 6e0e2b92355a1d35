"""What `.streamlit/secrets.toml` says about sign-in: `[auth]`, which Streamlit reads too, and `[handslag]`.

Whatever is wrong with it closes the door; nothing here falls back to local mode. What to write: docs/sign-in.md.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from sla_core.errors import SlaError

DEFAULT_PROVIDER = "default"  # Streamlit's name for a provider that stands in `[auth]` itself
SIGN_AGAIN_AFTER_MINUTES = 12 * 60
_LEAST_SECRET = 32  # characters of `cookie_secret`


def section(name: str) -> Mapping[str, Any] | None:
    """Return a section of the secrets, None where there is none.

    Raises `SlaError` for a file that is there and cannot be read: Streamlit tells that no better than a
    missing one, and without the file everybody could act as anybody.
    """
    try:
        return st.secrets.get(name)
    except FileNotFoundError as problem:
        if any(Path(path).exists() for path in st.get_option("secrets.files")):
            raise SlaError(
                "The settings of sign-in cannot be read: secrets.toml is not in order."
            ) from problem
        return None


def providers() -> list[str]:
    """Return the names of the providers one may sign in with, in their order."""
    auth = section("auth") or {}
    named = [name for name, value in auth.items() if isinstance(value, Mapping) and "client_id" in value]
    return [DEFAULT_PROVIDER, *named] if "client_id" in auth or not named else named


def trusted_issuers() -> list[str]:
    """Return the issuers whose addresses count as confirmed although they do not say so.

    Microsoft Entra ID sends no `email_verified`; of one's own tenant one knows who gives out the addresses.
    Raises `SlaError` for anything but a list: of a single text, every part would be trusted.
    """
    issuers = (section("handslag") or {}).get("trust_email_of", [])
    if not isinstance(issuers, list) or not all(isinstance(issuer, str) and issuer for issuer in issuers):
        raise SlaError("trust_email_of in secrets.toml must be a list of issuers, each in quotes.")
    return issuers


def sign_again_after() -> int:
    """Return after how many seconds a sign-in is too old to sign the agreement; raises `SlaError` for nonsense."""
    minutes = (section("handslag") or {}).get("sign_again_after_minutes", SIGN_AGAIN_AFTER_MINUTES)
    if type(minutes) is not int or minutes < 1:
        raise SlaError("sign_again_after_minutes in secrets.toml must be a whole number, 1 or more.")
    return minutes * 60


def refuse_unsafe() -> None:
    """End with one sentence where the settings cannot be used or let anybody sign in as anybody."""
    try:
        auth = section("auth")
        if auth is not None and len(str(auth.get("cookie_secret", ""))) < _LEAST_SECRET:
            raise SlaError(
                "cookie_secret in secrets.toml must be drawn at random, 32 characters or more: whoever guesses it "
                "can sign in as anybody."
            )
        trusted_issuers()
        sign_again_after()
    except SlaError as problem:
        because = f" {problem.__cause__}" if problem.__cause__ else ""
        print(f"{problem}{because}", file=sys.stderr)
        raise SystemExit(2) from problem
