// Runs a command in the repository's root under the pinned Node and pnpm: `node scripts/with-toolchain.mjs pnpm run test:run`.
import { fileURLToPath } from "node:url";
import { become, thisMachine, underToolchain } from "./toolchain.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const [program = "pnpm", ...args] = process.argv.slice(2);

try {
  become(underToolchain(thisMachine(), [program, ...args]), root);
} catch (error) {
  console.error(`toolchain: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
