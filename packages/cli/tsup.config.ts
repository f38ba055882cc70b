import { lib } from "@scylla-tooling/config/tsup";

export default lib({ entry: ["src/index.ts", "src/bin.ts"] });
