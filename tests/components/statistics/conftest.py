"""Statistics are tried on a recorder that keeps them."""

import pytest


@pytest.fixture
def keeps_statistics() -> bool:
    """Tell that here the rows matter."""
    return True
