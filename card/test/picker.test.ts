import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { fetchEarly, translateOffers, type Home, type Offer } from "../src/picker";

let hass: ReturnType<Home>;
const asked: string[] = [];
const offer = (type: string): Offer => ({ type, name: "In English", description: "As written" });

beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
  hass = {
    localize: (key) => (key.endsWith("_history") || key.endsWith("_name_dashboard") ? key : ""),
    loadBackendTranslation: (category) => {
      asked.push(category);
      return Promise.resolve((key) => key);
    },
  };
});
afterEach(() => {
  vi.useRealTimers();
});

it("our entries are in the user's language, however often that changes", () => {
  const [history, dashboard] = [offer("octopus-ev-history-card"), offer("octopus-ev")];
  translateOffers([history, dashboard], () => hass);
  expect({ ...history }).toEqual({
    type: "octopus-ev-history-card",
    name: "component.octopus_ev.common.card_name_history",
    description: "component.octopus_ev.common.card_description_history",
  });
  expect(dashboard.name).toBe("component.octopus_ev.common.card_name_dashboard");
  hass = undefined;
  expect(history.name).toBe("In English");
});

it("what has no text yet stays English, and what is another's is left alone", () => {
  const [rates, other] = [offer("octopus-ev-rates-card"), offer("octopus-energy-rates-card")];
  translateOffers([rates, other], () => hass);
  expect(rates.description).toBe("As written");
  expect(Object.getOwnPropertyDescriptor(other, "name")?.value).toBe("In English");
});

it("the texts are fetched once somebody is signed in", () => {
  const signedIn = hass;
  hass = undefined;
  fetchEarly(() => hass);
  vi.advanceTimersByTime(2_000);
  expect(asked).toEqual([]);
  hass = signedIn;
  vi.advanceTimersByTime(500);
  expect(asked).toEqual(["common", "exceptions"]);
  expect(vi.getTimerCount()).toBe(0);
});
