import type { GatewayLimits, LimitReached } from "@scylla/contracts";

export type Spent = Readonly<Record<keyof GatewayLimits, number>>;

const ORDER = ["calls", "tokens", "cost"] as const;

/**
 * The limit that forbids one more call, or null. Calls are counted when they begin, tokens and cost when a provider tells them:
 * a run goes beyond those by at most the calls that are in flight.
 */
export function limitReached(scope: LimitReached["scope"], limits: GatewayLimits, spent: Spent): LimitReached | null {
  const limit = ORDER.find((one) => spent[one] >= (limits[one] ?? Number.POSITIVE_INFINITY));
  return limit === undefined ? null : { scope, limit, allowed: limits[limit] ?? 0, spent: spent[limit] };
}

export function limitMessage({ scope, limit, allowed, spent }: LimitReached): string {
  const whose = scope === "run" ? "this run" : "all runs together";
  if (limit === "cost") return `the limit of ${usd(allowed)} for ${whose} is reached: ${usd(spent)} are spent`;
  const what = allowed === 1 ? limit.slice(0, -1) : limit;
  return `the limit of ${allowed} ${what} for ${whose} is reached`;
}

const usd = (nano: number): string => `${(nano / 1e9).toFixed(nano % 1e7 === 0 ? 2 : 6)} USD`;
