import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    coverage: {
      provider: "v8",
      reporter: ["text"],
      include: ["src/**/*.ts"],
      // Elements hold no logic; the browser tests see them.
      exclude: ["src/**/*.element.ts", "src/**/*.styles.ts", "src/main.ts"],
      thresholds: { 100: true, perFile: true },
    },
  },
});
