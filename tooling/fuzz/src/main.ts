import { parseArgs } from "node:util";
import { campaign, type Finding } from "./campaign.ts";

const USAGE = `pnpm fuzz [--minutes N] [--seed S] [--only TARGET] [--input N]
Feeds mutated files to everything that reads them: YAML files, stored objects, stores, archives, bundles. Whatever is wrong with them must be told by
an error of the table. --minutes: how long (default 1). --seed: the same makes the same inputs. --only and --input: one target, one input of it.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "1" },
      seed: { type: "string", default: String(Date.now()) },
      only: { type: "string" },
      input: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const { seed, only, input } = values;
  console.log(`seed ${seed}`);
  const end = performance.now() + Number(values.minutes) * 60_000;
  const goesOn = (turn: number): boolean => (input === undefined ? performance.now() < end : turn === 0);
  const single = input === undefined ? undefined : Number(input);
  const { findings, counts } = await campaign({ seed, only, input: single, goesOn, onFinding: tell(seed) });
  for (const [target, count] of Object.entries(counts)) {
    const total = Object.values(count).reduce((sum, n) => sum + n, 0);
    const ways = Object.entries(count).sort(([, a], [, b]) => b - a);
    console.log(`${target}: ${total} inputs; ${ways.map(([how, n]) => `${how} ${n}`).join(", ")}`);
  }
  console.log(`${findings.length} findings`);
  return findings.length === 0 ? 0 : 1;
}

function tell(seed: string): (finding: Finding) => void {
  return ({ target, input, error }) => {
    console.error(`FINDING: pnpm fuzz --seed ${seed} --only ${target} --input ${input}`);
    console.error(error);
  };
}

process.exitCode = await main();
