"""What the user stands by stays so, whatever is undone in between."""

from dataclasses import replace

from custom_components.octopus_ev.core import amend
from custom_components.octopus_ev.core.ledger import Ledger
from custom_components.octopus_ev.core.session import Confidence, SessionState

from .build import charge

NIGHT = charge("2026-07-15 00:30", "2026-07-15 04:30")
ID = NIGHT.session_id


def test_what_was_confirmed_is_so_again_once_its_deletion_is_undone() -> None:
    ledger = Ledger([NIGHT])
    amend.confirm(ledger, ID)
    amend.delete(ledger, ID)
    ledger = Ledger(ledger.machine, ledger.overlay)
    amend.restore(ledger, ID)

    ledger.apply([replace(NIGHT, state=SessionState.WITHDRAWN)])

    (kept,) = ledger.sessions()
    assert kept.confidence is Confidence.CONFIRMED
    assert kept.state is SessionState.SETTLED
