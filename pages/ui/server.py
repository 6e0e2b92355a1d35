"""What surrounds the pages on the server: start-up, response headers, accepted hosts, `/healthz`."""

import gc
import itertools
import logging
import pkgutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

from db import schema
from pages import ui
from pages.ui import sign_in
from sla_core import charts
from sla_core.errors import DatabaseUnusable

log = logging.getLogger("handslag")

# Streamlit's page has one inline script (`window.prerenderReady = false`), named here by its hash, and
# makes its styles in the browser. Nothing else may come from anywhere but this server.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; "
    "script-src 'self' 'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' blob:; "
    "worker-src 'self' blob:; connect-src 'self' ws: wss:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_FIRST_RUNS = itertools.count(1)
_SETTLED_AFTER = 5  # runs; by then what the pages load when they first run is loaded
_EVERY_RESPONSE = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"same-origin")]
_EVERY_PAGE = [(b"content-security-policy", CONTENT_SECURITY_POLICY.encode()), (b"x-frame-options", b"DENY")]


class SecurityHeaders:
    """Keeps other sites from framing our pages, and our pages from loading anything of other sites."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to its response."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _with_security(message["headers"])
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def _with_security(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    content_type = next((value for name, value in headers if name.lower() == b"content-type"), b"")
    is_page = content_type.startswith(b"text/html")
    return [*headers, *_EVERY_RESPONSE, *(_EVERY_PAGE if is_page else [])]


def middleware() -> list[Middleware]:
    """Return what every request passes: only our own host names (against DNS rebinding), then the headers."""
    hosts = st.get_option("server.allowedHosts") or ["*"]
    return [Middleware(SecurityHeaders), Middleware(TrustedHostMiddleware, allowed_hosts=hosts)]


def _healthz(_request: Request) -> JSONResponse:
    state = schema.health()
    return JSONResponse(state, status_code=200 if state["ok"] else 503)


ROUTES = [Route("/healthz", _healthz)]


def refuse_open_door() -> None:
    """End with one sentence where others could reach an app in which nobody signs in."""
    address = st.get_option("server.address")
    if address not in {"localhost", "127.0.0.1", "::1"} and not sign_in.configured():
        print(
            f"Handslag does not listen on {address or 'all addresses'} without sign-in: everybody who reaches it "
            "could act as anybody. Set server.address to localhost, or add [auth] to .streamlit/secrets.toml.",
            file=sys.stderr,
        )
        raise SystemExit(2)


def settle() -> None:
    """Leave what the first runs loaded out of the collection of garbage that follows every run; called after each."""
    if next(_FIRST_RUNS) == _SETTLED_AFTER:
        gc.collect()
        gc.freeze()


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Make the database ready and load what is slow to load before the first browser asks."""
    try:
        schema.prepare()
    except DatabaseUnusable as problem:
        log.error("%s", problem)  # every page says the same until it is mended
    # Streamlit would look for pages in `pages/` until `st.navigation` has run once, and tell the first visitor
    # of a page other than Meeting that it does not exist.
    PagesManager.uses_pages_directory = False
    for package in (charts, ui):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    # Streamlit collects garbage after every run: what was loaded up to here need not be looked through again.
    gc.collect()
    gc.freeze()
    yield
