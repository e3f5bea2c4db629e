"""Who the user is, for commands that work without a config."""

from __future__ import annotations

import argparse
from dataclasses import replace
from zoneinfo import ZoneInfo

from syncd.config import find_config, load
from syncd.config.here import country_of_zone, system_timezone
from syncd.core.settings import Me, Settings
from syncd.errors import ConfigError


def add_me(parser: argparse.ArgumentParser) -> None:
    """`--me`, `--name` and `--timezone` stand for [me]."""
    parser.add_argument("--me", action="append", default=[], metavar="EMAIL", help="an address of yours; repeatable")
    parser.add_argument("--name", default=None, help="your name as it stands in invitations")
    parser.add_argument("--timezone", type=_zone_name, default=None, metavar="ZONE", help="IANA zone you live in")


def settings_of(args: argparse.Namespace) -> Settings:
    """The config's settings where there is one, with what the options say instead."""
    try:
        settings = load(find_config(args.config)).settings
    except ConfigError as err:
        if args.config is not None or err.path is not None:
            raise
        zone = system_timezone()
        settings = Settings(me=Me(name="", emails=(), timezone=zone, country=country_of_zone(zone)))
    me = settings.me
    if args.me or args.name is not None:
        me = replace(me, emails=tuple(address.casefold() for address in args.me), name=args.name or "")
    if args.timezone is not None:
        me = replace(me, timezone=args.timezone, country=country_of_zone(args.timezone))
    return replace(settings, me=me)


def _zone_name(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        raise argparse.ArgumentTypeError(f'"{text}" is no time zone such as Europe/Berlin') from None
    return text
