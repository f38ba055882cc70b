import { PORTS } from "../port.ts";
import type { Launch, Sandbox } from "../ports/sandbox.ts";

export interface RecordingSandbox extends Sandbox {
  /** Every launch that was asked for, in order. */
  readonly launches: readonly Launch[];
  /** Those that were not released yet. */
  readonly open: ReadonlySet<Launch>;
}

/** A sandbox that confines nothing and remembers what it was asked for. */
export function recordingSandbox(
  claims: Partial<Pick<Sandbox, "kind" | "isolation" | "confinesNetwork">> = {},
): RecordingSandbox {
  const launches: Launch[] = [];
  const open = new Set<Launch>();
  return {
    port: PORTS.sandbox,
    kind: "none",
    isolation: null,
    confinesNetwork: false,
    ...claims,
    launches,
    open,
    confine: async (launch) => {
      launches.push(launch);
      open.add(launch);
      const { command, cwd, env } = launch;
      return {
        command,
        cwd,
        env,
        [Symbol.asyncDispose]: async () => {
          open.delete(launch);
        },
      };
    },
    reap: async () => 0,
  };
}
