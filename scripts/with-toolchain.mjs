// Runs `pnpm run <script>` under the pinned Node and pnpm: `node scripts/with-toolchain.mjs SCRIPT [ARGS]`.
import { fileURLToPath } from "node:url";
import { become, thisMachine, underToolchain } from "./toolchain.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

try {
  become(underToolchain(thisMachine(), ["pnpm", "run", ...process.argv.slice(2)]), root);
} catch (error) {
  console.error(`toolchain: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
