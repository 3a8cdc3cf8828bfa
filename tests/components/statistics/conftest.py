"""Statistics are tried on recorders that keep them, whatever their database."""

from collections.abc import Iterator

import pytest

from .postgresql import Server, serve


@pytest.fixture
def keeps_statistics() -> bool:
    """Tell that here the rows matter."""
    return True


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """Start a PostgreSQL server; it is missing nowhere, or the test fails."""
    with serve() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def recorder_db_url(
    request: pytest.FixtureRequest, hass_fixture_setup: list[bool]
) -> Iterator[str]:
    """Give the recorder an empty database, and Home Assistant only then."""
    assert not hass_fixture_setup
    if request.param == "sqlite":
        yield "sqlite://"
        return
    server: Server = request.getfixturevalue("postgresql")
    with server.database() as url:
        yield url
