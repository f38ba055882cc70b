import { defaultWorkRoot, examineWorkRoot } from "@scylla/workspace";
import { agents } from "../doctor/agents.ts";
import { clock } from "../doctor/clock.ts";
import { fileSystem, space, writable } from "../doctor/disk.ts";
import { type Finding, refusedBy } from "../doctor/finding.ts";
import { git, home, node, optional, sqlite } from "../doctor/programs.ts";
import { sandboxes } from "../doctor/sandboxes.ts";
import { EXIT } from "../exit-codes.ts";
import { output } from "../output.ts";

/** Looks at what runs need, by trying it where that leaves nothing. @returns the exit code: 0 when runs can be made here, 2 when not. */
export async function doctor(options: { readonly json?: boolean }): Promise<number> {
  const out = output(options);
  const findings = await examine(process.cwd(), defaultWorkRoot(process.env));
  const problems = findings.filter(({ status }) => status === "problem").length;
  if (out.json) {
    out.answer(`${JSON.stringify({ status: problems === 0 ? "ready" : "problems", checks: findings })}\n`);
  } else {
    for (const finding of findings) out.say(lineOf(finding));
    out.say(problems === 0 ? "\nRuns can be made here." : "\nRuns can't be made here before the problems are solved.");
  }
  return problems === 0 ? EXIT.done : EXIT.refused;
}

/** @param here where experiments are kept. */
async function examine(here: string, workRoot: string): Promise<readonly Finding[]> {
  return [
    node(),
    await sqlite(),
    await git(),
    home(),
    clock(here),
    writable("experiments", here, "Go to a directory of your own, or name one with --out."),
    await fileSystem("experiments: file system", here),
    space("experiments: space", here),
    await work(workRoot),
    space("work directory: space", workRoot),
    ...(await sandboxes()),
    ...(await agents()),
    optional("strace", "it is for crash tests of Scylla itself"),
  ];
}

function work(root: string): Promise<Finding> {
  return refusedBy("work directory", async () => {
    const { path, mode } = await examineWorkRoot(root);
    const trees = mode === "overlay" ? "overlays, which cost little" : "copies, for overlays can't be mounted here";
    return `${path}; workspaces are ${trees}`;
  });
}

function lineOf({ check, status, what, advice }: Finding): string {
  const line = `${status.padEnd(7)}  ${check}: ${what}`;
  return advice === null ? line : `${line}\n         ${advice}`;
}
