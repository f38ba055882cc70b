import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { type FileValue, ScyllaError } from "@scylla/contracts";
import type { RunSubject } from "../claimed-run.ts";

/**
 * The operator's own login, as files for an agent's HOME: only where the experiment says so for the provider. What the agent makes of
 * it stays with its copy.
 * @throws {ScyllaError} `UNSUPPORTED` for an agent that can't use one, `KEY_MISSING` where nobody has logged in.
 */
export async function ownLogin({
  agent,
  adapter,
}: Pick<RunSubject, "agent" | "adapter">): Promise<readonly FileValue[]> {
  const { credentials } = adapter;
  if (!credentials) {
    throw new ScyllaError(
      "UNSUPPORTED",
      `${agent.id} (${agent.kind}) can't use a login of its own through the gateway`,
      {
        hint: "Give its provider a `key`, and leave `login` out.",
      },
    );
  }
  return Promise.all(
    credentials.map(async (path) => ({ path, executable: false, content: { text: await textOf(path, agent.id) } })),
  );
}

async function textOf(path: string, agent: string): Promise<string> {
  try {
    return await readFile(join(homedir(), path), "utf8");
  } catch (cause) {
    throw new ScyllaError("KEY_MISSING", `${agent} is to use its own login, and there is none in ~/${path}`, {
      cause,
      hint: "Log in with the agent itself, or give its provider a `key`.",
    });
  }
}
