"""The tariffs that Octopus Energy offers in Great Britain, from its public feeds."""

from collections.abc import Iterable
import re
from typing import Final

from ..core.model import Agreement, SupplyPoint
from ..core.offers import Offer, OfferKind
from ..kraken.gb.rest_wire import ListedProduct

_KINDS: Final = {
    OfferKind.GO: re.compile(r"GO-"),
    OfferKind.AGILE: re.compile(r"AGILE-"),
    OfferKind.COSY: re.compile(r"COSY-"),
    OfferKind.FLEXIBLE: re.compile(r"VAR-"),
    # Its namesakes are for home batteries, or are sold with a car.
    OfferKind.INTELLIGENT: re.compile(r"(INTELLI-VAR|IOG)-(?!FLUX)"),
}
_BRAND: Final = "OCTOPUS_ENERGY"
_REGION: Final = re.compile(r".*-(?P<letter>[A-HJ-NP])")


def region_letter(point: SupplyPoint) -> str | None:
    """Return the letter of a point's region, which its tariffs' codes end in."""
    for _, agreement in reversed([*point.agreements]):
        if match := _REGION.fullmatch(agreement.tariff_code):
            return match["letter"]
    return None


def offers_of(products: Iterable[ListedProduct], letter: str) -> tuple[Offer, ...]:
    """Return the newest product of each kind, as it is in a region."""
    found: dict[OfferKind, ListedProduct] = {}
    for product in sorted(products, key=_age):
        if not _for_homes(product):
            continue
        for kind, pattern in _KINDS.items():
            if pattern.match(product.code):
                found[kind] = product
    return tuple(
        Offer(
            kind=kind,
            name=found[kind].display_name,
            agreement=Agreement(
                # All of these have one register, whatever they cost at night.
                tariff_code=f"E-1R-{found[kind].code}-{letter}",
                product_code=found[kind].code,
            ),
        )
        for kind in OfferKind
        if kind in found
    )


def _for_homes(product: ListedProduct) -> bool:
    return (
        product.direction in (None, "IMPORT")
        and product.brand in (None, _BRAND)
        and not product.is_business
        and not product.is_prepay
    )


def _age(product: ListedProduct) -> str:
    return "" if product.available_from is None else product.available_from.isoformat()
