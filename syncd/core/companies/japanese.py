"""Names of organisations in ideographs: where they stand, and what tells them from jobs, departments and times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial

from syncd.core.text import fold, has_ideographs
from syncd.core.vocabulary import read, word_list

listed = partial(word_list, "companies")
"""A list of companies.toml, folded."""
SURNAME = 2
"""Letters of surnames that end like companies: `土屋`."""
_FORM = "(?:株式会社|有限会社|合同会社)"
_HEAD = "(?:株式会社|有限会社|合同会社|一般社団法人|学校法人|医療法人)"
_SIGN = r"[\u3005\u30a0-\u30ff\u3400-\u9fffA-Za-z0-9&・]"
_KANA = r"[\u3041-\u3096]"
_NAME = re.compile(
    rf"(?:^|(?<=[\s、。「『(:]))(?:{_SIGN}|{_KANA}){{1,20}}?{_FORM}(?!{_SIGN})"
    rf"|{_SIGN}{{1,20}}?{_FORM}(?!{_SIGN})"
    rf"|{_HEAD}{_KANA}{{2,8}}?(?=$|[\s、。,()「」・様]|の[\u4e00-\u9fff]|採用|人事)"
    rf"|{_HEAD}{_KANA}{{0,6}}(?:(?!採用|人事|担当|様){_SIGN}){{1,20}}"
    rf"|{_SIGN}{{1,20}}{_FORM}"
)
"""With the legal form before or behind; hiragana only where a name begins with it."""
_SENDER = re.compile(
    rf"(?<![\u3041-\u3096\w])((?:{_SIGN}|{_KANA}){{2,20}}?)"
    r"(?:[ \u3000の]?(?:人事|採用|総務|事務局)(?:部|課|係|室|担当|チーム|グループ)?"
    r"|の[\u4e00-\u9fff]{1,4}(?:です|と申します))"
)
"""Who writes: `みなと宿ホテルズ 人事部`, `つばめ配送の林です`."""
_QUOTED = re.compile(r"(?:弊社|当社|弊店|当院|当園|会社名|企業名)\s?[「『:]\s?([^」』\s]{2,20})")
"""`弊社「ナギサ・クラウド」`."""
_PARTICLES = ("の", "を", "へ", "に", "が", "は", "お知らせ", "ご")
"""With these no name begins."""


def named_in(line: str) -> Iterator[tuple[str, str]]:
    """Names in a line, each with `sender` where it is the writer's."""
    for match in _NAME.finditer(line):
        yield match.group(), ""
    for match in _SENDER.finditer(line):
        yield match.group(1), "sender"
    for match in _QUOTED.finditer(line):
        yield match.group(1), "sender"


@cache
def _ends(key: str) -> tuple[str, ...]:
    return tuple(fold(word.lstrip("*")) for word in read("companies")[key] if has_ideographs(word))


def ends_as_company(name: str) -> bool:
    """Whether a name ends with what an organisation is: `青葉大学病院`."""
    end = next((end for end in _ends("words") if name.endswith(end)), "")
    return bool(end) and len(name) > len(end) + (SURNAME if len(end) == 1 else 0)


def is_japanese_company(name: str) -> bool:
    """Whether a name in ideographs may be an organisation's: it tells no job, department, room or time."""
    if any(form in name for form in _ends("legal_forms")):
        return True
    begins = name.startswith(_PARTICLES) and not ends_as_company(name)
    if begins or any(word in name for word in listed("japanese_events")):
        return False
    return not (name[0].isdigit() or name.endswith(_ends("japanese_ends")) or name in listed("japanese_none"))
