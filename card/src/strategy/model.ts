/** An EV dashboard from what the account has. */

import type { Localize } from "../hass";
import { translator } from "../strings";

interface EntityEntry {
  entity_id: string;
  device_id?: string;
  platform?: string;
  translation_key?: string;
  entity_category?: string;
  hidden?: boolean;
}

/** The part of Home Assistant that a dashboard is made from. */
export interface Registries {
  entities: Record<string, EntityEntry>;
  devices: Record<string, { name?: string | null; name_by_user?: string | null }>;
  loadBackendTranslation(category: string, integration: string): Promise<Localize>;
}

type Card = Record<string, unknown>;

interface Section {
  type: "grid";
  column_span?: number;
  cards: Card[];
}

export interface Dashboard {
  title: string;
  views: {
    title: string;
    path: string;
    icon: string;
    type: "sections";
    max_columns: number;
    sections: Section[];
  }[];
}

const CARDS = ["session", "rates", "savings"];

/** Return what the dashboard is called in the user's language. */
export async function dashboardName(hass: Pick<Registries, "loadBackendTranslation">): Promise<string> {
  return translator(await hass.loadBackendTranslation("common", "octopus_ev"))("card_dashboard");
}

/** Return a view for each supply point, and the cars that the supplier controls on the first. */
export async function dashboard(hass: Registries): Promise<Dashboard> {
  const t = translator(await hass.loadBackendTranslation("common", "octopus_ev"));
  const own = Object.values(hass.entities).filter((entity) => entity.platform === "octopus_ev");
  const points = devicesOf(own.filter((entity) => entity.translation_key === "charging_session"));
  const others = devicesOf(own).filter((device) => !points.includes(device));
  const name = (device: string): string =>
    hass.devices[device]?.name_by_user ?? hass.devices[device]?.name ?? t("card_dashboard");
  const cars = others.map((device) => carSection(device, name(device), own));
  // Without a supply point the cards say what is missing.
  const shown: (string | undefined)[] = points.length ? points : [undefined];
  return {
    title: t("card_dashboard"),
    views: shown.map((device, index) => ({
      title: shown.length > 1 && device !== undefined ? name(device) : t("card_dashboard"),
      path: `ev-${index + 1}`,
      icon: "mdi:ev-station",
      type: "sections",
      max_columns: 3,
      sections: [
        ...CARDS.map((card) => section(ours(card, device))),
        ...(index === 0 ? cars : []).map(wide),
        wide(section(ours("history", device))),
      ],
    })),
  };
}

function ours(card: string, device: string | undefined): Card {
  return {
    type: `custom:octopus-ev-${card}-card`,
    ...(device === undefined ? {} : { device_id: device }),
    ...(card === "history" ? { grid_options: { columns: "full" } } : {}),
  };
}

function carSection(device: string, name: string, own: readonly EntityEntry[]): Section {
  const shown = own.filter(
    (entity) => entity.device_id === device && !entity.hidden && entity.entity_category === undefined,
  );
  return section(
    { type: "heading", heading: name, icon: "mdi:car-electric" },
    // The heading names the car.
    ...shown.map((entity) => ({ type: "tile", entity: entity.entity_id, name: { type: "entity" } })),
  );
}

function wide(one: Section): Section {
  return { ...one, column_span: 3 };
}

function section(...cards: Card[]): Section {
  return { type: "grid", cards };
}

function devicesOf(entities: readonly EntityEntry[]): string[] {
  return [...new Set(entities.flatMap((entity) => entity.device_id ?? []))];
}
