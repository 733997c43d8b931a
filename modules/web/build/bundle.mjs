// SPDX-License-Identifier: Apache-2.0
// Puts the page where the jar and a hub on the class path find it: target/classes/hubbub-web.
import { copyFile, mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { context } from "esbuild";

const module = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(module, "src", "main");
const out = join(module, "target", "classes", "hubbub-web");
const watch = process.argv.includes("--watch");

if (!watch) {
  await rm(out, { recursive: true, force: true });
}
await mkdir(out, { recursive: true });
for (const name of ["index.html", "favicon.svg"]) {
  await copyFile(join(source, "static", name), join(out, name));
}

const bundle = await context({
  entryPoints: { app: join(source, "ts", "main.ts"), page: join(source, "static", "app.css") },
  entryNames: "app",
  outdir: out,
  bundle: true,
  minify: !watch,
  sourcemap: watch ? "linked" : false,
  legalComments: "none",
  charset: "utf8",
  format: "iife",
  target: ["chrome90", "edge90", "firefox88", "safari14"],
  // Safari 14 knows destructuring but for one corner that nothing here goes into.
  supported: { destructuring: true },
  logLevel: "warning",
});

if (watch) {
  await bundle.watch();
} else {
  await bundle.rebuild().catch(() => process.exit(1)); // What is wrong has been printed already.
  await bundle.dispose();
}
