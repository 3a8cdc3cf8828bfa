// Bundle the cards into the one module that the integration serves.
import { build } from "esbuild";

const out = process.argv[2] ?? "../custom_components/octopus_ev/www";

await build({
  entryPoints: { "octopus-ev": "src/main.ts" },
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "inline",
  define: { "process.env.NODE_ENV": '"production"' },
});
