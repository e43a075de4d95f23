"""The content of a PDF page as operators with their operands, taken apart by one regular expression.

Content streams are programs in postfix notation (ISO 32000-1, 7.8.2). What writes PDF uses a small part of what is
allowed; :class:`OddContentError` says that a stream uses more, so that a complete parser has to read it.
"""

import re
from collections.abc import Iterable

# Possessive quantifiers: nothing is tried twice, whatever the input is.
_NUMBERS = rb"[-+.\d\s]*+"
_INNER_STRING = rb"\((?:[^()\\]|\\.)*+\)"
_STRING = rb"\([^()\\]*+(?:(?:\\.|" + _INNER_STRING + rb")[^()\\]*+)*+\)"
_HEX = rb"<[0-9a-fA-F\s]*+>"
_NAME = rb"/[^\s\0()<>\[\]{}/%#]*+"
_ARRAY = rb"\[" + _NUMBERS + rb"(?:(?:" + _STRING + rb"|" + _HEX + rb")" + _NUMBERS + rb")*+\]"
_DICTIONARY = rb"<<(?:[^<>()]++|" + _STRING + rb"|" + _HEX + rb"|<<[^<>()]*+>>)*+>>"
_OTHERS = rb"(?:(?:" + b"|".join((_STRING, _HEX, _DICTIONARY, _NAME, _ARRAY)) + rb")" + _NUMBERS + rb")*+"
_OPERATOR = rb"[A-Za-z'\"][A-Za-z0-9*]*+(?=[\s/\[(<%]|\Z)"
_ODD = rb"\S++"
_BLANK = rb"[\s\0]*+(?:%[^\r\n]*+[\s\0]*+)*+"
_OPERATION = re.compile(
    _BLANK + rb"(" + _NUMBERS + rb")(" + _OTHERS + rb")(" + _OPERATOR + rb"|" + _ODD + rb"|\Z)", re.DOTALL
)
# From how many bytes on operators are taken one by one: a list of them all has many times the size of the content.
_LARGE = 1_000_000
_MOST_KNOWN = 20_000
"""So many different operands of a page are remembered."""
_SHOWN = re.compile(rb"([-+.\d\s]++)|(" + _STRING + rb"|" + _HEX + rb")", re.DOTALL)
_ONE_STRING = re.compile(rb"(?:" + _STRING + rb"|" + _HEX + rb")", re.DOTALL)
_ONE_ARRAY = re.compile(_ARRAY, re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|\r\n|(.))", re.DOTALL)
_ESCAPED = {b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r", b"(": b"(", b")": b")", b"\\": b"\\"}


class OddContentError(Exception):
    """Content that is not made as programs make it, or uses a part of PDF that is not read here."""


def operations(content: bytes) -> Iterable[tuple[bytes, ...]]:
    """Each operator after its operands: the numbers they begin with, all the rest, the operator.

    What is no operator stands as one, so that nobody knows it; the end of the content is the operator b"".
    """
    if len(content) > _LARGE:
        return (operation.groups() for operation in _OPERATION.finditer(content))
    return _OPERATION.findall(content)


def numbers_of(operands: bytes, count: int) -> list[float]:
    """So many numbers, separated by white space. Raises OddContentError where there are more, fewer or others."""
    try:
        numbers = [float(number) for number in operands.split()]
    except ValueError as error:
        raise OddContentError("a number that is written in an odd way") from error
    if len(numbers) != count:
        raise OddContentError("an operator with too many or too few operands")
    return numbers


def shown_parts(operand: bytes) -> list[float | bytes]:
    """What an operator shows: the one string, or the strings and adjustments of the one array, strings as written.

    Raises OddContentError for anything else.
    """
    operand = operand.strip()
    if not (_ONE_STRING.fullmatch(operand) or _ONE_ARRAY.fullmatch(operand)):
        raise OddContentError("text that is shown is one string or one array")
    shown: list[float | bytes] = []
    for numbers, string in _SHOWN.findall(operand):
        if string:
            shown.append(string)
        else:
            shown.extend(numbers_of(numbers, len(numbers.split())))
    return shown


def string_of(token: bytes) -> bytes:
    """The bytes of a string as it is written, as pdfminer takes them: an unknown escape stands for nothing."""
    if token[:1] == b"<":
        digits = b"".join(token[1:-1].split())
        if len(digits) % 2:
            raise OddContentError("a string with half a byte")
        return bytes.fromhex(digits.decode("ascii"))
    if b"\\" not in token:
        return token[1:-1]
    return _ESCAPE.sub(_unescaped, token[1:-1])


def _unescaped(escape: re.Match[bytes]) -> bytes:
    if escape[1]:
        code = int(escape[1], 8)
        if code > 255:
            raise OddContentError("an escape for more than a byte")
        return bytes((code,))
    return _ESCAPED.get(escape[2] or b"", b"")


class Values(dict[bytes, tuple[float, ...]]):
    """The values of numbers as a page writes them; most it writes again and again."""

    def __missing__(self, numbers: bytes) -> tuple[float, ...]:
        values = tuple(map(float, numbers.split()))
        if len(self) < _MOST_KNOWN:
            self[numbers] = values
        return values


def name_of(numbers: bytes, rest: bytes) -> str:
    """The name that is the only operand of an operator. Raises OddContentError for anything else."""
    rest = rest.strip()
    if numbers or rest[:1] != b"/" or b"/" in rest[1:] or len(rest.split()) != 1:
        raise OddContentError("a name is the only operand")
    try:
        return rest[1:].decode()
    except UnicodeDecodeError as error:
        raise OddContentError("a name in an unknown encoding") from error
