import { lib } from "@scylla-tooling/config/tsup";

// The forwarder is a program of its own: sandboxes are shown this one file.
export default lib({ entry: { index: "src/index.ts", "gateway-forwarder": "src/sandbox/gateway-forwarder.ts" } });
