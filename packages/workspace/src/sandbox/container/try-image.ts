import type { Launch, Sandbox } from "@scylla/contracts";
import { trial } from "../trial.ts";
import type { Obstacle } from "../unavailable.ts";
import type { Client } from "./client.ts";
import { clientEnvironment } from "./client-environment.ts";
import type { Image } from "./image.ts";
import type { ProgramsInside } from "./programs.ts";
import { whyNot } from "./why-not.ts";

/** A first container takes its time on a busy machine. */
const START_MS = 60_000;

const NOTHING: Launch = { command: ":", cwd: "/tmp", env: {}, writable: [], readable: [], network: [], token: "" };

/** Whether an engine may start containers, and whether there is a shell in this image, is known only when one is started. */
export async function obstacleOf({ engine }: Client, sandbox: Sandbox): Promise<Obstacle | null> {
  await using confined = await sandbox.confine(NOTHING, AbortSignal.abort());
  const { code, stderr } = await trial(confined.command as readonly string[], confined.env, START_MS);
  return code === 0 ? null : whyNot(engine, code, stderr);
}

/** Asks the image once for each program. */
export function imagePrograms({ file, facts }: Client, { id }: Image): ProgramsInside {
  const known = new Map<string, Promise<boolean>>();
  const ask = async (name: string): Promise<boolean> => {
    const plain = ["run", "--rm", "--network", "none", "--read-only", "--cap-drop", "ALL", "--user", facts.user];
    const line = ["--entrypoint", "/bin/sh", id, "-c", 'command -v -- "$1" >/dev/null', "sh", name];
    const command = [file, ...plain, "--pull", "never", "--log-driver", "none", ...line];
    return (await trial(command, clientEnvironment(process.env), START_MS)).code === 0;
  };
  return {
    has: (name) => {
      const answer = known.get(name) ?? ask(name);
      known.set(name, answer);
      return answer;
    },
  };
}
