"""Which addresses may become links: an article's URL comes from outside and may hold anything."""

from __future__ import annotations

from urllib.parse import urlsplit


def web_address(url: str) -> str | None:
    """The URL if it is an http or https address with a host and no white space or control character, otherwise None."""
    if not url.isprintable() or any(c.isspace() for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc else None
