// Runs the CLI from its sources, where the user stands: `npm run --silent scylla -- ARGS`.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { become, nodeIsNewEnough, thisMachine, underToolchain } from "./toolchain.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const bin = fileURLToPath(new URL("../packages/cli/src/bin.ts", import.meta.url));
const args = process.argv.slice(2);

become(
  { command: process.execPath, args: ["--conditions=@scylla/source", bin, ...args], env: process.env },
  process.env.INIT_CWD ?? process.cwd(),
);
