"""What a provider is asked when somebody signs in, beyond what Streamlit asks."""

from urllib.parse import parse_qs, urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_GRACE = 60  # seconds by which the provider's clock may be behind ours


class AskForAge:
    """Lets no older sign-in pass at the provider than may sign the agreement, and has it tell its time.

    OpenID Connect has `max_age` for that (seconds); a provider that knows it answers with `auth_time`. Streamlit has
    no setting for it, so it is added to the address to which `/auth/login` sends the browser.
    """

    def __init__(self, app: ASGIApp, oldest: int) -> None:
        self._app = app
        self._max_age = max(0, oldest - _GRACE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the address in the response."""

        async def send_with_age(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [self._with_age(*header) for header in message["headers"]]
            await send(message)

        is_sign_in = scope["type"] == "http" and scope["path"].endswith("/auth/login")
        await self._app(scope, receive, send_with_age if is_sign_in else send)

    def _with_age(self, name: bytes, value: bytes) -> tuple[bytes, bytes]:
        asked = parse_qs(urlsplit(value.decode("latin-1")).query)
        if name.lower() == b"location" and "client_id" in asked and "max_age" not in asked:
            return name, value + b"&max_age=%d" % self._max_age
        return name, value
