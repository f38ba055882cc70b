import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { publishedPackages } from "../published-packages.ts";
import { apiReport, reportPath } from "./api-report.ts";

for (const owner of publishedPackages()) {
  rmSync(join(owner.dir, "api"), { recursive: true, force: true });
  for (const entry of owner.entryPoints) {
    const file = join(owner.dir, reportPath(owner, entry));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, apiReport(owner, entry));
  }
}
