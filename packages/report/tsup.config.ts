import { lib } from "@scylla-tooling/config/tsup";

export default lib({ entry: { index: "src/index.ts", "figures/index": "src/figures/index.ts" } });
