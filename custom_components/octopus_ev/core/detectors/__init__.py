"""The detectors: each reads one kind of evidence and claims charges of a car."""

from .half_hourly import HalfHourlyDetector
from .live import LiveDetector

__all__ = ["HalfHourlyDetector", "LiveDetector"]
