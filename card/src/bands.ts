/** How a rate's band looks and what it is called. */

const COLOURS: Record<string, string> = {
  off_peak: "var(--success-color)",
  below_mean: "var(--success-color)",
  standard: "var(--info-color)",
  above_mean: "var(--warning-color)",
  peak: "var(--error-color)",
};

/** In the order in which bands are stacked; `none` is energy without a rate. */
export const BANDS = ["off_peak", "below_mean", "standard", "above_mean", "peak", "none"] as const;

export function bandColour(band: string | null): string {
  return COLOURS[band ?? "none"] ?? "var(--disabled-color)";
}

/** The key of a band's name among the cards' texts. */
export function bandKey(band: string | null): string {
  return band !== null && band in COLOURS ? `card_band_${band}` : "card_band_none";
}
