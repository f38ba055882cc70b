import {
  type Contender,
  compareKeys,
  ScyllaError,
  type Selection,
  type Treatment,
  treatmentDigest,
} from "@scylla/contracts";
import { specOfTreatment } from "./resources/spec-of-treatment.ts";

/** See `TierManager.select`. The order in which contenders are given does not matter. */
export function select(params: {
  readonly tier: string;
  readonly agent: string;
  readonly quorum: number;
  readonly contenders: readonly Contender[];
  readonly treatments: Readonly<Record<string, Treatment>>;
}): Selection {
  const { tier, agent, quorum, treatments } = params;
  const contenders = rankContenders(params.contenders);
  const [first, second] = contenders;
  const treatmentOf = (subtest: string): Treatment => {
    const treatment = treatments[subtest];
    if (!treatment) throw new ScyllaError("INTERNAL", `the treatment of ${tier}/${subtest} was not given`);
    return treatment;
  };
  const decided = first !== undefined && hasQuorum(contenders, quorum);
  return {
    schema: "selection/1",
    tier,
    agent,
    winner: decided ? { subtest: first.subtest, resources: specOfTreatment(treatmentOf(first.subtest)) } : null,
    rule: decided ? decidingRule(first, second) : "below-quorum",
    contenders,
    basis: Object.fromEntries(
      contenders
        .map(({ subtest }) => [subtest, treatmentDigest(treatmentOf(subtest))] as const)
        .sort(([a], [b]) => compareKeys(a, b)),
    ),
  };
}

/**
 * Best first: pass rate, then mean score, then lower mean cost, then subtest id. What is unknown ranks last at each step:
 * a set-up whose cost nobody knows is not the cheaper one. A total order, so equal sets give equal ranks.
 */
export function rankContenders(contenders: readonly Contender[]): readonly Contender[] {
  return contenders.toSorted((a, b) => {
    for (const { compare } of STEPS) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return 0;
  });
}

type Rule = Selection["rule"];

const STEPS: readonly { readonly rule: Rule; readonly compare: (a: Contender, b: Contender) => number }[] = [
  { rule: "pass-rate", compare: (a, b) => descending(a.passRate, b.passRate) },
  { rule: "mean-score", compare: (a, b) => descending(a.meanScore, b.meanScore) },
  { rule: "mean-cost", compare: (a, b) => descending(negative(a.meanCost), negative(b.meanCost)) },
  { rule: "subtest-id", compare: (a, b) => compareKeys(a.subtest, b.subtest) },
];

/** What set the winner apart from the next best. */
function decidingRule(first: Contender, second: Contender | undefined): Rule {
  if (!second) return "single";
  return STEPS.find(({ compare }) => compare(first, second) !== 0)?.rule ?? "subtest-id";
}

/** Over all runs of the tier; a quotient, as the quorum is one, so that 11 of 20 meet 0.55. */
function hasQuorum(contenders: readonly Contender[], quorum: number): boolean {
  const runs = contenders.reduce((sum, { runs }) => sum + runs, 0);
  const valid = contenders.reduce((sum, { valid }) => sum + valid, 0);
  return valid > 0 && valid / runs >= quorum;
}

function descending(a: number | null, b: number | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a > b ? -1 : 1;
}

function negative(value: number | null): number | null {
  return value === null ? null : -value;
}
