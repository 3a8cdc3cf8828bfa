/** Rates that hold at a time, of the home and of the car. */

import type { CardPoint, CardRate } from "./wire";

/** Return what the car pays, where that is not what the home pays. */
export function carRates({ car_rates, rates }: CardPoint): readonly CardRate[] {
  return car_rates.length ? car_rates : rates;
}

/** Return the rate that holds at `now`. */
export function rateAt(rates: readonly CardRate[], now: number): CardRate | undefined {
  return rates.find((rate) => Date.parse(rate.start) <= now && now < Date.parse(rate.end));
}
