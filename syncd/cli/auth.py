"""`syncd auth ACCOUNT`: sign in at Google, on a desktop or over ssh."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from syncd.bootstrap import google_scopes, token_file
from syncd.config import GoogleAccount, find_config, load
from syncd.errors import AuthError, ConfigError

if TYPE_CHECKING:
    from syncd.providers.google.auth import Token
    from syncd.providers.google.sign_in import SignIn


def configure(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("account", metavar="ACCOUNT", help="the NAME of [accounts.NAME]")
    parser.add_argument("--browser", action="store_true", help="open a browser here and take its answer")


def run(args: argparse.Namespace) -> int:
    """Print the address, take the pasted answer (or a browser's), keep the sign-in."""
    config = load(find_config(args.config))
    account = config.account(args.account)
    if not isinstance(account, GoogleAccount):
        names = ", ".join(a.name for a in config.accounts if isinstance(a, GoogleAccount)) or "none"
        raise ConfigError(config.path, [f'"{args.account}" is no Google account; there are: {names}'])
    from syncd.providers.google.auth import check_scopes, read_client, write_token  # noqa: PLC0415
    from syncd.providers.google.sign_in import SignIn, sign_in_by_browser  # noqa: PLC0415

    client = read_client(account.client_secret, account.endpoint)
    scopes = google_scopes(account, config)
    if args.browser:
        token = sign_in_by_browser(client, scopes, lambda: datetime.now(UTC))
    else:
        token = _by_pasting(SignIn(client, scopes))
    check_scopes(token, scopes, account.name)
    write_token(token_file(account, config), token)
    print("Signed in. `syncd check` looks whether everything else is right.")
    print("A service that runs goes on within the hour; at once after: systemctl --user reload syncd")
    return 0


def _by_pasting(attempt: SignIn) -> Token:
    from syncd.providers.google.sign_in import MispastedError  # noqa: PLC0415

    print("1. Open this address in any browser, on any machine, and approve:\n")
    print(f"   {attempt.url}\n")
    print("2. The browser then fails to open a page at http://localhost. That is as it should be:")
    while True:
        try:
            answer = input("   copy the whole address of that page and paste it here: ")
        except EOFError as err:
            raise AuthError("nothing was pasted; run the command again, in a terminal") from err
        try:
            return attempt.finish(answer, datetime.now(UTC))
        except MispastedError as err:
            if not sys.stdin.isatty():
                raise
            print(f"   No: {err}")
