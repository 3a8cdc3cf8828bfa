import { expect, it } from "vitest";

import { dashboard, dashboardName, type Registries } from "../src/strategy/model";

const entity = (id: string, device: string, own: object = {}): Registries["entities"] => ({
  [id]: { entity_id: id, device_id: device, platform: "octopus_ev", ...own },
});

function home(own: Partial<Registries> = {}): Registries {
  return {
    entities: {
      ...entity("event.home", "home", { translation_key: "charging_session" }),
      ...entity("sensor.cost", "home"),
      ...entity("select.target", "car"),
      ...entity("sensor.hidden", "car", { hidden: true }),
      ...entity("sensor.diagnostic", "car", { entity_category: "diagnostic" }),
      "light.lamp": { entity_id: "light.lamp", device_id: "lamp", platform: "hue" },
      "sensor.loose": { entity_id: "sensor.loose", platform: "octopus_ev" },
    },
    devices: { home: { name: "Octopus EV" }, car: { name: "Kona", name_by_user: "Blue" } },
    loadBackendTranslation: () => Promise.resolve((key) => key.split(".").at(-1) ?? ""),
    ...own,
  };
}

it("a dashboard has the cards of the supply point, and its cars", async () => {
  const made = await dashboard(home());
  expect(made.title).toBe("card_dashboard");
  expect(made.views).toHaveLength(1);
  expect(made.views[0]).toMatchObject({ title: "card_dashboard", path: "ev-1" });
  expect(made.views[0]?.sections.map((section) => section.cards)).toEqual([
    [{ type: "custom:octopus-ev-session-card", device_id: "home" }],
    [{ type: "custom:octopus-ev-rates-card", device_id: "home" }],
    [{ type: "custom:octopus-ev-savings-card", device_id: "home" }],
    [
      { type: "heading", heading: "Blue", icon: "mdi:car-electric" },
      { type: "tile", entity: "select.target", name: { type: "entity" } },
    ],
    [{ type: "custom:octopus-ev-history-card", device_id: "home", grid_options: { columns: "full" } }],
  ]);
});

it("two supply points have a view each, by their names", async () => {
  const both = home();
  Object.assign(both.entities, entity("event.flat", "flat", { translation_key: "charging_session" }));
  const made = await dashboard(both);
  expect(made.views.map((view) => view.title)).toEqual(["Octopus EV", "card_dashboard"]);
  expect(made.views[1]?.sections).toHaveLength(4);
});

it("without an account the cards say what is missing", async () => {
  const made = await dashboard(home({ entities: {} }));
  expect(made.views[0]?.sections[0]?.cards).toEqual([{ type: "custom:octopus-ev-session-card" }]);
});

it("a dashboard is called what it is in the user's language", async () => {
  expect(await dashboardName(home())).toBe("card_dashboard");
});
