import { expect, it } from "vitest";

import { configForm } from "../src/config";
import { hasStrings, loadStrings, translator } from "../src/strings";

const localize = (key: string, values: Record<string, string> = {}): string =>
  key === "component.octopus_ev.common.card_config_title" ? ["Title", ...Object.values(values)].join() : "";

it("a form asks for the supply point, a title and a card's own", () => {
  const form = configForm({ name: "days", selector: { number: {} } });
  expect(form.schema.map((field) => field.name)).toEqual(["device_id", "title", "days"]);
  expect(form.schema.map((field) => form.computeLabel(field, localize))).toEqual([
    undefined,
    "Title",
    undefined,
  ]);
});

it("texts are the integration's own", async () => {
  expect(translator(localize)("card_config_title", { a: "b" })).toBe("Title,b");
  const asked: string[] = [];
  const loadBackendTranslation = (...what: string[]): Promise<typeof localize> => {
    asked.push(...what);
    return Promise.resolve(localize);
  };
  await loadStrings({ loadBackendTranslation });
  expect(asked).toEqual(["common", "octopus_ev", "exceptions", "octopus_ev"]);
  expect(hasStrings(translator(localize))).toBe(false);
  expect(translator((key) => key)("exceptions.not_saved.message")).toBe(
    "component.octopus_ev.exceptions.not_saved.message",
  );
  expect(hasStrings(translator((key) => key))).toBe(true);
});
