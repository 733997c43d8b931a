// SPDX-License-Identifier: Apache-2.0
// npm ci, unless node_modules already holds exactly what the lock file says.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const module = dirname(dirname(fileURLToPath(import.meta.url)));
const marker = join(module, "node_modules", ".installed");
const wanted = createHash("sha256")
  .update(readFileSync(join(module, "package-lock.json")))
  .update(`${process.platform} ${process.arch} ${process.version}`)
  .digest("hex");

function installed() {
  try {
    return readFileSync(marker, "utf8");
  } catch {
    return "";
  }
}

if (installed() !== wanted) {
  const npm = spawnSync("npm ci --no-audit --no-fund --loglevel=error", { cwd: module, stdio: "inherit", shell: true });
  if (npm.status !== 0) {
    process.exit(npm.status ?? 1);
  }
  writeFileSync(marker, wanted);
}
