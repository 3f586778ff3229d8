import pytest
from streamlit.testing.v1 import AppTest

from lib.ui import modes
from lib.ui.modes import Mode, RequestFacts, ServerFacts

PLAIN = ("Host", "Origin", "User-Agent", "Connection", "Upgrade", "Cookie")
HOME = ServerFacts(address="127.0.0.1")


def request(
    host: str | None = "localhost:8501",
    origin: str | None = "http://localhost:8501",
    *more: str,
    peer: str | None = None,
) -> RequestFacts:
    return RequestFacts((*PLAIN, *more), host, origin, peer)


# what is so, server, request, mode
CASES = [
    ("at home by name", HOME, request(), Mode.LOCAL),
    ("at home by number", HOME, request("127.0.0.1:8501", "http://127.0.0.1:8501"), Mode.LOCAL),
    ("name and number mixed", HOME, request("127.0.0.1:8501"), Mode.LOCAL),
    ("elsewhere in 127/8", ServerFacts("127.0.0.53"), request(), Mode.LOCAL),
    ("bound to localhost", ServerFacts("localhost"), request(), Mode.LOCAL),
    ("bound to ::1", ServerFacts("::1"), request("[::1]:8501", "http://[::1]:8501"), Mode.LOCAL),
    ("capitals in the name", HOME, request("LocalHost:8501", "http://LOCALHOST:8501"), Mode.LOCAL),
    ("no port, https", HOME, request("localhost", "https://localhost"), Mode.LOCAL),
    ("told to call itself localhost", ServerFacts("127.0.0.1", public_name="localhost"), request(), Mode.LOCAL),
    ("an unknown word in the environment", ServerFacts("127.0.0.1", lowered_to="local"), request(), Mode.LOCAL),
    # the server
    ("no address set: all networks", ServerFacts(None), request(), Mode.GUEST),
    ("empty address", ServerFacts(""), request(), Mode.GUEST),
    ("all networks", ServerFacts("0.0.0.0"), request(), Mode.GUEST),
    ("all networks, v6", ServerFacts("::"), request(), Mode.GUEST),
    ("a network address", ServerFacts("192.168.1.20"), request(), Mode.GUEST),
    ("a name in the network", ServerFacts("therapy-pc"), request(), Mode.GUEST),
    ("a name that begins like home", ServerFacts("localhost.example.org"), request(), Mode.GUEST),
    ("a name that begins like 127", ServerFacts("127.0.0.1.example.org"), request(), Mode.GUEST),
    ("another program opened the port", ServerFacts("127.0.0.1", listens_there=False), request(), Mode.GUEST),
    ("has a public name", ServerFacts("127.0.0.1", public_name="back.example.org"), request(), Mode.GUEST),
    ("lowered by the environment", ServerFacts("127.0.0.1", lowered_to="guest"), request(), Mode.GUEST),
    # the request can lower
    ("asked for by another name", HOME, request("evil.example:8501"), Mode.GUEST),
    ("asked for by network address", HOME, request("192.168.1.20:8501"), Mode.GUEST),
    ("no host", HOME, request(None), Mode.GUEST),
    ("empty host", HOME, request(""), Mode.GUEST),
    ("page of another site", HOME, request(origin="https://evil.example"), Mode.GUEST),
    ("no origin", HOME, request(origin=None), Mode.GUEST),
    ("origin null", HOME, request(origin="null"), Mode.GUEST),
    ("origin is a file", HOME, request(origin="file://localhost"), Mode.GUEST),
    ("home as the user of another site", HOME, request(origin="http://localhost@evil.example"), Mode.GUEST),
    ("two origins in one", HOME, request(origin="http://localhost, https://evil.example"), Mode.GUEST),
    ("home below another site", HOME, request(origin="http://localhost.evil.example"), Mode.GUEST),
    ("a broken origin", HOME, request(origin="http://[::1"), Mode.GUEST),
    ("a port that is no number", HOME, request("localhost:evil"), Mode.GUEST),
    ("nginx as it comes: host rewritten", HOME, request("127.0.0.1:8501", "https://back.example.org"), Mode.GUEST),
    ("X-Forwarded-For", HOME, request("localhost", "http://localhost", "X-Forwarded-For"), Mode.GUEST),
    ("x-forwarded-host in small letters", HOME, request("localhost", "http://localhost", "x-forwarded-host"), Mode.GUEST),
    ("Forwarded", HOME, request("localhost", "http://localhost", "Forwarded"), Mode.GUEST),
    ("Via", HOME, request("localhost", "http://localhost", "Via"), Mode.GUEST),
    ("X-Real-Ip", HOME, request("localhost", "http://localhost", "X-Real-Ip"), Mode.GUEST),
    ("CF-Connecting-IP", HOME, request("localhost", "http://localhost", "CF-Connecting-IP"), Mode.GUEST),
    ("from another computer", HOME, request(peer="192.168.1.77"), Mode.GUEST),
    ("from another computer, v6", HOME, request(peer="fe80::1"), Mode.GUEST),
    ("from this computer, v4 in v6", HOME, request(peer="::ffff:127.0.0.1"), Mode.LOCAL),
    # nothing a request says raises
    ("all networks, request looks like home", ServerFacts("0.0.0.0"), request("127.0.0.1", "http://127.0.0.1"), Mode.GUEST),
    ("nothing is known", ServerFacts(None), RequestFacts((), None, None), Mode.GUEST),
]  # fmt: skip


@pytest.mark.parametrize(("server", "asked", "mode"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])  # fmt: skip
def test_who_may_write_to_disk(server: ServerFacts, asked: RequestFacts, mode: Mode) -> None:
    assert modes.storage_mode(server, asked) is mode


def test_no_request_raises_the_mode_of_a_server_that_others_can_reach() -> None:
    requests = [asked for _, _, asked, _ in CASES]
    servers = [server for _, server, _, _ in CASES if not modes.is_loopback(server.address)]

    found = {modes.storage_mode(server, asked) for server in servers for asked in requests}

    assert found == {Mode.GUEST}


def test_a_run_without_a_request_is_a_guests() -> None:
    def script() -> None:
        import streamlit as st

        from lib.ui import modes

        st.text(modes.current().value)

    app = AppTest.from_function(script).run()

    assert app.text[0].value == "guest"


def test_the_shipped_configuration_binds_to_loopback() -> None:
    import tomllib
    from pathlib import Path

    shipped = Path(__file__).parents[1] / ".streamlit" / "config.toml"
    settings = tomllib.loads(shipped.read_text(encoding="utf-8"))

    assert modes.is_loopback(settings["server"]["address"])
    assert settings["browser"]["gatherUsageStats"] is False
