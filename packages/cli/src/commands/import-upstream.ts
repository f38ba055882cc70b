import { join, resolve } from "node:path";
import { importUpstream } from "@scylla/compose";
import { counted } from "@scylla/report";
import { upstreamCorrections, upstreamCounts } from "@scylla/upstream";
import { EXIT } from "../exit-codes.ts";
import { output } from "../output.ts";
import { nearPath, ownCommand, shellWord } from "../own-command.ts";
import { correctionLines } from "../upstream/correction-lines.ts";
import { problemLines } from "../upstream/problem-lines.ts";

interface PublishedOptions {
  readonly out?: string;
  readonly json?: boolean;
}

/** Makes an experiment directory of results that upstream published. @returns the exit code. */
export async function importPublished(from: string, options: PublishedOptions): Promise<number> {
  const out = output(options);
  const { dir, experiment, runs, results } = await importUpstream({
    from: resolve(from),
    dir: (name) => resolve(options.out ?? join(".scylla", name)),
  });
  const counts = upstreamCounts(results);
  const missing = counts.reduce((total, one) => total + one.runs.missing, 0);
  const corrections = upstreamCorrections(results);
  if (out.json) {
    const value = { status: "imported", dir, experiment, runs, missing, counts, corrections };
    out.answer(`${JSON.stringify({ ...value, problems: results.problems })}\n`);
  } else {
    const path = shellWord(nearPath(dir));
    out.say(`${experiment.name} is in ${nearPath(dir)}: ${counted(runs, "run")} planned, ${missing} missing.`);
    for (const line of [...problemLines(results.problems), ...correctionLines(corrections)]) out.say(line);
    out.say("Not published, and so not in it: what set-ups gave to the agent, prompts, workspaces, what judges cost.");
    out.say(`Next:\n  ${ownCommand()} report ${path}\n  ${ownCommand()} report ${path} --compat upstream`);
  }
  return EXIT.done;
}
