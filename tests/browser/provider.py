"""A real identity provider on this machine, and the settings with which the app signs in there."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path


@contextmanager
def providing(people: dict[str, dict[str, object]], *, tokens_last: int = 3600) -> Iterator[str]:
    """Run a provider that knows these people (by the name on its buttons) and their claims; give its address.

    `tokens_last`: seconds after which an identity has run out.
    """
    from oidc_provider_mock import User, run_server_in_thread

    users = [User(sub=name, claims=claims) for name, claims in people.items()]
    lasting = timedelta(seconds=tokens_last)
    with run_server_in_thread(user_claims=users, access_token_max_age=lasting) as server:
        yield f"http://localhost:{server.server_port}"


def secrets(file: Path, **providers: str) -> dict[str, str]:
    """Write a secrets file that names the providers (name → address); return the environment that uses it."""
    lines = [
        "[auth]",
        'redirect_uri = "http://localhost:{port}/oauth2callback"',
        f'cookie_secret = "{"c" * 64}"',
    ]
    for name, address in providers.items():
        lines += [f"[auth.{name}]", 'client_id = "handslag"', 'client_secret = "secret"']
        lines += [f'server_metadata_url = "{address}/.well-known/openid-configuration"']
    file.write_text("\n".join(lines))
    return {"STREAMLIT_SECRETS_FILES": str(file), "NO_PROXY": "localhost"}
