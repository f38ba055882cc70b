import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** One side of the benchmark in a process of its own, so that only the gateway's time is the gateway's. */
export interface Part {
  readonly url: string;
  /** Milliseconds of processor time, user and system. */
  processorTime(): Promise<readonly [number, number]>;
  end(): void;
}

export async function part(name: string, ...args: readonly string[]): Promise<Part> {
  const child: ChildProcess = fork(fileURLToPath(new URL(name, import.meta.url)), [...args], {
    execArgv: [...process.execArgv],
  });
  const [url] = (await once(child, "message")) as [string];
  return {
    url,
    processorTime: async () => {
      child.send("cpu");
      const [used] = (await once(child, "message")) as [readonly [number, number]];
      return used;
    },
    end: () => child.disconnect(),
  };
}
