"""Hold the GraphQL documents for Great Britain, each with what we read and no more."""

from typing import Final

from ..graphql import Operation

OBTAIN_TOKEN: Final = Operation(
    "ObtainToken",
    """
mutation ObtainToken($apiKey: String!) {
  obtainKrakenToken(input: { APIKey: $apiKey }) {
    token
    payload
  }
}
""",
)

VIEWER: Final = Operation(
    "Viewer",
    """
query Viewer {
  viewer {
    accounts {
      number
    }
  }
}
""",
)

ACCOUNT: Final = Operation(
    "Account",
    """
query Account($accountNumber: String!) {
  account(accountNumber: $accountNumber) {
    number
    status
    electricityAgreements(active: true) {
      validFrom
      validTo
      meterPoint {
        mpan
        direction
        gspGroupId
        meters(includeInactive: false) {
          serialNumber
          meterType
          smartImportElectricityMeter {
            deviceId
            type
            status
          }
          smartExportElectricityMeter {
            deviceId
            type
            status
          }
          smartDevices {
            deviceId
            type
            status
          }
        }
      }
      tariff {
        __typename
        ... on TariffType {
          displayName
          productCode
          tariffCode
          isExport
        }
      }
    }
  }
}
""",
)

TELEMETRY: Final = Operation(
    "Telemetry",
    """
query Telemetry(
  $deviceId: String!
  $start: DateTime
  $end: DateTime
  $grouping: TelemetryGrouping
) {
  smartMeterTelemetry(
    deviceId: $deviceId
    start: $start
    end: $end
    grouping: $grouping
  ) {
    readAt
    consumption
    export
    demand
  }
}
""",
)

LIMITS: Final = Operation(
    "Limits",
    """
query Limits {
  rateLimitInfo {
    pointsAllowanceRateLimit {
      limit
      remainingPoints
    }
    fieldSpecificRateLimits(first: 20) {
      edges {
        node {
          field
          isBlocked
        }
      }
    }
  }
}
""",
)
