import { lib } from "@scylla-tooling/config/tsup";

// The forwarder is a program of its own: a sandbox is shown this one file.
export default lib({ entry: { index: "src/index.ts", "gateway-forwarder": "src/sandbox/bwrap/gateway-forwarder.ts" } });
