import type { Counts, Outcome, TokenUsage } from "@scylla/contracts";
import type { RealCli } from "./clis/real-cli.ts";
import { priceOf } from "./money.ts";
import { fullRun, plainRun, scriptedRun, usageOf } from "./plays.ts";

export interface ExpectedEnd {
  readonly outcome: Outcome;
  readonly reason: RegExp | null;
  /** What each call used that was bought; absent where nothing was, or nobody knows. */
  readonly calls?: readonly TokenUsage[];
  readonly denials?: Counts;
}

/** What a limit of two cents lets through: it is reached by the call that exceeds it. */
export const LIMIT_USD = 0.02;

/** How many calls a run may make whose turns are limited. */
export const TURNS = 3;

const refused = (status: number): ExpectedEnd => ({
  outcome: "infra_error",
  reason: new RegExp(`the provider said ${status}$`),
});
const parked: ExpectedEnd = { outcome: "rate_limited", reason: /the provider said 429$/ };

/** How each scenario ends: with the CLI itself, and with what was recorded of it. */
const ENDS = {
  delivered: (cli) => ({ outcome: "ok", reason: null, calls: plainRun(cli).usages }),
  "delivered-full": (cli) => ({ outcome: "ok", reason: null, calls: fullRun(cli).usages }),
  "unknown-model": (cli) => ({ outcome: "ok", reason: null, calls: plainRun(cli).usages }),
  "missing-server": (cli) => ({
    ...{ outcome: "invalid", reason: /the MCP server echo/ },
    calls: scriptedRun(cli, cli.shell("")).usages,
  }),
  "missing-skill": (cli) => ({
    ...{ outcome: "invalid", reason: /^the skill greet / },
    calls: scriptedRun(cli, cli.shell("")).usages,
  }),
  denied: (cli) => ({
    ...{ outcome: "ok", reason: null, denials: { [cli.shell("").name]: 1 } },
    calls: scriptedRun(cli, cli.shell(""), cli.shell("")).usages,
  }),
  "status-400": () => refused(400),
  "status-401": () => refused(401),
  "status-404": () => refused(404),
  "status-500": () => refused(500),
  "status-529": () => refused(529),
  "rate-limit": () => parked,
  "rate-limit-with-deadline": () => parked,
  "rate-limit-that-passes": (cli) => ({ outcome: "ok", reason: null, calls: plainRun(cli).usages }),
  "cut-streams": () => ({ outcome: "infra_error", reason: /no answer of the provider$/ }),
  "no-answer": () => ({ outcome: "timeout", reason: /time limit/ }),
  terminated: (cli) => ({ outcome: "agent_error", reason: /./, calls: [usageOf(cli, 0)] }),
  stopped: (cli) => ({ outcome: "aborted", reason: /./, calls: [usageOf(cli, 0)] }),
  turns: (cli) => ({ outcome: "limit", reason: /./, calls: Array(TURNS).fill(usageOf(cli, 0)) }),
  limit: (cli) => ({ outcome: "limit", reason: /./, calls: Array(callsFor(cli)).fill(usageOf(cli, 0)) }),
  budget: () => ({ outcome: "aborted", reason: /budget/ }),
} as const satisfies Readonly<Record<string, (cli: RealCli) => ExpectedEnd>>;

export type Scenario = keyof typeof ENDS;

export const SCENARIOS = Object.keys(ENDS) as readonly Scenario[];

export function expectedEnd(cli: RealCli, scenario: Scenario): ExpectedEnd {
  return ENDS[scenario](cli);
}

function callsFor(cli: RealCli): number {
  return Math.ceil((LIMIT_USD * 1e9) / priceOf([usageOf(cli, 0)], cli.price));
}
