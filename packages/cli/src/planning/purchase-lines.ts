import type { AgentPurchases, Forecast } from "@scylla/compose";
import { durationText, type RunLimits } from "@scylla/contracts";
import { counted, plainText, usd } from "@scylla/report";

/** What would be bought, within which limits, and what is known of its price. */
export function purchaseLines({ purchases, cells, waiting, untested, view }: Forecast): readonly string[] {
  const { agents, estimateUsd, limitUsd, spentUsd, budgetUsd } = purchases;
  if (purchases.purchases === 0) return ["Nothing is to be bought."];
  const limits = new Set([...cells, ...waiting].map(({ conditions }) => limitWords(conditions.limits)));
  const estimate =
    estimateUsd === null ? "not known before agents have reported some" : `about ${usd(estimateUsd)} at past costs`;
  return [
    ...untested.map(untestedLine),
    ...ownLogins(view),
    `Agents to start: ${purchases.purchases}`,
    ...agents.filter((one) => one.purchases > 0).map(agentLine),
    `  limits of a run: ${[...limits].join(" or ")}`,
    `Cost: ${estimate}`,
    ...(limitUsd === null ? [] : [`  at most ${usd(limitUsd)} if each run uses its limit and none is repeated`]),
    ...(budgetUsd === null
      ? []
      : [`  ${usd(spentUsd)} of the budget of ${usd(budgetUsd)} is spent; at its end nothing more is started`]),
  ];
}

function agentLine({ agent, purchases, pastMeanUsd, pastAttempts }: AgentPurchases): string {
  const past =
    pastMeanUsd === null
      ? "of unknown cost so far"
      : `at ${usd(pastMeanUsd)} each, the mean of ${counted(pastAttempts, "attempt")} so far`;
  return `  ${agent}: ${counted(purchases, "start")}, ${past}`;
}

function limitWords({ timeMs, turns, usd: dollars }: RunLimits): string {
  return [
    `time ${durationText(timeMs)}`,
    ...(turns === null ? [] : [counted(turns, "turn")]),
    ...(dollars === null ? [] : [usd(dollars)]),
  ].join(", ");
}

/** Commands, outputs and exit codes of these programs change from version to version. */
function untestedLine({ agent, kind, version, testedVersion }: Forecast["untested"][number]): string {
  return `${agent}: ${kind} ${plainText(version)} is here; Scylla was tried with ${testedVersion}. Look closely at its first runs.`;
}

/** The one way in which something that opens an account comes near an agent. */
function ownLogins({ plan: { frozen } }: Forecast["view"]): readonly string[] {
  return (frozen.providers ?? [])
    .filter(({ login }) => login === "agent")
    .map(
      ({ id }) =>
        `${id}: agents get a copy of your own login. What it costs is notional; whether its terms allow this is for you to know.`,
    );
}
