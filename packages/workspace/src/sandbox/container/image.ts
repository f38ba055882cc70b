import { ScyllaError } from "@scylla/contracts";
import { z } from "zod";
import { trial } from "../trial.ts";
import type { Obstacle } from "../unavailable.ts";
import type { Client } from "./client.ts";
import { clientEnvironment } from "./client-environment.ts";
import { saidBy } from "./why-not.ts";

/** An image as it is now: its name may lead to another one tomorrow. */
export interface Image {
  /** `sha256:...` */
  readonly id: string;
  /** Where its programs are. */
  readonly path: string;
}

const environment = z.array(z.string()).nullable();

const USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

const FORMAT = "{{.Id}} {{json .Config.Env}}";

/** @throws {ScyllaError} `SANDBOX_UNAVAILABLE` when the engine says something that is no answer. */
export async function inspectImage({ file, engine: { kind } }: Client, name: string): Promise<Image | Obstacle> {
  const command = [file, "image", "inspect", "--format", FORMAT, "--", name];
  const { code, stdout, stderr } = await trial(command, clientEnvironment(process.env));
  if (code !== 0) {
    const isMissing = /no such image|image not known|does not exist/i.test(stderr);
    if (isMissing)
      return { reason: `the image ${name} is not there`, advice: `Get it: \`${kind} pull ${name}\`, or build it.` };
    return { reason: saidBy(kind, stderr), advice: null };
  }
  try {
    const [, id, env = ""] = /^(?:sha256:)?([0-9a-f]{64}) (.*)/.exec(stdout) ?? [];
    const path = environment.parse(JSON.parse(env))?.find((one) => one.startsWith("PATH="));
    return { id: `sha256:${id}`, path: path?.slice("PATH=".length) || USUAL_PATH };
  } catch (cause) {
    throw new ScyllaError("SANDBOX_UNAVAILABLE", `${kind} describes the image ${name} in a way that can't be read`, {
      cause,
    });
  }
}
