"""Who signed in, where sign-in is configured (`[auth]` in `.streamlit/secrets.toml`); otherwise local mode.

Streamlit does the OpenID Connect part. Its cookie outlives the identity token, so the expiry is checked here.
"""

import time

import streamlit as st

from db import people
from db.engine import reading
from sla_core.people import Person, Role


def configured() -> bool:
    """Whether people sign in; without it everybody at this machine acts as anybody."""
    try:
        return "auth" in st.secrets
    except FileNotFoundError:
        return False


def signed_in() -> bool:
    """Whether somebody is signed in with an address that the provider has verified, and still is."""
    claims = st.user.to_dict()
    verified = claims.get("is_logged_in") and claims.get("email") and claims.get("email_verified")
    return bool(verified and _unexpired(claims.get("exp")))


def _unexpired(expires_at: object) -> bool:
    return isinstance(expires_at, int | float) and time.time() < expires_at


def person() -> Person:
    """Return the signed-in person in the role given here; an unknown address may look and change nothing."""
    claims = st.user.to_dict()
    email = str(claims["email"])
    with reading() as db:
        known = people.person_by_email(db, email)
    return known or Person(
        name=str(claims.get("name") or email), email=email, department=None, role=Role.VIEWER
    )
