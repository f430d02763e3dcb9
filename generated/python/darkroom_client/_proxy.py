"""Finds the proxy that the environment names, as urllib does."""

from __future__ import annotations

import base64
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit


@dataclass(frozen=True)
class Route:
    """Where a request is sent."""

    host: str
    port: int | None
    # The target in the request line.
    target: str
    # Extra headers for the proxy.
    headers: Mapping[str, str] = field(default_factory=dict)
    # Host, port and headers of the tunnel through the proxy.
    tunnel: tuple[str, int, Mapping[str, str]] | None = None


def find_route(url: SplitResult) -> Route:
    """Returns the route of a URL: to its host, or to a proxy."""
    target = (url.path or "/") + (f"?{url.query}" if url.query else "")
    host = url.hostname or ""
    text = urllib.request.getproxies().get(url.scheme)
    if text is None or urllib.request.proxy_bypass(url.netloc):
        return Route(host, url.port, target)
    proxy = urlsplit(text if "://" in text else f"http://{text}")
    credentials = _write_credentials(proxy)
    if url.scheme == "https":
        tunnel = (host, url.port or 443, credentials)
        return Route(proxy.hostname or "", proxy.port, target, tunnel=tunnel)
    return Route(proxy.hostname or "", proxy.port, url.geturl(), credentials)


def _write_credentials(proxy: SplitResult) -> dict[str, str]:
    if proxy.username is None:
        return {}
    pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
