"""Names of the integration, and its intervals, each with its reason."""

from datetime import timedelta
import logging
from typing import Final

from .core.causal import DETECTION_CONTEXT

DOMAIN: Final = "octopus_ev"
LOGGER: Final = logging.getLogger(__package__)

EVENT_CHARGING_SESSION: Final = "octopus_ev_charging_session"

ENV_GB_URL: Final = "OCTOPUS_EV_GB_URL"
"""Points the integration at a simulator on this machine."""

# Agreements and meters change a few times a year, at a day's notice.
ACCOUNT_INTERVAL: Final = timedelta(hours=6)

# A Home Mini is paired or unplugged by hand; asking costs a request of the live budget.
TELEMETRY_PROBE_INTERVAL: Final = timedelta(days=1)

# New rates are published at most once a day, but at no fixed minute.
RATES_INTERVAL: Final = timedelta(minutes=30)

# Tomorrow's half-hourly prices come out between 16:00 and 20:00 local time.
RATES_PUBLISHED_FROM: Final = 16
RATES_PUBLICATION_INTERVAL: Final = timedelta(minutes=7, seconds=30)

# Readings arrive once a day, some time in the morning.
READINGS_INTERVAL: Final = timedelta(minutes=30)
FIRST_READINGS: Final = timedelta(days=60)
# Late and corrected readings nearly always fall within a fortnight.
RECENT_READINGS: Final = timedelta(days=14)
# A weekly look further back catches the few that do not.
OLDER_READINGS: Final = timedelta(days=30)
OLDER_READINGS_INTERVAL: Final = timedelta(days=7)

# What is looked at again reaches back two months at most, and a season before that
# shows what the house and the charger usually draw. Older facts stay on disk.
FACTS_LOADED: Final = FIRST_READINGS + DETECTION_CONTEXT

# Everyday polling goes first: importing the past waits while less than this may be
# asked. An hour of polling takes a third of it.
IMPORT_RESERVE: Final = 200
IMPORT_RESERVE_WAIT: Final = timedelta(minutes=2)
# Half a year, whose readings are one page and half-hourly prices six.
IMPORT_STEP_DAYS: Final = 186
# Entities come first.
IMPORT_DELAY: Final = timedelta(seconds=2)

# Telemetry shares about 100 requests an hour with everything else the account uses,
# the phone app included. A poll asks for all minutes since the last one, so a longer
# interval delays what is seen and loses none of it.
LIVE_IDLE_INTERVAL: Final = timedelta(seconds=300)
LIVE_OPEN_INTERVAL: Final = timedelta(seconds=60)
# The other integration for Octopus Energy draws on the same budget.
LIVE_RIVAL: Final = "octopus_energy"
LIVE_SHARED_INTERVAL: Final = timedelta(seconds=120)
LIVE_IDLE_STALE: Final = timedelta(minutes=11)
LIVE_OPEN_STALE: Final = timedelta(minutes=5)
# How long the API keeps minutes is unknown; a day is served, and readings bring what
# happened before.
LIVE_REACH: Final = timedelta(hours=24)
# What the house drew before a session tells the car from the house.
LIVE_LEAD: Final = timedelta(minutes=30)

# What a device does is asked every quarter of an hour at least; two answers may be
# missed. A plan is made anew every few minutes, but one that stood an hour ago is
# still the best guess when the supplier cannot tell.
DEVICE_STALE: Final = timedelta(minutes=40)
PLAN_STALE: Final = timedelta(hours=1)
# A car may report hours later what it drew.
GAUGE_STALE: Final = timedelta(minutes=15)

# What the supplier plans for a car changes minutes before it happens. It allows five
# questions a minute; others say that twenty an hour are borne in the long run.
DISPATCH_OPEN_INTERVAL: Final = timedelta(minutes=3)
DISPATCH_IDLE_INTERVAL: Final = timedelta(minutes=15)
# Beside the other integration, which asks for the same.
DISPATCH_SHARED_INTERVAL: Final = timedelta(minutes=6)

# Charges are listed once they are over, their cost a day later; what was completed is
# said to lag by half a day.
CHARGES_INTERVAL: Final = timedelta(hours=6)
CHARGES_RECENT_INTERVAL: Final = timedelta(hours=1)
# A plan of many short pieces has a car stop many times.
CHARGES_SPACING: Final = timedelta(minutes=20)
CHARGES_LAG: Final = timedelta(hours=15)
FIRST_CHARGES: Final = FIRST_READINGS
RECENT_CHARGES: Final = timedelta(days=7)

# A local day is billed about a day later, and put right for a few days more. After a
# week without a bill nobody waits for it.
BILLED_INTERVAL: Final = timedelta(hours=3)
BILLED_AGAIN: Final = timedelta(days=1)
BILLED_RECENT_DAYS: Final = 3
BILLED_DAYS: Final = 7

# What the supplier does not offer, or has switched off, may be there another day.
CAPABILITY_RETRY: Final = timedelta(days=1)

# What was ordered of a car shows 5 to 60 seconds later.
ORDER_LOOKS: Final = tuple(timedelta(seconds=wait) for wait in (10, 30, 65))
ORDER_SHOWN: Final = timedelta(seconds=60)

# A sensor of the user's own is not polled. When it says nothing for hours, that it did
# is looked at all the same: its silence counts for a day.
SENSOR_REST: Final = timedelta(hours=6)
# The recorder keeps states for ten days unless told otherwise.
SENSOR_HISTORY: Final = timedelta(days=10)

# Three refusals far apart are a revoked key; one alone may be a hiccup of theirs.
AUTH_REFUSALS: Final = 3
AUTH_REFUSAL_SPACING: Final = timedelta(minutes=10)

# After a failure: soon at first, then ever less often.
RETRY_FIRST: Final = timedelta(minutes=1)
RETRY_LAST: Final = timedelta(minutes=30)

# Homes that ask in step are a crowd; a new tariff is still followed within minutes.
JITTER: Final = 0.1
JITTER_MOST: Final = timedelta(minutes=3)
