// What the gateway adds: time to the first byte (bound: 2 ms at the median), and processor time while streams pass (bound: 5 % of a core
// at 50 streams of 100 events a second), beside what processes take that understand nothing of what they pass on.
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type Asked, ask, endAsking } from "./ask.ts";
import { type Part, part } from "./part.ts";

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "400" },
    streams: { type: "string", default: "1,10,50" },
    rate: { type: "string", default: "100" },
    warm: { type: "string", default: "10" },
    seconds: { type: "string", default: "10" },
  },
});
const requests = Number(values.requests);
const rate = Number(values.rate);
const warm = Number(values.warm);
const seconds = Number(values.seconds);
const WINDOW_MS = 2000;

const median = (all: readonly number[]): number =>
  all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;
const ms = (all: readonly number[]): string => (all.length === 0 ? "nothing" : `${median(all).toFixed(1)} ms`);

async function firstByte(direct: string, through: string): Promise<void> {
  const added: number[] = [];
  const times: number[] = [];
  for (let i = -50; i < requests; i++) {
    // In turn, so that what else the machine does falls on both alike.
    const [a, b] = [await ask(direct, 3, 0), await ask(through, 3, 0)];
    if (i < 0) continue;
    times.push(b.first);
    added.push(b.first - a.first);
  }
  console.log(
    `first byte, median of ${requests}: ${median(times).toFixed(2)} ms, ${median(added).toFixed(2)} ms of it added (bound 2 ms)`,
  );
}

interface Share {
  readonly user: number;
  readonly system: number;
}

/** Shares of a core in windows of some seconds, as long as the streams flow. */
async function shares({ processorTime }: Part, untilMs: number): Promise<readonly Share[]> {
  const all: Share[] = [];
  while (performance.now() + WINDOW_MS <= untilMs) {
    const [started, before] = [performance.now(), await processorTime()];
    await sleep(WINDOW_MS);
    const after = await processorTime();
    const wall = performance.now() - started;
    all.push({ user: (100 * (after[0] - before[0])) / wall, system: (100 * (after[1] - before[1])) / wall });
  }
  return all;
}

/** Streams begin and end at different moments of a second, as those of agents do. @param after seconds. */
async function begin(url: string, after: number): Promise<Asked> {
  await sleep(after * 1000);
  return await ask(url, rate * (warm + seconds + 1), rate);
}

async function streamed(name: string, one: Part, streams: number): Promise<void> {
  const asking = Promise.all(Array.from({ length: streams }, (_, n) => begin(one.url, n / streams)));
  const started = performance.now();
  // What V8 compiles once is no part of what a stream costs.
  await sleep(warm * 1000);
  const measured = await shares(one, started + (warm + seconds) * 1000);
  const asked = await asking;
  const total = measured.map(({ user, system }) => user + system);
  const delays = asked.flatMap((each) => each.delays.slice(warm * rate));
  console.log(
    `${streams} x ${rate} events/s, ${name.padEnd(7)}: ${median(total).toFixed(1)} % of a core (${median(measured.map(({ system }) => system)).toFixed(1)} % in the system; windows ${total.map((share) => share.toFixed(1)).join(" ")}), an event takes ${ms(delays)}, the end ${ms(asked.map(({ last }) => last))}`,
  );
}

const provider = await part("provider.ts");
const floors = await Promise.all(
  ["drop", "pipe", "paced"].map(async (kind) => [kind, await part("floor.ts", provider.url, kind)] as const),
);
const gateway = await part("gateway.ts", provider.url);
try {
  await firstByte(provider.url, gateway.url);
  for (const streams of values.streams.split(",").map(Number)) {
    for (const [kind, floor] of floors) await streamed(kind, floor, streams);
    await streamed("gateway", gateway, streams);
  }
} finally {
  for (const one of [gateway, ...floors.map(([, floor]) => floor), provider]) one.end();
}
endAsking();
