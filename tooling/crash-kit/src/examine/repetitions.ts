import type { RunHistory, RunState } from "@scylla/contracts";
import type { Ledger } from "./ledger.ts";

/** What an experiment looked like when it was killed, and at its end. */
export interface BeforeAndAfter {
  readonly killed: { readonly histories: readonly RunHistory[]; readonly ledger: Ledger };
  readonly ended: { readonly histories: readonly RunHistory[]; readonly ledger: Ledger };
}

const GRADED_OR_LATER: readonly RunState[] = ["captured", "checked", "judged", "graded", "missing"];

/** Every stage in flight at the kill may have run once more, and no other. @returns what was done too often, or got lost. */
export function repetitionProblems({ killed, ended }: BeforeAndAfter): string[] {
  const before = new Map(killed.histories.map((history) => [history.run.id, history]));
  const known = new Set(killed.histories.flatMap((history) => history.attempts.map((one) => one.token)));
  return [
    ...killed.ledger.purchases
      .filter(({ token }) => !known.has(token))
      .map(({ seed }) => `an agent with seed ${seed} ran before its purchase was stored`),
    ...ended.histories.flatMap((after) => [
      ...logProblems(before.get(after.run.id), after),
      ...purchaseProblems(before.get(after.run.id), after, killed.ledger, ended.ledger),
      ...checkProblems(before.get(after.run.id), after, killed.ledger, ended.ledger),
    ]),
  ];
}

/** The log only grows, nothing follows the end of a run, and no stage is recorded twice for one attempt. */
function logProblems(before: RunHistory | undefined, after: RunHistory): string[] {
  const { id } = after.run;
  const old = before?.transitions ?? [];
  const problems: string[] = [];
  if (JSON.stringify(after.transitions.slice(0, old.length)) !== JSON.stringify(old))
    problems.push(`run ${id}: its log was rewritten`);
  const later = after.transitions.slice(old.length);
  if (before && isFinal(before.run.state) && later.length > 0)
    problems.push(`run ${id} was ${before.run.state} already, and went on to ${later[0]?.to}`);
  let passed = new Set<RunState>();
  for (const { from, to } of after.transitions) {
    if (to === "planned") passed = new Set();
    else if (from !== to && passed.has(to)) problems.push(`run ${id} came to ${to} twice in one attempt`);
    else passed.add(to);
  }
  return problems;
}

function isFinal(state: RunState): boolean {
  return state === "graded" || state === "missing";
}

/** An agent is started at most once for an attempt, and a new attempt follows only a kill in mid-purchase or an infrastructure failure. */
function purchaseProblems(
  before: RunHistory | undefined,
  after: RunHistory,
  ledgerBefore: Ledger,
  ledgerAfter: Ledger,
): string[] {
  const { id } = after.run;
  const problems: string[] = [];
  for (const { attempt, token } of after.attempts) {
    const times = ledgerAfter.purchases.filter((one) => one.token === token).length;
    if (times > 1) problems.push(`run ${id}: the agent of attempt ${attempt} was started ${times} times`);
  }
  const failed = after.attempts.filter((one) => one.end?.outcome === "infra_error").length;
  const interrupted = before?.run.state === "buying" ? 1 : 0;
  if (after.attempts.length > 1 + failed + interrupted)
    problems.push(
      `run ${id} was bought ${after.attempts.length} times, after ${failed} failures and ${interrupted} interruptions`,
    );
  const bought = new Set(after.attempts.map((one) => one.token));
  const ours = (ledger: Ledger): number => ledger.purchases.filter(({ token }) => bought.has(token)).length;
  const was = before?.run.state;
  if (was && (was === "agent" || GRADED_OR_LATER.includes(was)) && ours(ledgerAfter) > ours(ledgerBefore))
    problems.push(`run ${id} was bought again, although its agent had ended`);
  return problems;
}

/** A check is started once, and once more when the kill came before its result was stored. */
function checkProblems(
  before: RunHistory | undefined,
  after: RunHistory,
  ledgerBefore: Ledger,
  ledgerAfter: Ledger,
): string[] {
  const { id } = after.run;
  const tokens = new Set(after.attempts.map((one) => one.token));
  const seed = ledgerAfter.purchases.find(({ token }) => tokens.has(token))?.seed;
  const count = (ledger: Ledger): number => ledger.checks.filter((one) => one === seed).length;
  const inFlight = before?.run.state === "captured" ? 1 : 0;
  if (count(ledgerAfter) > 1 + inFlight) return [`run ${id} was checked ${count(ledgerAfter)} times`];
  const done = before?.run.state === "checked" || before?.run.state === "graded";
  if (done && count(ledgerAfter) > count(ledgerBefore)) return [`run ${id} was checked again, although it had been`];
  return [];
}
