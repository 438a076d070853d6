"""Where speakers stand, as short rows of bytes: two or three for a speaker.

A place is one number, `article << 16 | position`: the article's key, and the speaker's number among those of the
article. Sorted places come as the steps from article to article, seven bits a byte, the lowest first (as LEB128), each
with the position in its lowest four bits; 15 there says that the rest of the position follows.
"""

from __future__ import annotations

from collections.abc import Iterable

_MOST = 15


def place(article: int, position: int) -> int:
    """The place of a speaker; positions of 65,535 and more are one."""
    return article << 16 | min(position, 0xFFFF)


def packed(places: Iterable[int]) -> bytes:
    """The places, sorted, as bytes."""
    out, before = bytearray(), 0
    for each in sorted(places):
        article, position = each >> 16, each & 0xFFFF
        _add(out, (article - before) << 4 | min(position, _MOST))
        if position >= _MOST:
            _add(out, position - _MOST)
        before = article
    return bytes(out)


def unpacked(data: bytes, most: int | None = None) -> list[int]:
    """The places in their order, at most so many of them."""
    out: list[int] = []
    number = shift = article = 0
    open_ = False
    for byte in data:
        number |= (byte & 0x7F) << shift
        if byte & 0x80:
            shift += 7
            continue
        if open_:
            out[-1] += number
            open_ = False
        else:
            article += number >> 4
            out.append(article << 16 | number & _MOST)
            open_ = number & _MOST == _MOST
        number = shift = 0
        if len(out) == most and not open_:
            break
    return out


def _add(out: bytearray, number: int) -> None:
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
