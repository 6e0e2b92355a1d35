"""Who signed in, where sign-in is configured (`[auth]` in `.streamlit/secrets.toml`); otherwise local mode.

Streamlit does the OpenID Connect part. Its cookie outlives the identity token, so the expiry is checked here.
A person is known by the address that the provider has confirmed; the role is the one in our own table.
"""

import time
from collections.abc import Sequence
from enum import Enum, auto
from urllib.parse import urlsplit

import streamlit as st

from db import people
from db.engine import reading
from pages.ui import sign_in_settings as settings
from pages.ui.text import plain
from sla_core.i18n import Texts
from sla_core.people import Person, Role

LOCAL = "local"  # what a signature says of who signs without having signed in
configured_at_start = False  # set by `keep_closed`


class SignIn(Enum):
    """How far a visitor has come."""

    NONE = auto()
    RUN_OUT = auto()
    WITHOUT_ADDRESS = auto()
    UNCONFIRMED = auto()
    DONE = auto()


def configured() -> bool:
    """Whether people sign in; without it everybody at this machine acts as anybody.

    Raises `SlaError` for settings that cannot be read.
    """
    return configured_at_start or settings.section("auth") is not None


def keep_closed() -> None:
    """Remember at the start whether people sign in: settings that go missing later do not open the door."""
    global configured_at_start
    configured_at_start = configured()


def signed_in() -> bool:
    """Whether somebody is signed in with an address that the provider has confirmed, and still is."""
    return _state() is SignIn.DONE


def _state() -> SignIn:
    claims = st.user.to_dict()
    expires_at = claims.get("exp")
    if not claims.get("is_logged_in"):
        return SignIn.NONE
    if not isinstance(expires_at, int | float) or time.time() >= expires_at:
        return SignIn.RUN_OUT
    if "@" not in str(claims.get("email") or ""):
        return SignIn.WITHOUT_ADDRESS
    return SignIn.DONE if _is_confirmed(claims.get("email_verified")) else SignIn.UNCONFIRMED


def _is_confirmed(says: object) -> bool:
    if says is None:
        return _issuer() in settings.trusted_issuers()
    return says is True or says == "true"  # some providers send the word


def _issuer() -> str:
    return str(st.user.to_dict().get("iss") or "")


def person() -> Person:
    """Return the signed-in person in the role given here; an unknown address may look and change nothing."""
    claims = st.user.to_dict()
    email = str(claims["email"])
    with reading() as db:
        known = people.person_by_email(db, email)
    return known or Person(
        name=str(claims.get("name") or email), email=email, department=None, role=Role.VIEWER
    )


def identified_by() -> str:
    """Return who vouches for the person who signs: the issuer they signed in with, or `local`."""
    return _issuer() if configured() else LOCAL


def fresh(now_seconds: int) -> bool:
    """Whether the person signed in recently enough to sign the agreement; in local mode nobody has to.

    `now_seconds`: UTC seconds of the real clock, as signatures have it. What counts is when they showed the
    provider who they are (`auth_time`); of a provider that does not tell, when it let them in (`iat`).
    """
    if not configured():
        return True
    claims = st.user.to_dict()
    signed_in_at = claims.get("auth_time", claims.get("iat"))
    return isinstance(signed_in_at, int | float) and now_seconds - signed_in_at <= settings.sign_again_after()


def ask_again(t: Texts) -> None:
    """Draw why an older sign-in has to be renewed before signing, and the button that does it."""
    st.markdown(
        t(
            "You signed in more than {duration} ago. Before you sign the agreement, show once more who you are; "
            "then open this page again.",
            duration=t.duration(settings.sign_again_after()),
        )
    )
    provider, known = st.user.to_dict().get("provider"), settings.providers()
    if provider in known:
        st.button(
            t("Sign in again"), on_click=st.login, args=(provider,), type="primary", key="sign_in_again"
        )
    else:
        _sign_in_buttons(known, t)


def ask(t: Texts) -> None:
    """Draw the only page of who is not signed in: why not, and what helps."""
    state = _state()
    if state in (SignIn.UNCONFIRMED, SignIn.WITHOUT_ADDRESS):
        _explain(state, t)
        return
    st.title(t("Sign in to see the agreement"), anchor=False)
    if state is SignIn.RUN_OUT:
        st.markdown(t("Your sign-in has run out. Sign in again to go on."))
    _sign_in_buttons(settings.providers(), t)


def _sign_in_buttons(names: Sequence[str], t: Texts) -> None:
    with st.container(horizontal=True):
        for name in names:
            is_default = name == settings.DEFAULT_PROVIDER
            label = t("Sign in") if is_default else t("Sign in with {provider}", provider=_shown(name))
            st.button(label, on_click=st.login, args=(name,), type="primary", key=f"sign_in_{name}")


def _shown(provider: str) -> str:
    return plain(provider.capitalize())


def _explain(state: SignIn, t: Texts) -> None:
    claims = st.user.to_dict()
    name = str(claims.get("provider") or settings.DEFAULT_PROVIDER)
    is_default = name == settings.DEFAULT_PROVIDER
    provider = plain(urlsplit(_issuer()).hostname or _issuer()) if is_default else _shown(name)
    st.title(t("You are not signed in yet"), anchor=False)
    if state is SignIn.WITHOUT_ADDRESS:
        st.markdown(
            t(
                "{provider} let you in without an e-mail address, and people are known here by their address. Use "
                "another account, or ask whoever runs the app to have {provider} send it.",
                provider=provider,
            )
        )
    else:
        st.markdown(
            t(
                "You came as {email}, but {provider} has not confirmed that this address is yours, and people are "
                "known here by their address. Confirm it there and sign in again, or use another account. If it is "
                "the account you work with, tell whoever runs the app.",
                email=plain(str(claims["email"])),
                provider=provider,
            )
        )
    st.button(t("Sign out and use another account"), on_click=st.logout, type="primary")
