"""The domain: values and pure functions on the standard library alone.

Nothing here reads a clock, waits, logs or knows of Home Assistant. `now` is an
argument wherever it matters.
"""
