import type { GatewayLimits, GatewaySummary, LimitReached, ModelTotals } from "@scylla/contracts";
import { compareKeys } from "@scylla/contracts";
import type { CallFact, GatewayFact } from "../facts.ts";
import type { Spent } from "../limits.ts";
import { addUsage, type CallUsage, totalTokens } from "../usage.ts";

/** Counts what happens on a route. */
export interface Tally {
  /** Counted before the provider is asked: the number of the call, from 1. */
  begin(): number;
  add(fact: GatewayFact): void;
  spent(): Spent;
  limit(): LimitReached | null;
  /** @param rest what is not counted. */
  summary(rest: Pick<GatewaySummary, "firstRequests" | "notional" | "recordingError">): GatewaySummary;
}

export function failed({ status, end, error }: Pick<CallFact, "status" | "end" | "error">): boolean {
  return status === null || status >= 400 || error !== null || end === "cut" || end === "timeout";
}

/** A failed call without usage is not billed; any other one may be. */
function unmetered(fact: CallFact): boolean {
  return !fact.metered && fact.status !== null && fact.status < 400;
}

interface Totals {
  failed: number;
  retries: number;
  refused: number;
  mismatches: number;
  /** Calls that began and that the recording does not hold: nobody made them. */
  unanswered: number;
  unmetered: number;
  unpriced: number;
  tokens: number;
  cost: number;
  usage: CallUsage;
  lastStatus: number | null;
  limit: LimitReached | null;
  rateLimit: GatewaySummary["rateLimit"];
}

export function tally(run: string): Tally {
  let begun = 0;
  const totals: Totals = {
    failed: 0,
    retries: 0,
    refused: 0,
    mismatches: 0,
    unanswered: 0,
    unmetered: 0,
    unpriced: 0,
    tokens: 0,
    cost: 0,
    usage: {},
    lastStatus: null,
    limit: null,
    rateLimit: null,
  };
  const models = new Map<string, ModelTotals>();
  const blocked = new Map<string, number>();

  const addCall = (fact: CallFact): void => {
    totals.failed += failed(fact) ? 1 : 0;
    totals.retries += fact.retryOf === null ? 0 : 1;
    totals.unmetered += unmetered(fact) ? 1 : 0;
    totals.unpriced += fact.cost === null && totalTokens(fact.usage) > 0 ? 1 : 0;
    totals.tokens += totalTokens(fact.usage);
    totals.cost += fact.cost ?? 0;
    totals.usage = addUsage(totals.usage, fact.usage);
    totals.lastStatus = fact.status;
    addModel(models, fact);
  };

  const add = (fact: GatewayFact): void => {
    switch (fact.kind) {
      case "call":
        addCall(fact);
        return;
      case "refused":
        totals.refused += 1;
        totals.unanswered += fact.call === null ? 0 : 1;
        totals.mismatches += fact.reason === "mismatch" ? 1 : 0;
        return;
      case "limit":
        totals.limit ??= { scope: fact.scope, limit: fact.limit, allowed: fact.allowed, spent: fact.spent };
        return;
      case "rate":
        totals.rateLimit = { key: fact.key, untilMs: fact.untilMs };
        return;
      case "tunnel":
        if (fact.blocked !== null) blocked.set(fact.host, (blocked.get(fact.host) ?? 0) + 1);
    }
  };

  return {
    begin: () => ++begun,
    add,
    spent: () =>
      ({ calls: begun, tokens: totals.tokens, cost: totals.cost }) satisfies Record<keyof GatewayLimits, number>,
    limit: () => totals.limit,
    summary: (rest) => {
      const { tokens: _, unanswered, ...counted } = totals;
      return {
        run,
        calls: begun - unanswered,
        ...counted,
        models: [...models.values()].sort((a, b) => compareKeys(modelKey(a), modelKey(b))),
        blocked: [...blocked].map(([host, times]) => ({ host, times })).sort((a, b) => compareKeys(a.host, b.host)),
        ...rest,
      };
    },
  };
}

const modelKey = ({ provider, model }: Pick<ModelTotals, "provider" | "model">): string => `${provider} ${model ?? ""}`;

function addModel(models: Map<string, ModelTotals>, fact: CallFact): void {
  const { provider } = fact;
  const model = fact.model.served ?? fact.model.asked;
  const before = models.get(modelKey({ provider, model })) ?? { provider, model, calls: 0, usage: {}, cost: 0 };
  models.set(modelKey({ provider, model }), {
    ...before,
    calls: before.calls + 1,
    usage: addUsage(before.usage, fact.usage),
    cost: before.cost + (fact.cost ?? 0),
  });
}
