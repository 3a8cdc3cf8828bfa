"""What the supplier's own list of charges says of a session besides its energy."""

from dataclasses import dataclass
from decimal import Decimal

from .session import Session, known_sum
from .smart import ChargeType, SupplierSession
from .smart_record import SmartRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The charges that the supplier lists within one session, taken together."""

    percent_added: Decimal | None
    """What they added to the state of charge; `None` if it is not told of all."""
    percent_final: Decimal | None
    """The state of charge after the last one."""
    problems: tuple[str, ...]
    """What cut them short or went wrong, in the supplier's words, each once."""


def listing(record: SmartRecord, session: Session) -> Listing | None:
    """Return what is listed of a session; `None` where nothing is, or no longer."""
    found = sorted(
        (row for row in record.charges if _within(row, session)),
        key=lambda row: row.span,
    )
    if not found:
        return None
    return Listing(
        percent_added=known_sum(row.charge_added for row in found),
        percent_final=found[-1].charge_final,
        problems=tuple(
            dict.fromkeys(problem for row in found for problem in row.problems)
        ),
    )


def _within(row: SupplierSession, session: Session) -> bool:
    """Tell whether a listed charge is one of a session's, at home and of its car."""
    return (
        row.type is not ChargeType.PUBLIC
        and session.device in (None, row.device_key)
        and row.span.overlaps(session.span)
    )
