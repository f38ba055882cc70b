import type { FileSet } from "@scylla/contracts";
import type { Laboratory } from "./laboratory.ts";

const OUTPUT_CAP = 64 * 1024;

export type ReferenceChanges =
  | { readonly kind: "changes"; readonly changes: FileSet | null }
  | { readonly kind: "refused"; readonly why: string };

/** What the reference patch changes, captured from a workspace as an agent's changes are. */
export async function referenceChanges(lab: Laboratory, patch: string): Promise<ReferenceChanges> {
  return lab.inWorkspace(async (workspace) => {
    const { root: cwd, home, tmp } = workspace;
    const env = lab.parts.environment({ home, tmp, allow: [] });
    const command = ["git", "apply", "--whitespace=nowarn", patch];
    const { exit, stderr } = await lab.parts.processes.run(
      { command, cwd, env, outputCap: OUTPUT_CAP, token: lab.parts.token },
      lab.signal,
    );
    lab.signal.throwIfAborted();
    if (exit.kind === "exited" && exit.code === 0) return { kind: "changes", changes: await lab.capture(workspace) };
    const said = Buffer.from(stderr.bytes ?? [])
      .toString("utf8")
      .trim()
      .split("\n", 1)[0];
    return { kind: "refused", why: said || "git apply failed" };
  });
}
