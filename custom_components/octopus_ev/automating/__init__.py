"""What automations are told of: what happens, to whom, under which conditions.

Only `triggers` and `conditions` touch Home Assistant's young interfaces for them; of our
own files `trigger.py` and `condition.py` alone import these two.
"""
