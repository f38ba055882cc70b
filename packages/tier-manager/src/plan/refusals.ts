import {
  type Digest,
  digestOf,
  type Json,
  type LoadedSubtest,
  type PlannedAgent,
  ScyllaError,
  type Treatment,
} from "@scylla/contracts";
import type { LayoutRegistry } from "../layouts/layout-registry.ts";

/** A set-up for one agent. For one that inherits, what it has of its own. */
export interface ResolvedSetup {
  readonly subtest: LoadedSubtest;
  readonly agent: PlannedAgent;
  readonly treatment: Treatment;
  readonly digest: Digest;
}

/** Everything that keeps set-ups from being planned: agents that nobody can set up, missing inheritance, two that are the same. */
export function findRefusals(
  setups: readonly ResolvedSetup[],
  reachable: ReadonlySet<string>,
  layouts: LayoutRegistry,
): readonly ScyllaError[] {
  const unsupported = setups.flatMap(({ subtest, agent }) => layouts.refusal(agent.kind, subtest.at) ?? []);
  const subtests = new Set(setups.map(({ subtest }) => subtest));
  const unavailable = [...subtests].flatMap((subtest) => unavailableInheritance(subtest, reachable) ?? []);
  return distinct([...unsupported, ...unavailable, ...duplicateTreatments(setups)]);
}

function unavailableInheritance(subtest: LoadedSubtest, reachable: ReadonlySet<string>): ScyllaError | null {
  const absent = (subtest.inherits?.tiers ?? []).filter((tier) => !reachable.has(tier));
  if (absent.length === 0) return null;
  const names = absent.join(", ");
  return new ScyllaError(
    "INHERITANCE_UNAVAILABLE",
    `${setupName(subtest)} inherits from ${names}, which would not be run`,
    {
      at: subtest.at,
      hint: `Run ${names} too, or first: what is inherited must not depend on what happens to be asked for.`,
    },
  );
}

/** Per agent and tier. Two of them would measure noise, and a report would compare it. */
function duplicateTreatments(setups: readonly ResolvedSetup[]): readonly ScyllaError[] {
  const first = new Map<string, LoadedSubtest>();
  return setups.flatMap(({ subtest, agent, digest }) => {
    const key = digestOf([agent.id, subtest.tier, (subtest.inherits?.tiers ?? null) as Json, digest]);
    const before = first.get(key);
    if (!before) {
      first.set(key, subtest);
      return [];
    }
    const message = `${setupName(subtest)} gives the agent ${agent.id} exactly what ${setupName(before)} gives it`;
    return [
      new ScyllaError("DUPLICATE_TREATMENT", message, { at: subtest.at, hint: "Change one of the two, or remove it." }),
    ];
  });
}

export function setupName({ tier, id }: LoadedSubtest): string {
  return `${tier}/${id}`;
}

/** One mistake shows with each agent. */
function distinct(errors: readonly ScyllaError[]): readonly ScyllaError[] {
  const byPlace = new Map<string, ScyllaError>();
  for (const error of errors) {
    const key = digestOf([
      error.code,
      (error.at ?? null) as Json,
      error.code === "DUPLICATE_TREATMENT" ? null : error.message,
    ]);
    if (!byPlace.has(key)) byPlace.set(key, error);
  }
  return [...byPlace.values()];
}
