"""The detectors: each reads one kind of evidence and claims charges of a car."""

from .charger import ChargerDetector
from .half_hourly import HalfHourlyDetector
from .live import LiveDetector

__all__ = ["ChargerDetector", "HalfHourlyDetector", "LiveDetector"]
