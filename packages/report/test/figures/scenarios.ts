import type { Results } from "@scylla/contracts";
import { projector } from "@scylla/report";
import type { ResourceUptake } from "@scylla/report/figures";
import { complete, hostile, incomplete, partial } from "../fixtures/scenarios.ts";
import { byPassRate, type RunCode, view } from "../fixtures/views.ts";

export const results = {
  quickstart: projected(complete()),
  partial: projected(partial()),
  incomplete: projected(incomplete()),
  hostile: projected(hostile()),
  six: experiment({ setUps: 6, tasks: 24, repeats: 5 }),
  agents: experiment({ setUps: 6, tasks: 24, repeats: 5, missing: 0.15, agents: ["claude", "codex"] }),
  sixty: experiment({ setUps: 60, tasks: 24, repeats: 3, missing: 0.02 }),
} as const;

function projected(of: ReturnType<typeof complete>): Results {
  return projector({ select: byPassRate }).results(of);
}

/** Set-ups of which some help, the later ones at ten times the cost, drawn from a seed. */
export function experiment(spec: {
  readonly setUps: number;
  readonly tasks: number;
  readonly repeats: number;
  readonly missing?: number;
  readonly agents?: readonly string[];
}): Results {
  const { setUps, tasks, repeats, missing = 0, agents = ["toy"] } = spec;
  const random = seeded();
  const ease = Array.from({ length: tasks }, random);
  const runs = (i: number): Record<string, readonly RunCode[]> => {
    const effect = i === 0 ? 0 : (random() - 0.4) * 0.6;
    const cost = (i % 7 === 0 ? 0.5 : 0.04) * (0.5 + random());
    const run = (chance: number): RunCode =>
      random() < missing
        ? "M"
        : `${random() < chance + effect ? "P" : "F"}${Math.round(cost * (0.7 + 0.6 * random()) * 1e9)}`;
    return Object.fromEntries(
      ease.map((chance, t) => [
        `task-${String(t + 1).padStart(2, "0")}`,
        Array.from({ length: repeats }, () => run(chance)),
      ]),
    );
  };
  return projected(
    view({
      repeats,
      setUps: agents.flatMap((agent) =>
        Array.from({ length: setUps }, (_, i) => ({
          name: `T${i % 7}/${String(Math.floor(i / 7)).padStart(2, "0")}-set-up`,
          title: `A set-up with a title of its own, number ${i}`,
          agent,
          runs: runs(i),
        })),
      ),
    }),
  );
}

function seeded(): () => number {
  let state = 7;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

/** A skill in every set-up but the first, unknown in every fifth run. */
export function uptakeOf({ subtests }: Results): readonly ResourceUptake[] {
  return subtests.slice(1).map(({ tier, subtest, agent, valid }, i) => {
    const unknown = Math.floor(valid / 5);
    const used = Math.min(valid - unknown, i);
    return { tier, subtest, agent, kind: "skill", resource: "write-tests", runs: valid, used, unknown };
  });
}
