"""Comparing what is read from events with what their labels say."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

LEGAL_FORMS = frozenset(
    [
        "ab",
        "ag",
        "aps",
        "as",
        "bv",
        "co",
        "corp",
        "corporation",
        "cv",
        "de",
        "eg",
        "ev",
        "gbr",
        "gmbh",
        "inc",
        "incorporated",
        "kg",
        "kgaa",
        "limited",
        "llc",
        "llp",
        "ltd",
        "ltda",
        "mbh",
        "nv",
        "ohg",
        "oy",
        "plc",
        "pty",
        "pvt",
        "sa",
        "sarl",
        "sas",
        "se",
        "sl",
        "slu",
        "spa",
        "srl",
        "ug",
    ]
)
HONORIFICS = frozenset(
    [
        "dr",
        "prof",
        "mr",
        "mrs",
        "ms",
        "mx",
        "herr",
        "frau",
        "hr",
        "fr",
        "m",
        "mme",
        "mlle",
        "sr",
        "sra",
        "srta",
        "dott",
        "dottssa",
        "dhr",
        "mevr",
        "ing",
        "lic",
    ]
)
HEADINGS = {
    "events": "events",
    "interviews": "intv",
    "precision": "P",
    "recall": "R",
    "f1": "F1",
    "people_precision": "people P",
    "people_recall": "people R",
    "violations": "not_people",
    "titles": "titles",
    "phones": "phones",
    "kinds": "kinds",
    "company": "company",
    "position": "position",
    "stage": "stage",
    "next_step": "next",
    "next_step_found": "next found",
    "next_step_invented": "invented",
    "asked": "asked",
}

Facts = Mapping[str, Any]
"""A label, or a prediction as `syncd scan --json` writes it."""


def _fold(text: str | None) -> str:
    return unicodedata.normalize("NFKC", text or "").casefold().strip()


def _name_key(name: str | None) -> str:
    spoken = _fold(name).split()
    while len(spoken) > 1 and spoken[0].replace(".", "") in HONORIFICS:
        spoken.pop(0)
    return " ".join(spoken)


def _company_key(name: str | None) -> str:
    spoken = re.sub(r"[\W_]+", " ", _fold(name).replace(".", "")).split()
    while len(spoken) > 1 and spoken[-1] in LEGAL_FORMS:
        spoken.pop()
    return " ".join(spoken)


def _step_key(step: Facts | None) -> tuple[str, str] | None:
    return (step["kind"], step["date"]) if step else None


def _phone_key(number: str | None) -> str:
    """A number's last digits, no extension: labels write numbers as the events do, predictions with the country."""
    digits = re.sub(r"\D", "", re.split(r";|ext|x", number or "")[0])
    return digits[-7:]


def _matched(
    expected: list[Facts], predicted: list[Facts]
) -> tuple[list[Facts], list[Facts], list[tuple[Facts, Facts]]]:
    """The people missed, the superfluous ones, and the pairs; matched by address, else by name, each at most once."""
    missed, extra = list(expected), list(predicted)
    pairs: list[tuple[Facts, Facts]] = []
    for key in (lambda one: _fold(one.get("email")), lambda one: _name_key(one.get("name"))):
        for person in list(missed):
            found = next((other for other in extra if key(person) and key(other) == key(person)), None)
            if found is not None:
                missed.remove(person)
                extra.remove(found)
                pairs.append((person, found))
    return missed, extra, pairs


def score(label: Facts, prediction: Facts) -> tuple[Counter[str], list[str]]:
    """An event's counts, and a line for everything that is wrong."""
    actual, guessed = label["interview"], bool(prediction.get("is_interview"))
    count = Counter(events=1, interviews=int(actual), asked=int(prediction.get("strength") == "unsure"))
    wrong: list[str] = []
    if actual != guessed:
        wrong.append("missed interview" if actual else "taken for an interview")
        if prediction.get("strength") == "unsure":
            wrong[-1] += " (it asks)"
        count["miss" if actual else "false_alarm"] += 1
    elif actual:
        count["hit"] += 1

    people = prediction.get("interviewers") or [] if guessed else []
    missed, extra, pairs = _matched(label["people"], people)
    count.update(matched=len(pairs), expected=len(label["people"]), predicted=len(people))
    for person, found in pairs:
        count["titles"] += _fold(person["title"]) == _fold(found.get("title"))
        count["phones"] += _phone_key(person["phone"]) == _phone_key(found.get("phone"))
        count["kinds"] += person["kind"] == found.get("kind")
    wrong.extend(f"person missed: {one['name'] or one['email']}" for one in missed if guessed)
    wrong.extend(f"person wrong: {one.get('name')} <{one.get('email')}>" for one in extra)
    forbidden = {_fold(address) for address in label["not_people"]}
    for address in (_fold(one.get("email")) for one in people):
        if address in forbidden:
            count["violations"] += 1
            wrong.append(f"must not become a contact: {address}")
    if actual:
        count.update(
            _score_facts(label, prediction, wrong) if guessed else Counter(steps=int(bool(label["next_step"])))
        )
    return count, wrong


def _score_facts(label: Facts, prediction: Facts, wrong: list[str]) -> Counter[str]:
    step, read = _step_key(label["next_step"]), _step_key(prediction.get("next_step"))
    right = {
        "company": _company_key(prediction.get("company")) == _company_key(label["company"]),
        "position": _fold(prediction.get("position")) == _fold(label["position"]),
        "stage": prediction.get("stage") == label["stage"],
        "next_step": step == read,
    }
    for fact in ("company", "position", "stage"):
        if not right[fact]:
            wrong.append(f"{fact}: {prediction.get(fact)!r} instead of {label[fact]!r}")
    if not right["next_step"]:
        wrong.append(f"next step: {read} instead of {step}")
    count = Counter({fact: int(it_is) for fact, it_is in right.items()})
    count["steps"] = int(step is not None)
    count["steps_found"] = int(step is not None and right["next_step"])
    count["next_step_invented"] = int(step is None and read is not None)
    return count


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def figures(count: Mapping[str, int]) -> dict[str, float | int | None]:
    """What the counts amount to; None where there was nothing to divide by."""
    hit, interviews = count["hit"], count["interviews"]
    return {
        "events": count["events"],
        "interviews": interviews,
        "precision": _ratio(hit, hit + count["false_alarm"]),
        "recall": _ratio(hit, interviews),
        "f1": _ratio(2 * hit, 2 * hit + count["false_alarm"] + count["miss"]),
        "people_precision": _ratio(count["matched"], count["predicted"]),
        "people_recall": _ratio(count["matched"], count["expected"]),
        "violations": count["violations"],
        "titles": _ratio(count["titles"], count["matched"]),
        "phones": _ratio(count["phones"], count["matched"]),
        "kinds": _ratio(count["kinds"], count["matched"]),
        "company": _ratio(count["company"], interviews),
        "position": _ratio(count["position"], interviews),
        "stage": _ratio(count["stage"], interviews),
        "next_step": _ratio(count["next_step"], interviews),
        "next_step_found": _ratio(count["steps_found"], count["steps"]),
        "next_step_invented": count["next_step_invented"],
        "asked": count["asked"],
    }


def table(rows: Mapping[str, Mapping[str, float | int | None]]) -> Iterator[str]:
    """Lines of a Markdown table of figures, one row a name."""

    def cell(value: float | None) -> str:
        return "-" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)

    width = max(len(name) for name in rows)
    yield "| " + " | ".join([" " * width, *HEADINGS.values()]) + " |"
    yield "|" + "|".join(["-" * (width + 2), *("-" * (len(title) + 1) + ":" for title in HEADINGS.values())]) + "|"
    for name, row in rows.items():
        cells = [cell(row[key]).rjust(len(title)) for key, title in HEADINGS.items()]
        yield "| " + " | ".join([name.ljust(width), *cells]) + " |"
