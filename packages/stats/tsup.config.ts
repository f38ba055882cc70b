import { lib } from "@scylla-tooling/config/tsup";

export default lib({
  entry: { index: "src/index.ts", "bootstrap-worker": "src/off-thread/bootstrap-worker.ts" },
});
