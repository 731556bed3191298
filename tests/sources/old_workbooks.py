"""Workbooks in the old binary form (.xls), made by hand: as little as a reader needs, all numbers.

A file is a small file system of sectors (`[MS-CFB]`) that holds one stream of records (`[MS-XLS]`).
"""

import struct

__all__ = ["old_workbook"]

_SECTOR = 512
_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def old_workbook(cells: dict[tuple[int, int], float], *, looped: bool = False) -> bytes:
    """One sheet with numbers at (row, column) from 0; `looped`: its sectors never end."""
    stream = _records(cells)
    stream += bytes(-len(stream) % _SECTOR)
    stream += bytes(max(0, 4096 - len(stream)))
    count = len(stream) // _SECTOR
    chain = [*range(1, count), 0 if looped else _END]
    fat = [*chain, _END, _FAT]
    fat += [_FREE] * (_SECTOR // 4 - len(fat))
    header = struct.pack(
        "<8s16xHHHHH6xIII4xIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, count, 4096,
        _END, 0, _END, 0, count + 1,
    )  # fmt: skip
    header += struct.pack("<I", _FREE) * ((_SECTOR - len(header)) // 4)
    folder = _entry("Root Entry", 5, _END, 0, child=1) + _entry("Workbook", 2, 0, len(stream))
    folder += _entry("", 0, 0, 0) * 2
    return header + stream + folder + struct.pack(f"<{len(fat)}I", *fat)


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0" if name else b""
    return struct.pack(
        "<64sHBBIII16x4x8x8xIQ", text, len(text), kind, 1, _FREE, _FREE, child, start, size
    )


def _records(cells: dict[tuple[int, int], float]) -> bytes:
    name = b"Sheet"
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    for (row, column), value in cells.items():
        sheet += _record(0x203, struct.pack("<HHHd", row, column, 0, value))
    sheet += _record(0x0A, b"")
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    length = len(start) + (4 + 8 + len(name)) + 4
    bound = _record(0x85, struct.pack("<IBBBB", length, 0, 0, len(name), 0) + name)
    return start + bound + _record(0x0A, b"") + sheet


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data
