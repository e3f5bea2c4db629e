"""config.toml -> Config, or every problem at once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from syncd.config import rules
from syncd.config.here import country_of_zone, system_timezone
from syncd.config.places import default_state_dir
from syncd.config.schema import ACCOUNT_TYPES, Account, Config, DaemonSettings, TopLevel
from syncd.config.sections import Option, options, sections
from syncd.config.values import from_toml, nearest, plain, to_toml
from syncd.core.settings import Me, Settings
from syncd.errors import ConfigError

T = TypeVar("T")

_ACCOUNT_NAME = re.compile(r"[\w.@+-]{1,64}")


def load(path: Path) -> Config:
    """Read and check the config.

    Raises:
        ConfigError: With all problems there are, each naming its section and key and what was expected.
    """
    path = path.expanduser().absolute()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(path, ["there is no such file; `syncd init` writes one"]) from None
    except OSError as err:
        raise ConfigError(path, [f"cannot be read: {err.strerror}"]) from err
    except UnicodeDecodeError as err:
        raise ConfigError(path, [f"is not UTF-8 text (byte {err.start})"]) from err
    return loads(text, path)


def loads(text: str, path: Path) -> Config:
    """The same for a text that stands in the file `path`, or will.

    Raises:
        ConfigError: With all problems there are.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as err:
        raise ConfigError(path, [f"is not TOML: {err}"]) from err
    return _config(document, path)


def _config(document: dict[str, Any], path: Path) -> Config:
    reader = _Reader(path.parent)
    top = reader.build(TopLevel, {key: document[key] for key in options(TopLevel) if key in document}, "")
    me = reader.build(Me, _with_locale(reader.table(document, "me")), "[me] ")
    built: dict[str, Any] = {
        name: reader.build(cls, reader.table(document, name), f"[{name}] ")
        for name, cls in sections().items()
        if cls is not Me
    }
    accounts = reader.accounts(document)
    reader.unknown_sections(document)
    daemon: DaemonSettings = built.pop("daemon")
    me, problems = rules.checked_me(me)
    reader.problems += problems
    reader.problems += rules.detect_problems(built["detect"])
    reader.problems += rules.account_problems(accounts, path)
    reader.problems += rules.reference_problems(accounts, set(reader.table(document, "accounts")))
    if reader.problems:
        raise ConfigError(path, reader.problems)
    return Config(
        settings=Settings(me=me, **built),
        accounts=tuple(accounts),
        daemon=daemon,
        templates=top.templates,
        state_dir=top.state_dir or default_state_dir(),
        path=path,
    )


def _with_locale(me: dict[str, Any]) -> dict[str, Any]:
    """[me] with the zone and the country of this machine where they are not given."""
    me = {"timezone": system_timezone(), **me}
    country = country_of_zone(me["timezone"]) if isinstance(me["timezone"], str) else None
    return {"country": country or False, **me}


@dataclass(slots=True)
class _Reader:
    """Builds the schema's dataclasses from tables; what does not fit is noted as a problem."""

    base: Path
    problems: list[str] = field(default_factory=list)

    def build(self, cls: type[T], table: dict[str, Any], where: str, **given: Any) -> T:
        """An instance of `cls`; defaults, or the examples of required keys, stand in for what is absent or wrong.

        So the rules between values can be checked too, and all problems are found in one go.
        """
        known = options(cls)
        for key in [key for key in table if key not in known]:
            self.problems.append(f"{where}unknown key `{key}`{_hint(key, known)}")
        values = dict(given)
        for option in known.values():
            if option.key not in table:
                if option.required:
                    self.problems.append(
                        f"{where}{option.key} is missing. {_first_sentence(option.doc)} {_like(option)}"
                    )
                    values[option.key] = self._stand_in(option)
                continue
            try:
                values[option.key] = _in_range(from_toml(table[option.key], option.type, self.base), option)
            except ValueError as err:
                self.problems.append(f"{where}{option.key}: expected {err}")
                if option.required:
                    values[option.key] = self._stand_in(option)
        return cls(**values)

    def _stand_in(self, option: Option) -> Any:
        return from_toml(plain(option.example), option.type, self.base)

    def accounts(self, document: dict[str, Any]) -> list[Account]:
        """Every account whose type is known."""
        tables = self.table(document, "accounts")
        if not tables:
            self.problems.append("there is no account: add a section [accounts.NAME] with its type")
        found = []
        for name in tables:
            table = dict(self.table(tables, name, "accounts."))
            where = f"[accounts.{name}] "
            if not _ACCOUNT_NAME.fullmatch(name):
                self.problems.append(f"{where}: expected a name of letters, digits and . _ @ + -")
            kind = table.pop("type", None)
            cls = ACCOUNT_TYPES.get(kind) if isinstance(kind, str) else None
            if cls is None:
                hint = _did_you_mean(nearest(kind, ACCOUNT_TYPES)) if isinstance(kind, str) else ""
                self.problems.append(f"{where}type: expected one of {', '.join(ACCOUNT_TYPES)}{hint}")
            else:
                found.append(self.build(cls, table, where, name=name))
        return found

    def table(self, parent: dict[str, Any], name: str, prefix: str = "") -> dict[str, Any]:
        """The sub-table `name`; empty when absent or something else."""
        table = parent.get(name, {})
        if isinstance(table, dict):
            return table
        problem = f"{prefix}{name}: expected a section [{prefix}{name}]"
        if problem not in self.problems:
            self.problems.append(problem)
        return {}

    def unknown_sections(self, document: dict[str, Any]) -> None:
        """Note what is at the top level and belongs nowhere."""
        known = [*sections(), "accounts", *options(TopLevel)]
        for key in [key for key in document if key not in known]:
            if isinstance(document[key], dict):
                self.problems.append(f"unknown section [{key}]{_did_you_mean(nearest(key, known))}")
            else:
                self.problems.append(f"unknown key `{key}` above the first section{_hint(key, options(TopLevel))}")


def _in_range(value: Any, option: Option) -> Any:
    if option.within and value is not None:
        least, most = option.within
        if not least <= value <= most:
            raise ValueError(f"between {to_toml(least)} and {to_toml(most)}, not {to_toml(value)}")
    return value


def _hint(key: str, known: dict[str, Option]) -> str:
    """Where an unknown key belongs, or which one was meant."""
    if near := nearest(key, known):
        return _did_you_mean(near)
    if key in options(TopLevel):
        return ": it belongs above the first section"
    homes = [f"[{name}]" for name, cls in sections().items() if key in options(cls)]
    if any(key in options(cls) for cls in ACCOUNT_TYPES.values()):
        homes.append("an account")
    return f": it belongs in {' or '.join(homes)}" if len(homes) == 1 else ""


def _did_you_mean(near: str | None) -> str:
    return f"; did you mean `{near}`?" if near else ""


def _first_sentence(doc: str) -> str:
    return doc.split(". ", maxsplit=1)[0].rstrip(".") + "."


def _like(option: Option) -> str:
    example = option.example
    if isinstance(example, dict):
        ((key, value),) = example.items()
        return f"For example: {option.key}.{key} = {to_toml(value)}"
    return f"For example: {option.key} = {to_toml(example)}"
