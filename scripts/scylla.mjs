// Runs the CLI from its sources, where the user stands: `npm run --silent scylla -- ARGS`.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { become, nodeIsNewEnough, thisMachine, underToolchain } from "./toolchain.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const bin = fileURLToPath(new URL("../packages/cli/src/bin.ts", import.meta.url));
const installed = existsSync(new URL("../packages/cli/node_modules", import.meta.url));
const self = fileURLToPath(import.meta.url);
const args = process.argv.slice(2);

// The toolchain variables are ours: an agent started by the CLI must not inherit them.
const { SCYLLA_CWD, SCYLLA_TOOLCHAIN, ...env } = process.env;
// npm and pnpm run scripts in the root, and keep in INIT_CWD where the user stands.
const calledFrom = env["npm_lifecycle_event"] === "scylla" ? env["INIT_CWD"] : undefined;
const cwd = SCYLLA_CWD ?? calledFrom ?? process.cwd();

if (nodeIsNewEnough(process.versions.node) && (installed || SCYLLA_TOOLCHAIN)) {
  // stdout belongs to the CLI, so an install reports on stderr
  const install = () => spawnSync("pnpm", ["install", "--frozen-lockfile"], { cwd: root, stdio: ["ignore", 2, 2] });
  if (!installed && install().status !== 0) process.exit(1);
  become({ command: process.execPath, args: ["--conditions=@scylla/source", bin, ...args], env }, cwd);
} else {
  const machine = { ...thisMachine(), env: { ...process.env, SCYLLA_CWD: cwd } };
  become(underToolchain(machine, ["node", self, ...args]), root);
}
