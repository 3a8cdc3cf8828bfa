"""Kraken's error codes with their own words, as GraphQL renders them."""

from collections.abc import Mapping
from typing import Final

_AUTH, _APP, _VALID = "AUTHORIZATION", "APPLICATION", "VALIDATION"
_MISSING, _SERVICE = "NOT_FOUND", "SERVICE_AVAILABILITY"

CODES: Final[dict[str, tuple[str, str, str]]] = {
    "KT-CT-1111": (_AUTH, "Unauthorized.", "Unauthorized."),
    "KT-CT-1112": (
        _AUTH,
        "'Authorization' header not provided.",
        "You must provide the AUTHORIZATION header while executing the query/mutation.",
    ),
    "KT-CT-1113": (_SERVICE, "Disabled GraphQL field requested.", ""),
    "KT-CT-1124": (_APP, "Signature of the JWT has expired.", ""),
    "KT-CT-1125": (
        _APP,
        "Token keys have rotated.",
        "Token keys have rotated. Please obtain a new token.",
    ),
    "KT-CT-1134": (_VALID, "Invalid data.", "The refresh token has expired."),
    "KT-CT-1135": (_VALID, "Invalid data.", "The refresh token is incorrect."),
    "KT-CT-1137": (
        _VALID,
        "Invalid data.",
        "Please make sure you provide the correct combination of credentials.",
    ),
    "KT-CT-1138": (
        _VALID,
        "Invalid data.",
        "Please make sure the credentials are correct.",
    ),
    "KT-CT-1139": (_VALID, "Invalid data.", "Authentication failed."),
    "KT-CT-1143": (
        _AUTH,
        "Value of 'Authorization' header is not a valid credential.",
        "",
    ),
    "KT-CT-1188": (_AUTH, "Query is too complex.", ""),
    "KT-CT-1189": (_AUTH, "Query exceeds the maximum number of nodes.", ""),
    "KT-CT-1199": (
        _AUTH,
        "Too many requests.",
        "There were too many requests. Please try again later.",
    ),
    "KT-CT-1201": (_VALID, "Pagination parameters missing.", ""),
    "KT-CT-1202": (_VALID, "Invalid pagination parameters.", ""),
    "KT-CT-1203": (_VALID, "Invalid pagination parameters.", ""),
    "KT-CT-1605": (_VALID, "Invalid input.", ""),
    "KT-CT-4177": (
        _AUTH,
        "Unauthorized.",
        "Check the ownership/permissions of the provided data.",
    ),
    "KT-CT-4301": (_MISSING, "Unable to find device for given account.", ""),
    "KT-CT-4313": (_APP, "Could not find the device.", ""),
    "KT-CT-4314": (_APP, "The provider is not supported.", ""),
    "KT-CT-4321": (_VALID, "Serializer validation error.", ""),
    "KT-CT-4340": (_APP, "Unable to fetch planned dispatches.", ""),
    "KT-CT-4341": (_APP, "Unable to fetch completed dispatches.", ""),
    "KT-CT-4354": (_APP, "Unable to cancel boost charge.", ""),
    "KT-CT-4356": (_APP, "The device is not ready for boost charging.", ""),
    "KT-CT-4357": (
        _APP,
        "Unable to trigger boost charge.",
        "An internal error occurred. Please try again later.",
    ),
    "KT-CT-4358": (_APP, "Unable to suspend smart control.", ""),
    "KT-CT-4359": (_APP, "Unable to resume smart control.", ""),
    "KT-CT-4360": (_APP, "Device status could not be fetched.", ""),
    "KT-CT-4374": (_APP, "An error occurred while setting device preferences.", ""),
    "KT-CT-4387": (_APP, "The controller device was not found.", ""),
    "KT-CT-4382": (_APP, "Charging sessions could not be fetched.", ""),
    "KT-CT-7899": (_APP, "An internal error occurred.", ""),
    "KT-GB-4039": (_SERVICE, "Unable to query smart meter telemetry data.", ""),
    "KT-GB-4040": (
        _VALID,
        "Start, end and grouping must be provided together.",
        "",
    ),
    "KT-GB-4041": (_VALID, "The end must be after the start.", ""),
    "KT-GB-4042": (_AUTH, "Too many requests.", "Too many telemetry requests."),
    "KT-GB-4050": (_MISSING, "Meter not found.", ""),
    "KT-GB-4051": (_VALID, "The start is too far in the past.", ""),
    "KT-GB-4056": (_APP, "No HAN record found for the device.", ""),
    "KT-GB-4301": (_MISSING, "No agreement found for the period.", ""),
    "KT-GB-4303": (
        _APP,
        "The product is not set up for sub-meter billing.",
        "",
    ),
}


def extensions(code: str, description: str | None = None) -> dict[str, object]:
    """Return the `extensions` of an error with a code."""
    kind, _, text = CODES.get(code, (_APP, "", ""))
    found: dict[str, object] = {
        "errorType": kind,
        "errorCode": code,
        "errorDescription": text if description is None else description,
        "errorClass": kind,
    }
    if kind == _VALID:
        found["validationErrors"] = []
    return found


def message(code: str) -> str:
    """Return the words of a code."""
    return CODES.get(code, ("", "An internal error occurred.", ""))[1]


class ApiError(Exception):
    """An error that the API answers with; the engine adds path and location."""

    def __init__(self, code: str, **more: object) -> None:
        """Take a Kraken error code, and what its extensions hold besides."""
        super().__init__(message(code))
        self.code = code
        self.extensions: Mapping[str, object] = extensions(code) | more
