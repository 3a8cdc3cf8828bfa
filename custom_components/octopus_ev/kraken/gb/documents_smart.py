"""Hold the GraphQL documents about cars: devices, dispatches, charges, their bill."""

from typing import Final

from ..graphql import Operation

DEVICES: Final = Operation(
    "Devices",
    """
query Devices($accountNumber: String!) {
  devices(accountNumber: $accountNumber) {
    __typename
    id
    propertyId
    status {
      current
      currentState
      isSuspended
      ... on SmartFlexVehicleStatus {
        stateOfCharge {
          value
          timestamp
        }
        activePower {
          value
          timestamp
        }
      }
      ... on SmartFlexChargePointStatus {
        stateOfCharge {
          value
          timestamp
        }
        activePower {
          value
          timestamp
        }
      }
    }
    alerts {
      message
      publishedAt
    }
    preferences {
      unit
      mode
      schedules {
        dayOfWeek
        time
        min
        max
      }
    }
    preferenceSetting {
      unit
      mode
      scheduleSettings {
        min
        max
        step
        timeFrom
        timeTo
        timeStep
      }
    }
    ... on SmartFlexVehicle {
      make
      model
      vehicleBatterySize
      chargePointPowerOutput
    }
    ... on SmartFlexChargePoint {
      make
      model
      vehicleBatterySize
      chargePointPowerOutput
    }
  }
}
""",
)

# Where one field more than these is gone, a customer's cars are still there.
DEVICE_STATES: Final = Operation(
    "DeviceStates",
    """
query DeviceStates($accountNumber: String!) {
  devices(accountNumber: $accountNumber) {
    __typename
    id
    status {
      current
      currentState
      isSuspended
    }
    ... on SmartFlexVehicle {
      make
      model
    }
    ... on SmartFlexChargePoint {
      make
      model
    }
  }
}
""",
)

PLANNED: Final = Operation(
    "Planned",
    """
query Planned($deviceId: String!) {
  flexPlannedDispatches(deviceId: $deviceId) {
    start
    end
    type
    energyAddedKwh
  }
}
""",
)

COMPLETED: Final = Operation(
    "Completed",
    """
query Completed($accountNumber: String!) {
  completedDispatches(accountNumber: $accountNumber) {
    start
    end
    delta
    meta {
      location
    }
  }
}
""",
)

# What a public charge is called in the list nobody tells; so they are asked for, too.
CHARGES: Final = Operation(
    "Charges",
    """
query Charges(
  $accountNumber: String!
  $deviceId: String!
  $after: DateTime
  $before: DateTime
) {
  devices(accountNumber: $accountNumber, deviceId: $deviceId) {
    id
    ... on SmartFlexVehicle {
      chargingSessions(after: $after, before: $before, last: 50) {
        ...Sessions
      }
      elsewhere: chargingSessions(
        after: $after
        before: $before
        sessionTypes: [PUBLIC]
        last: 50
      ) {
        ...Spans
      }
    }
    ... on SmartFlexChargePoint {
      chargingSessions(after: $after, before: $before, last: 50) {
        ...Sessions
      }
      elsewhere: chargingSessions(
        after: $after
        before: $before
        sessionTypes: [PUBLIC]
        last: 50
      ) {
        ...Spans
      }
    }
  }
}

fragment Spans on DeviceChargingSessionConnection {
  edges {
    node {
      start
      end
    }
  }
}

fragment Sessions on DeviceChargingSessionConnection {
  pageInfo {
    startCursor
    hasPreviousPage
  }
  edges {
    node {
      __typename
      start
      end
      stateOfChargeChange
      stateOfChargeFinal
      energyAdded {
        value
        unit
      }
      cost {
        amount
        currency
      }
      ... on SmartFlexChargingSession {
        type
        dispatches {
          start
          end
          type
          energyAddedKwh
        }
        problems {
          __typename
          ... on SmartFlexChargingError {
            cause
          }
          ... on SmartFlexChargingTruncation {
            truncationCause
          }
        }
      }
    }
  }
}
""",
)

COST_OF_USAGE: Final = Operation(
    "CostOfUsage",
    """
query CostOfUsage($accountNumber: String!, $periods: [DateTimeRangeInput]!) {
  gbrCostOfUsage(accountNumber: $accountNumber, periods: $periods) {
    periods {
      consumptionUnit
      currency
      intervals {
        period {
          start
          end
        }
        consumption
        cost
        rateApplied
        bandSubcategory
      }
    }
  }
}
""",
)

# A local day has 50 half hours at most, so that one page is all there is.
MEASUREMENTS: Final = Operation(
    "Measurements",
    """
query Measurements(
  $accountNumber: String!
  $mpan: String!
  $startAt: DateTime!
  $endAt: DateTime!
) {
  account(accountNumber: $accountNumber) {
    properties {
      measurements(
        first: 96
        startAt: $startAt
        endAt: $endAt
        timezone: "Europe/London"
        utilityFilters: [
          {
            electricityFilters: {
              readingFrequencyType: THIRTY_MIN_INTERVAL
              readingDirection: CONSUMPTION
              marketSupplyPointId: $mpan
            }
          }
        ]
      ) {
        edges {
          node {
            value
            unit
            ... on IntervalMeasurementType {
              startAt
              endAt
              metaData {
                statistics {
                  type
                  label
                  value
                  costInclTax {
                    estimatedAmount
                    costCurrency
                  }
                  costExclTax {
                    estimatedAmount
                    costCurrency
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
""",
)

BOOST: Final = Operation(
    "Boost",
    """
mutation Boost($input: UpdateBoostChargeInput!) {
  updateBoostCharge(input: $input) {
    id
  }
}
""",
)

SMART_CONTROL: Final = Operation(
    "SmartControl",
    """
mutation SmartControl($input: SmartControlInput!) {
  updateDeviceSmartControl(input: $input) {
    id
  }
}
""",
)

PREFERENCES: Final = Operation(
    "Preferences",
    """
mutation Preferences($input: SmartFlexDevicePreferencesInput!) {
  setDevicePreferences(input: $input) {
    id
  }
}
""",
)
