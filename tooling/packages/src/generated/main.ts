import { spawnSync } from "node:child_process";
import { REPOSITORY } from "../published-packages.ts";
import { uncommittedGenerated } from "./uncommitted.ts";

const stale = uncommittedGenerated(REPOSITORY);
if (stale.length > 0) {
  spawnSync("git", ["--no-pager", "diff", "--exit-code", "--", ...stale], { cwd: REPOSITORY, stdio: "inherit" });
  console.error(`These generated files are not what the sources say:\n${stale.map((path) => `  ${path}`).join("\n")}`);
  console.error("Look at what changed, and commit what `pnpm generated` makes.");
  process.exitCode = 1;
}
