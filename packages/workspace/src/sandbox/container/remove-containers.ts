import { setTimeout as delay } from "node:timers/promises";
import { trial } from "../trial.ts";
import type { Client } from "./client.ts";
import { clientEnvironment } from "./client-environment.ts";
import { TOKEN_LABEL } from "./container-arguments.ts";

/** How long an engine may take to make a container whose client was killed in the middle of asking for it. */
const MADE_WITHIN_MS = 300;

/**
 * Removes one container, whatever it is doing. What can't be removed now is removed by its token when the experiment goes on: a run that is
 * paid for does not fail of it.
 */
export async function removeContainer(client: Client, name: string): Promise<void> {
  if (await isGone(client, name)) return;
  await delay(MADE_WITHIN_MS);
  await isGone(client, name);
}

/** @returns false when there was none. */
async function isGone({ engine, file }: Client, name: string): Promise<boolean> {
  const { stderr } = await trial([file, ...engine.remove, name], clientEnvironment(process.env));
  return !/no such container/i.test(stderr);
}

/** Removes all containers of the tokens; resolves with how many there were. */
export async function reapContainers({ engine, file }: Client, tokens: ReadonlySet<string>): Promise<number> {
  if (tokens.size === 0) return 0;
  const env = clientEnvironment(process.env);
  const list = ["ps", "--all", "--no-trunc", "--filter", `label=${TOKEN_LABEL}`, "--format", "{{.ID}} {{.Labels}}"];
  const { stdout } = await trial([file, ...list], env);
  const found = stdout.split("\n").flatMap((line) => (tokens.has(tokenOf(line)) ? [line.split(" ")[0] ?? ""] : []));
  if (found.length > 0) await trial([file, ...engine.remove, ...found], env);
  return found.length;
}

/** docker prints labels as `a=1,b=2`, podman as `map[a:1 b:2]`. */
function tokenOf(line: string): string {
  const [, token = ""] = new RegExp(`[ ,[]${TOKEN_LABEL.replace(".", "\\.")}[=:]([^, \\]]*)`).exec(line) ?? [];
  return token;
}
