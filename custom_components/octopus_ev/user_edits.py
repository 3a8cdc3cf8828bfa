"""What a user can do to the sessions of an account; each of it can be undone."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Unpack

from homeassistant.util import dt as dt_util

from .core import amend
from .core.changes import Changes
from .core.edits import EditFields, Overlay, Verdict
from .core.ledger import Ledger
from .core.model import Region
from .core.span import Span
from .facts import Facts


class UserEdits(ABC):
    """The part of the engine that takes orders.

    Every method answers once the change is on disk. It raises `RefusedError` where the
    sessions do not allow it and `HomeAssistantError` where it cannot be written; then
    nothing has changed.
    """

    _region: Region
    _facts: Mapping[str, Facts]
    _ledger: Ledger

    @property
    def overlay(self) -> Overlay:
        """What the user said so far."""
        return self._ledger.overlay

    @abstractmethod
    async def _async_amend(self, operation: Callable[[Ledger], Changes]) -> Changes:
        """Do it, write it, and announce it by the rules."""

    async def async_delete(self, session_id: str) -> Changes:
        """Delete a session; its time stays barred to what the machine finds."""
        return await self._async_amend(lambda one: amend.delete(one, session_id))

    async def async_reject(self, session_id: str) -> Changes:
        """Delete a session because it was no charge; no charger is learnt from it."""
        return await self._async_amend(
            lambda one: amend.delete(one, session_id, Verdict.NO_CHARGE)
        )

    async def async_confirm(self, session_id: str) -> Changes:
        """Stand by a session, so that the machine does not take it back."""
        return await self._async_amend(lambda one: amend.confirm(one, session_id))

    async def async_restore(self, session_id: str) -> Changes:
        """Undo that a session was deleted, rejected or confirmed."""
        return await self._async_amend(lambda one: amend.restore(one, session_id))

    async def async_edit(
        self, session_id: str, **fields: Unpack[EditFields]
    ) -> Changes:
        """Edit what is given of a session; `None` takes that edit back.

        A vehicle may be given by its name; it is kept by its key.
        """
        return await self._async_amend(
            lambda one: amend.edit(one, session_id, **fields)
        )

    async def async_merge(self, session_ids: Iterable[str]) -> Changes:
        """Make one session of several; the oldest keeps its id."""
        return await self._async_amend(lambda one: amend.merge(one, session_ids))

    async def async_split(self, session_id: str, at: datetime) -> Changes:
        """Make two sessions of one; the earlier keeps the id."""
        return await self._async_amend(
            lambda one: amend.split(one, session_id, at, self._region)
        )

    async def async_take_apart(self, session_id: str) -> Changes:
        """Undo the last merge or split that a session came of."""
        return await self._async_amend(lambda one: amend.take_apart(one, session_id))

    async def async_add(self, point_key: str, span: Span, energy: Decimal) -> Changes:
        """Add a charge that nothing detected, priced at the rates that are known."""
        facts, now = self._facts.get(point_key, Facts()), dt_util.utcnow()
        return await self._async_amend(
            lambda one: amend.add(
                one,
                point_key,
                span,
                energy,
                rates=facts.paid(self._region, now).vehicle,
                region=self._region,
            )
        )
