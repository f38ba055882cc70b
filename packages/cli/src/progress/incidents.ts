import type { RunnerObserver } from "@scylla/contracts";
import { counted, plainText } from "@scylla/report";
import { clockTime, isFirstDrive, resumeWords } from "../resume-words.ts";
import type { Titles } from "./titles.ts";

/** Failures that are told one by one; the report has all of them. */
const TOLD = 10;

/** Tells of what a person should know at once, in lines that stay. */
export function incidents(say: (line: string) => void, titles: Titles): RunnerObserver {
  const parked = new Set<string>();
  const retried = new Set<string>();
  let failures = 0;
  const failure = (line: string): void => {
    failures++;
    if (failures <= TOLD) say(line);
    if (failures === TOLD) say("Further failures are only counted here; the report has them all.");
  };
  return {
    resumePlanned: ({ plan }) => {
      if (isFirstDrive(plan)) say(`Runs: ${plan.new + plan.waiting} new.`);
      else for (const line of resumeWords(plan)) say(line);
    },
    leftoversRemoved: ({ processes, workspaces }) => {
      const killed = processes > 0 ? `; ${counted(processes, "running program")} killed` : "";
      say(`Removed what an interrupted run left: ${counted(workspaces, "workspace")}${killed}.`);
    },
    stageFailed: ({ key, n, stage, code, message, retryInMs }) => {
      const what = `${stage} failed (${code}: ${plainText(message)})`;
      // Many runs that wait for the same thing are told of once; each that is given up is told of.
      if (retryInMs !== null && retried.has(what)) return;
      if (retryInMs !== null) retried.add(what);
      const next = retryInMs === null ? "given up for now" : `tried again in ${Math.ceil(retryInMs / 1000)} s`;
      failure(`${titles.run(key, n)}: ${what}; ${next}.`);
    },
    runMissing: ({ key, n, reason }) => failure(`${titles.run(key, n)}: finally missing, ${plainText(reason)}.`),
    parked: ({ key, untilMs }) => {
      const line = `${key} asked to wait until ${clockTime(untilMs)}.`;
      if (!parked.has(line)) say(line);
      parked.add(line);
    },
    selectionRecorded: ({ selection: { tier, agent, winner } }) => {
      say(
        winner
          ? `Group ${titles.group(tier)}: its winner for ${agent} is ${titles.setUp({ tier, subtest: winner.subtest })}.`
          : `Group ${titles.group(tier)}: no winner for ${agent}, too few of its runs are valid.`,
      );
    },
  };
}
