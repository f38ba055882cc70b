import { lib } from "@scylla-tooling/config/tsup";

export default lib({
  entry: { index: "src/index.ts", "basics/index": "src/basics/index.ts", "testing/index": "src/testing/index.ts" },
});
