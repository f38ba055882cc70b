import { PORTS, type Sandbox } from "@scylla/contracts";

/** Confines nothing, and says so: what keeps processes apart is the process runner alone. */
export function noSandbox(): Sandbox {
  return {
    port: PORTS.sandbox,
    kind: "none",
    isolation: null,
    confinesNetwork: false,
    confine: async ({ command, cwd, env }) => ({ command, cwd, env, [Symbol.asyncDispose]: async () => {} }),
    // The process runner finds everything by its token.
    reap: async () => 0,
  };
}
