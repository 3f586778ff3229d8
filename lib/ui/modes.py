"""Turns facts about server and request into who may write to disk.

    local   one person on their own computer: the journal is a folder on that computer
    guest   anything else: nothing is written on the server; the journal lives in memory,
            and on request in the visitor's own browser

The server's own settings decide; what a visitor sends can only lower the mode, never raise it.
A fact that is not known counts against. A third mode, signed in, is reserved for hosts who
configure a login and a store; nothing returns it yet.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import Enum
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

import streamlit as st
from streamlit import config as streamlit_config


class Mode(Enum):
    """Who may write where."""

    LOCAL = "local"
    GUEST = "guest"


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """What this server was told when it started. None is unknown."""

    address: str | None
    """`server.address`: where it listens. Unset means every network of this computer."""
    listens_there: bool = True
    """True when Streamlit itself opens the port, so that `address` is really where it listens."""
    public_name: str | None = None
    """`browser.serverAddress`: the name under which browsers are told to find it."""
    lowered_to: str = ""
    """The environment's EVEN_KEEL_MODE. `guest` lowers; nothing raises."""


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What came with the request that opened this session. None is unknown."""

    headers: tuple[str, ...]
    """Names of all headers, any case."""
    host: str | None
    origin: str | None
    peer: str | None = None
    """The other end of the connection, where it is not this computer; None when it is."""


_FORWARDING = ("forwarded", "via", "true-client-ip", "client-ip", "fly-client-ip")
_FORWARDING_BEGINS = ("x-forwarded", "x-real-", "x-client-ip", "x-cluster-", "x-original-", "cf-",
                      "x-envoy-", "x-amzn-", "x-azure-", "fastly-")  # fmt: skip


def storage_mode(server: ServerFacts, request: RequestFacts) -> Mode:
    """LOCAL only when everything speaks for one person at their own computer; else GUEST."""
    speaks_for_local = (
        server.lowered_to != Mode.GUEST.value
        and server.listens_there
        and is_loopback(server.address)
        and (server.public_name is None or is_loopback(server.public_name))
        and not any(_is_forwarding(name) for name in request.headers)
        and is_loopback(_name_in_host(request.host))
        and is_loopback(_name_in_origin(request.origin))
        and (request.peer is None or is_loopback(request.peer))
    )
    return Mode.LOCAL if speaks_for_local else Mode.GUEST


def is_loopback(name: str | None) -> bool:
    """True for `localhost`, 127.0.0.0/8 and ::1, and for nothing that merely looks like them."""
    if not name:
        return False
    if name.lower() == "localhost":
        return True
    try:
        address = ip_address(name.strip("[]"))
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped.is_loopback
    return address.is_loopback


def _is_forwarding(header: str) -> bool:
    header = header.lower()
    return header in _FORWARDING or header.startswith(_FORWARDING_BEGINS)


def _name_in_host(host: str | None) -> str | None:
    return _name_in_origin(f"http://{host}") if host else None


def _name_in_origin(origin: str | None) -> str | None:
    """The bare name in an origin; None for `null`, for several origins and for what is not one."""
    if not origin or any(mark in origin for mark in ", @\\\t"):
        return None
    try:
        parts = urlsplit(origin)
        parts.port  # noqa: B018  reading it refuses a port that is not a number
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or parts.path not in ("", "/") or parts.query:
        return None
    return parts.hostname


# --- the edge: reads Streamlit --------------------------------------------------


def current() -> Mode:
    """The mode of the session that is running."""
    return storage_mode(server_facts(), request_facts())


def server_facts() -> ServerFacts:
    """The running server's own settings."""
    public_name = "browser.serverAddress"
    return ServerFacts(
        address=st.get_option("server.address"),
        listens_there=_streamlit_opened_the_port(),
        public_name=st.get_option(public_name)
        if streamlit_config.is_manually_set(public_name)
        else None,
        lowered_to=os.environ.get("EVEN_KEEL_MODE", "").strip().lower(),
    )


def _streamlit_opened_the_port() -> bool:
    """False under another ASGI server, which may listen anywhere whatever our settings say."""
    return getattr(streamlit_config, "_server_mode", None) in ("starlette-managed", "starlette-app")


def request_facts() -> RequestFacts:
    """What the current session's request says. A header sent twice counts as not known."""
    headers = st.context.headers
    return RequestFacts(
        headers=tuple(headers),
        host=_only(headers.get_all("Host")),
        origin=_only(headers.get_all("Origin")),
        peer=st.context.ip_address,
    )


def _only(values: list[str]) -> str | None:
    return values[0] if len(values) == 1 else None
