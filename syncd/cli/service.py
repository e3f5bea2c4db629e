"""`syncd service`: the systemd user service."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from syncd.cli import user_unit
from syncd.cli.atomic import write_atomically
from syncd.config import find_config, load
from syncd.errors import ConfigError

ACTIONS = {
    "install": "write the unit, start it now and at each login",
    "uninstall": "stop it and remove the unit; config and state stay",
    "status": "say whether it is installed and running, and how it is",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    actions = parser.add_subparsers(dest="action", metavar="install|uninstall|status", required=True)
    for name, what in ACTIONS.items():
        actions.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")
    install = actions.choices["install"]
    install.add_argument("--linger", action="store_true", help="let it run while you are not logged in")
    install.add_argument("--print", action="store_true", dest="print_only", help="only show the unit")


def run(args: argparse.Namespace) -> int:
    """Do it."""
    match args.action:
        case "install":
            return install(find_config(args.config), linger=args.linger, print_only=args.print_only)
        case "uninstall":
            return uninstall()
        case _:
            return status()


def install(config_path: Path, *, linger: bool, print_only: bool = False) -> int:
    """Write the unit and start it; 1 when there is no systemd user manager to start it."""
    config_path = config_path.expanduser().absolute()
    config = load(config_path)
    unit = user_unit.render_unit(config, config_path, os.environ)
    missing = [file for file in user_unit.credential_files(config, config_path).values() if not file.is_file()]
    if missing:
        raise ConfigError(config_path, [f"the credential {file.name} needs a file {file} (0600)" for file in missing])
    if print_only:
        sys.stdout.write(unit)
        return 0
    config.state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = user_unit.unit_path(os.environ)
    write_atomically(path, unit, mode=0o644)
    print(f"Unit written: {path}")
    if not user_unit.has_manager():
        print("There is no systemd user manager here to start it. Log in and run:", file=sys.stderr)
        print(f"  systemctl --user daemon-reload && systemctl --user enable --now {user_unit.NAME}", file=sys.stderr)
        print("or start `syncd run` by other means.", file=sys.stderr)
        return 1
    user_unit.systemctl("daemon-reload")
    user_unit.systemctl("enable", user_unit.NAME)
    user_unit.systemctl("restart", user_unit.NAME)
    print("The service runs, and starts at each login.")
    if linger:
        user_unit.enable_linger()
    if user_unit.lingers():
        print("It also runs while you are not logged in.")
    else:
        print("It stops when you log out. To let it run always: loginctl enable-linger")
    return 0


def uninstall() -> int:
    """Stop the service and remove its unit."""
    path = user_unit.unit_path(os.environ)
    if not path.exists():
        print("There is no unit to remove.")
        return 0
    manager = user_unit.has_manager()
    if manager:
        user_unit.systemctl("disable", "--now", user_unit.NAME)
    path.unlink()
    if manager:
        user_unit.systemctl("daemon-reload")
    print(f"Removed: {path}")
    print("What syncd wrote into your calendars stays; `syncd undo` removes it.")
    return 0


def status() -> int:
    """Say how the service is; 1 unless it runs."""
    path = user_unit.unit_path(os.environ)
    if not path.exists():
        print("Not installed: syncd service install")
        return 1
    if not user_unit.has_manager():
        print(f"Installed ({path}), but there is no systemd user manager here to ask.")
        return 1
    known = user_unit.properties()
    active = known.get("ActiveState") == "active"
    print(f"{known.get('ActiveState', 'unknown')} since {known.get('ActiveEnterTimestamp') or 'never'}")
    if known.get("StatusText"):
        print(known["StatusText"])
    if known.get("UnitFileState") != "enabled":
        print("It does not start by itself: systemctl --user enable syncd")
    if not active:
        print("Why: journalctl --user -u syncd -n 30")
    if user_unit.lingers() is False:
        print("It stops when you log out: loginctl enable-linger")
    return 0 if active else 1
