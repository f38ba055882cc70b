import { lib } from "@scylla-tooling/config/tsup";

// Forwarders are programs of their own: sandboxes are shown these files, and no others. So nothing is split off that they would share.
export default lib({
  splitting: false,
  entry: {
    index: "src/index.ts",
    "gateway-forwarder": "src/sandbox/gateway-forwarder.ts",
    "relay/relay": "src/sandbox/container/relay/relay.ts",
    "relay/forwarder": "src/sandbox/container/relay/forwarder.ts",
  },
});
