import { realpathSync } from "node:fs";
import { type Launch, ScyllaError } from "@scylla/contracts";
import { findProgram } from "../find-program.ts";
import { notStarted } from "../refuse-launch.ts";
import { isWithin } from "../shown-paths.ts";

export interface ProgramsInside {
  /** Whether the image has a program, by name or absolute path. */
  has(name: string): Promise<boolean>;
}

/**
 * Refuses a launch whose program is neither in the image nor shown, and one that asks for the gateway where nothing can lead to it: found out
 * afterwards, it would look like the program's own failure.
 * @param shown of this machine.
 * @throws {ScyllaError} `PROCESS_NOT_STARTED`, `UNSUPPORTED`.
 */
export async function refusePrograms(launch: Launch, shown: readonly string[], image: ProgramsInside): Promise<void> {
  const { command, gateway } = launch;
  if (gateway && !(await isThere("node", launch, shown, image))) {
    throw new ScyllaError("UNSUPPORTED", "nothing leads to the gateway in the sandbox: its image has no node", {
      hint: "Use an image with Node 22.18 or newer on its PATH.",
    });
  }
  if (typeof command === "string") return;
  const [name = ""] = command;
  if (!(await isThere(name, launch, shown, image))) {
    throw notStarted(name, "its image doesn't have it", "Use an image that holds it.");
  }
}

async function isThere(
  name: string,
  { env, cwd }: Launch,
  shown: readonly string[],
  image: ProgramsInside,
): Promise<boolean> {
  const found = findProgram(name, env["PATH"], cwd);
  const isShown = (file: string): boolean => shown.some((dir) => isWithin(file, dir));
  if (found !== null && isShown(found) && isShown(realpathSync(found))) return true;
  return name.startsWith("/") || !name.includes("/") ? image.has(name) : false;
}
