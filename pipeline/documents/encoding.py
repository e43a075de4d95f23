"""Bytes to text: which encoding, and one kind of line end.

Disclosures come as UTF-8, UTF-16 and GB18030 (of which GBK and GB2312 are parts), with and without a byte order mark.
A wrong guess gives other Chinese characters and no error, so a guess counts only if its text is plausible: simplified
Chinese prose keeps almost entirely to the 6,763 characters of GB 2312, and text read in a wrong encoding does not.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from charset_normalizer import from_bytes

from pipeline.documents.model import UnreadableError

# The order matters: the mark of UTF-32 LE begins with the mark of UTF-16 LE.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
CHINESE = frozenset(("gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030", "cp936", "ms936"))
"""Names under which files declare what GB18030 covers."""
# Without a mark and without being UTF-8: in the order in which equally plausible readings win.
_GUESSES = ("gb18030", "utf-16-le", "utf-16-be")
_LINE_END = re.compile("\r\r\n|\r\n|[\r\n\v\f\x85\u2028\u2029]")
INVISIBLE: Final = dict.fromkeys((0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF))
"""Where a word may be divided, marks of direction and of byte order: nothing that is printed. For ``str.translate``."""
_SAMPLE = 200_000
_MIN_PLAUSIBLE = 0.9
_MAX_CONTROL = 0.01
_ENOUGH_COMMON = 0.7
# The most frequent characters of Chinese and of public finance: a third and more of any disclosure, and a twentieth of
# what another language's bytes turn into (EUC-KR has the same byte ranges as GB 2312).
_FREQUENT = frozenset(
    "的一是不了在有和人中大为上个国以要他这们来到时地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "预算收入支出部门单位项目资金财政公共一般服务管理绩效指标基本年度本级总计合计事业机构办公运行经费社会保障就业卫生健康住房县市区局"
    "三二四五六七八九十万元数量质满意完情况说明表其他安排增减少无及时结转余购置维护设备功能科目编码名称类款关联机关人员信息建设中心"
)
_MIN_FREQUENT = 0.1
_LONG_ENOUGH = 40


def decode(data: bytes) -> str:
    """The text of a file with every line end (CRLF, CR, LF, U+0085, U+2028, form feed ...) turned into LF,
    without the characters that print nothing.

    A byte order mark decides; else valid UTF-8; else the most plausible of GB18030 and UTF-16 without a mark.
    Raises UnreadableError where no encoding gives plausible text, with the reason in words.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lines(_by_mark(data[len(mark) :], encoding))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        guess = _guess(data)
        if guess is None:
            raise UnreadableError(_reason(data, error)) from error
        return _lines(guess)
    if _control_share(text) > _MAX_CONTROL or "\0" in text:
        guess = _guess(data)
        if guess is None:
            raise UnreadableError("binary data of no known kind of file: damaged, or no document")
        return _lines(guess)
    if not text.isascii() and not any(map(_is_hanzi, text)):
        # A few GB18030 characters in a row can happen to be valid UTF-8 of some other script.
        return _lines(_guess(data) or text)
    return _lines(text)


def _lines(text: str) -> str:
    return _LINE_END.sub("\n", text.translate(INVISIBLE).removesuffix("\x1a"))


def _by_mark(data: bytes, encoding: str) -> str:
    name = encoding.upper()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"the byte order mark says {name}, but byte {error.start} is not: truncated or damaged file"
        ) from error
    if _control_share(text) > _MAX_CONTROL or "\0" in text:
        raise UnreadableError(f"binary data behind a byte order mark of {name}, not text")
    return text


def _guess(data: bytes) -> str | None:
    best: str | None = None
    best_score = 0.0
    for encoding in _GUESSES:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = _score(text)
        if score > best_score:
            best, best_score = text, score
    return best


def _score(text: str) -> float:
    """How plausible a text is as a Chinese disclosure: 0 (refused), or above ``_MIN_PLAUSIBLE``.

    Four things count: hardly a character is a control, unassigned or private one; the characters that are not ASCII
    belong to GB 2312; of the Chinese characters most are common (first level of GB 2312); and in a text that is long
    enough some are the most frequent ones.
    """
    sample = text[:_SAMPLE]
    if not sample or "\0" in sample or "\ufffd" in sample or _control_share(sample) > _MAX_CONTROL:
        return 0.0
    nowhere = sum(unicodedata.category(char) in {"Co", "Cn", "Cs"} for char in sample)
    if nowhere > max(1, len(sample) * _MAX_CONTROL):
        return 0.0
    other = [char for char in sample if not char.isascii()]
    hanzi = [char for char in other if _is_hanzi(char)]
    if not hanzi:
        return 0.0
    known = sum(_gb2312_lead(char) is not None for char in other) / len(other)
    common = sum((_gb2312_lead(char) or 0xFF) <= 0xD7 for char in hanzi) / len(hanzi)
    if known < _MIN_PLAUSIBLE or common < _ENOUGH_COMMON:
        return 0.0
    frequent = sum(char in _FREQUENT for char in hanzi) / len(hanzi)
    if len(hanzi) >= _LONG_ENOUGH and frequent < _MIN_FREQUENT:
        return 0.0
    return known + common + frequent


@lru_cache(maxsize=65536)
def _gb2312_lead(char: str) -> int | None:
    """The first byte of a character in GB 2312 (B0-D7 common characters, D8-F7 rarer ones), None outside it."""
    try:
        return char.encode("gb2312")[0]
    except UnicodeEncodeError:
        # Printed in every disclosure, yet spelled otherwise by Unicode's table of GB 2312.
        return 0xA1 if char in "·—～‖…￥\xa0" else None


def _is_hanzi(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff"


def _control_share(text: str) -> float:
    sample = text[:_SAMPLE]
    control = sum(unicodedata.category(char) == "Cc" and char not in "\t\n\r\v\f\x85\x1a" for char in sample)
    return control / max(len(sample), 1)


def _reason(data: bytes, error: UnicodeDecodeError) -> str:
    if error.start > 100 and error.start > len(data) // 10:
        return f"the text is UTF-8 up to byte {error.start} of {len(data)} and not after it: truncated or damaged file"
    control = sum(byte < 9 or 13 < byte < 32 for byte in data[:_SAMPLE])
    if control > len(data[:_SAMPLE]) * _MAX_CONTROL:
        return "binary data of no known kind of file: damaged, or no document"
    best = from_bytes(data[:_SAMPLE]).best()
    hint = f" (it looks most like {best.encoding})" if best is not None else ""
    return f"unknown text encoding{hint}: neither UTF-8, UTF-16 nor GB18030; save the file as UTF-8"
