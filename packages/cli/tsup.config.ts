import { cp } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { lib } from "@scylla-tooling/config/tsup";

const EXAMPLE = fileURLToPath(new URL("../../examples/quickstart", import.meta.url));
const RUNS = `${EXAMPLE}/.scylla`;

export default lib({
  entry: ["src/index.ts", "src/bin.ts"],
  // What `scylla demo` copies travels in the package.
  onSuccess: () => cp(EXAMPLE, "dist/quickstart", { recursive: true, filter: (path) => !path.startsWith(RUNS) }),
});
