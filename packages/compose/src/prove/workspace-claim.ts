import type { CheckResult, Workspace } from "@scylla/contracts";
import type { Laboratory } from "./laboratory.ts";
import type { Claim } from "./task-proof.ts";

/** What a shell answers when there is no such program, or it may not be run. */
const NOT_FOUND: ReadonlySet<number | null> = new Set([126, 127]);

/** Checks without hidden tests are what an agent can run itself: each must start where the agent works. Whether it passes is another matter. */
export async function workspaceClaim(lab: Laboratory): Promise<Claim> {
  const visible = lab.task.grading.checks.filter(({ hiddenTests }) => hiddenTests === null);
  if (visible.length === 0)
    return { claim: "workspace", status: "open", detail: "every check has hidden tests: an agent can start none" };
  const failed: string[] = [];
  for (const check of visible) {
    const { result, log } = await lab.inWorkspace((workspace) =>
      lab.parts.grader.check({ check, tree: asTree(workspace), token: lab.parts.token }, lab.signal),
    );
    if (!started(result)) failed.push(`${check.id} ${howItEnded(result, log)}`);
  }
  const names = visible.map(({ id }) => id).join(", ");
  return failed.length === 0
    ? { claim: "workspace", status: "proved", detail: `checks start in the agent's workspace: ${names}` }
    : { claim: "workspace", status: "disproved", detail: `in the agent's workspace ${failed.join("; ")}` };
}

function started({ status, exitCode }: CheckResult): boolean {
  return status !== "error" && status !== "timeout" && !NOT_FOUND.has(exitCode);
}

function howItEnded({ status }: CheckResult, log: Uint8Array | null): string {
  if (status === "timeout") return "does not end in time";
  const [line = ""] = Buffer.from(log ?? [])
    .toString("utf8")
    .trim()
    .split("\n", 1);
  // The grader's own remarks stand in brackets, and say it all.
  return status === "error" ? line.replace(/^\[(.*)\]$/, "$1") : `can't be started: ${line}`;
}

/** The workspace goes when its question is answered. */
function asTree({ root, home, tmp, logs }: Workspace) {
  return { root, home, tmp, results: logs, [Symbol.asyncDispose]: async () => {} };
}
