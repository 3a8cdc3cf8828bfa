"""Of all products, the newest of each kind that a home could have is compared."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from custom_components.octopus_ev.core.model import Agreement, Direction, SupplyPoint
from custom_components.octopus_ev.core.offers import Offer, OfferKind
from custom_components.octopus_ev.core.span import BEGINNING, FOREVER, Span
from custom_components.octopus_ev.core.timeline import Timeline
from custom_components.octopus_ev.kraken.gb.rest_wire import ListedProduct
from custom_components.octopus_ev.providers.gb_offers import offers_of, region_letter

from .conftest import NOW, Connect

GO: Final = ListedProduct(
    code="GO-VAR-22-10-14",
    display_name="Octopus Go",
    direction="IMPORT",
    brand="OCTOPUS_ENERGY",
    is_business=False,
    is_prepay=False,
    available_from=datetime(2022, 10, 14, tzinfo=UTC),
)


def codes(*products: ListedProduct) -> list[str]:
    return [offer.agreement.tariff_code for offer in offers_of(products, "C")]


def test_the_newest_product_of_a_kind_is_offered() -> None:
    newer = replace(
        GO, code="GO-VAR-26-01-01", available_from=datetime(2026, 1, 1, tzinfo=UTC)
    )
    undated = replace(GO, code="GO-GREEN", available_from=None)

    assert codes(newer, GO, undated) == ["E-1R-GO-VAR-26-01-01-C"]


def test_what_a_home_cannot_have_is_not_offered() -> None:
    assert (
        codes(
            replace(GO, is_business=True),
            replace(GO, is_prepay=True),
            replace(GO, direction="EXPORT"),
            replace(GO, brand="COOP_ENERGY"),
            replace(GO, code="OUTGOING-VAR-24-10-26"),
            replace(GO, code="INTELLI-FLUX-IMPORT-23-07-14"),
            replace(GO, code="IOG-FLUX-25-01-01"),
        )
        == []
    )


def test_a_list_that_says_little_is_enough() -> None:
    assert codes(replace(GO, direction=None, brand=None)) == ["E-1R-GO-VAR-22-10-14-C"]


def test_each_kind_is_known_by_its_code() -> None:
    listed = [
        replace(GO, code=code)
        for code in (
            "VAR-22-11-01",
            "COSY-22-12-08",
            "AGILE-24-10-01",
            "GO-VAR-22-10-14",
            "IOG-SMB-TOU-25-12-12",
        )
    ]

    assert [offer.kind for offer in offers_of(listed, "H")] == [*OfferKind]


def test_the_region_is_that_of_the_last_tariff_that_names_one() -> None:
    point = SupplyPoint(
        key="0123456789",
        mpan="",
        direction=Direction.IMPORT,
        meters=(),
        agreements=Timeline(),
    )
    turn = datetime(2026, 1, 1, tzinfo=UTC)

    def held(first: str, last: str) -> str | None:
        return region_letter(
            replace(
                point,
                agreements=Timeline(
                    [
                        (
                            Span(BEGINNING, turn),
                            Agreement(tariff_code=first, product_code=""),
                        ),
                        (
                            Span(turn, FOREVER),
                            Agreement(tariff_code=last, product_code=""),
                        ),
                    ]
                ),
            )
        )

    assert held("E-1R-GO-1-C", "E-1R-GO-2-P") == "P"
    assert held("E-1R-GO-1-C", "BUS-PANELP-12M-FIXED-SEPTEMBER2022") == "C"
    assert held("BUS-2022", "BUS-2023") is None


async def test_an_offer_is_asked_for_once_and_kept_while_there_is_room(
    connect: Connect,
) -> None:
    customer = await connect("P10")
    point = await customer.import_point()
    offers = await customer.provider.offers(point)
    assert offers is not None
    (agile,) = (one for one in offers if one.kind is OfferKind.AGILE)
    week = Span(NOW - timedelta(days=7), NOW - timedelta(days=1))

    book = await customer.provider.offered(agile, week)
    asked = len(customer.asked)
    again = await customer.provider.offered(agile, week)

    assert again is book
    assert len(customer.asked) == asked
    assert not [*book.house.gaps(week)]
    for back in range(2, 13):
        day = Span(NOW - timedelta(days=back), NOW - timedelta(days=back - 1))
        await customer.provider.offered(agile, day)
    asked = len(customer.asked)
    assert await customer.provider.offered(agile, week) == book
    assert len(customer.asked) == asked + 2


async def test_what_is_not_out_yet_is_asked_for_again(connect: Connect) -> None:
    customer = await connect("P10")
    offers = await customer.provider.offers(await customer.import_point())
    (agile,) = (one for one in offers or () if one.kind is OfferKind.AGILE)
    tomorrow = Span(NOW, NOW + timedelta(days=1))

    first = await customer.provider.offered(agile, tomorrow)
    customer.world.clock.advance(6 * 3600)
    later = await customer.provider.offered(agile, tomorrow)

    assert [*first.house.gaps(tomorrow)]
    assert not [*later.house.gaps(tomorrow)]


async def test_an_offer_that_a_region_does_not_have_has_no_rates(
    connect: Connect,
) -> None:
    customer = await connect("P10")
    nowhere = Agreement(tariff_code="E-1R-GO-X", product_code="GO-VAR-22-10-14")
    offer = Offer(kind=OfferKind.GO, name="Octopus Go", agreement=nowhere)

    book = await customer.provider.offered(offer, Span(NOW - timedelta(days=1), NOW))

    assert not book.house


async def test_a_home_that_is_nowhere_has_no_offers(connect: Connect) -> None:
    customer = await connect("P6")

    assert await customer.provider.offers(await customer.import_point()) is None
