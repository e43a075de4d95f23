"""A compound file (OLE container) of a few streams, as Word 97-2003 documents are stored: [MS-CFB], version 3.

Streams are filled up with zeros to the 4096 bytes below which they would have to go into a stream of small ones.
"""

import struct
from collections.abc import Mapping, Sequence

_SECTOR = 512
_SMALLEST = 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_IN_HEADER = 109
_ROOT, _STREAM = 5, 2
_RED, _BLACK = 0, 1
_WORD = bytes.fromhex("0609020000000000c000000000000046")
"""The class of a Word 97-2003 document, which programs look for."""


def write(streams: Mapping[str, bytes]) -> bytes:
    """The container of two or three streams by their names; its bytes depend on nothing else.

    Raises ValueError for another number of streams and for more than 7 MB, which would need further structures.
    """
    if not 2 <= len(streams) <= 3:
        raise ValueError("a container of two or three streams")
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    parts = [_filled(streams[name].ljust(_SMALLEST, b"\0")) for name in names]
    chains: list[int] = []
    starts = []
    for part in parts:
        starts.append(len(chains))
        count = len(part) // _SECTOR
        chains += [*range(len(chains) + 1, len(chains) + count), _END]
    directory = _directory(names, starts, [len(part) for part in parts])
    chains.append(_END)
    n_fat = -(-len(chains) // (_SECTOR // 4 - 1))
    if n_fat > _IN_HEADER:
        raise ValueError("a container of more than 7 MB")
    fat_at = len(chains)
    chains += [_FAT] * n_fat
    chains += [_FREE] * (n_fat * _SECTOR // 4 - len(chains))
    table = struct.pack(f"<{len(chains)}I", *chains)
    return _header(range(fat_at, fat_at + n_fat), fat_at - 1) + b"".join(parts) + directory + table


def _header(fat: Sequence[int], directory: int) -> bytes:
    places = [*fat, *[_FREE] * (_IN_HEADER - len(fat))]
    return (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + bytes(16)
        + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
        + struct.pack("<IIIIIIIII", 0, len(fat), directory, 0, _SMALLEST, _END, 0, _END, 0)
        + struct.pack(f"<{_IN_HEADER}I", *places)
    )


def _directory(names: Sequence[str], starts: Sequence[int], sizes: Sequence[int]) -> bytes:
    """The root and its streams, which form a tree around the middle one."""
    middle = len(names) // 2
    entries = [_entry("Root Entry", _ROOT, _BLACK, (_FREE, _FREE, middle + 1), _END, 0, _WORD)]
    for index, (name, start, size) in enumerate(zip(names, starts, sizes, strict=True)):
        left = middle if index == middle and middle else _FREE
        right = middle + 2 if index == middle and middle + 1 < len(names) else _FREE
        color = _BLACK if index == middle else _RED
        entries.append(_entry(name, _STREAM, color, (left, right, _FREE), start, size))
    empty = bytes(68) + struct.pack("<III", _FREE, _FREE, _FREE) + bytes(48)
    return b"".join(entries).ljust(len(entries) * 128, b"\0") + empty * (4 - len(entries))


def _entry(
    name: str, kind: int, color: int, near: tuple[int, int, int], start: int, size: int, program: bytes = bytes(16)
) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    head = encoded.ljust(64, b"\0") + struct.pack("<HBB3I", len(encoded), kind, color, *near)
    return head + program + bytes(20) + struct.pack("<IQ", start, size)


def _filled(data: bytes) -> bytes:
    return data + bytes(-len(data) % _SECTOR)
