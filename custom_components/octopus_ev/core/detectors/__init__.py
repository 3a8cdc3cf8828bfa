"""The detectors: each reads one kind of evidence and claims charges of a car."""

from .charger import ChargerDetector
from .half_hourly import HalfHourlyDetector
from .live import LiveDetector
from .supplied import DispatchDetector, SupplierDetector

__all__ = [
    "ChargerDetector",
    "DispatchDetector",
    "HalfHourlyDetector",
    "LiveDetector",
    "SupplierDetector",
]
