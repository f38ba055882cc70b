import { realpathSync } from "node:fs";
import { access } from "node:fs/promises";
import { type Launch, ScyllaError } from "@scylla/contracts";
import { findProgram } from "./find-program.ts";
import { isWithin } from "./shown-paths.ts";

/**
 * What could not start as it asks, or would start without what it needs. Found out afterwards, it would look like the program's own failure.
 * @param shown all directories and files that the sandbox has of this machine.
 * @throws {ScyllaError} `UNSUPPORTED`, `WORKSPACE_FAILED`, `GATEWAY_FAILED`.
 */
export async function refuseLaunch(launch: Launch, shown: readonly string[]): Promise<void> {
  const { network, gateway, writable, cwd } = launch;
  if (network.length > 0 && !gateway) {
    throw new ScyllaError(
      "UNSUPPORTED",
      `${network.join(", ")} can be reached only through the gateway, and there is none`,
      {
        hint: "Compose a runner with a gateway, or with the sandbox `none`.",
      },
    );
  }
  for (const path of writable) {
    if (!(await isThere(path))) throw new ScyllaError("WORKSPACE_FAILED", `${path} is not there`);
  }
  if (gateway && !(await isThere(gateway.socket))) {
    throw new ScyllaError("GATEWAY_FAILED", `the gateway's socket ${gateway.socket} is not there`);
  }
  if (!shown.some((dir) => isWithin(cwd, dir))) {
    throw new ScyllaError(
      "UNSUPPORTED",
      `${cwd} is not shown in the sandbox, and can't be the current directory there`,
    );
  }
}

/**
 * A program of this machine that is not shown. A line for the shell finds its programs by itself.
 * @throws {ScyllaError} `PROCESS_NOT_STARTED`.
 */
export function refuseProgram({ command, cwd, env }: Launch, shown: readonly string[]): void {
  if (typeof command === "string") return;
  const [name = ""] = command;
  const found = findProgram(name, env["PATH"], cwd);
  if (found === null) throw notStarted(name, "it is not installed, or not on the PATH");
  const file = realpathSync(found);
  if (!shown.some((dir) => isWithin(file, dir))) throw notStarted(name, `${file} is not shown there`);
}

/** @param hint where it has to be. */
export function notStarted(
  name: string,
  why: string,
  hint = "Install it under /usr, or in a directory of the PATH.",
): ScyllaError {
  return new ScyllaError("PROCESS_NOT_STARTED", `${name} can't be started in the sandbox: ${why}`, { hint });
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
