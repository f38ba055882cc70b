// What the gateway adds: time to the first byte (bound: 2 ms at the median), and processor time while many streams pass (bound: 5 % of a
// core), beside a bare pipe, whose share says how fast and how busy the machine is.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "400" },
    streams: { type: "string", default: "50" },
    rate: { type: "string", default: "100" },
    seconds: { type: "string", default: "10" },
  },
});
const requests = Number(values.requests);
const streams = Number(values.streams);
const rate = Number(values.rate);
const seconds = Number(values.seconds);

/** Each side in a process of its own, so that only the gateway's time is the gateway's. */
async function part(name: string, ...args: readonly string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(fileURLToPath(new URL(name, import.meta.url)), [...args], { execArgv: [...process.execArgv] });
  const [url] = (await once(child, "message")) as [string];
  return { child, url };
}

const agent = new Agent({ keepAlive: true });
const BODY = JSON.stringify({ model: "m", stream: true, messages: [{ role: "user", content: "x".repeat(80_000) }] });

/** Milliseconds to the first byte of the body; resolves when the answer has ended. */
async function ask(base: string, headers: Record<string, string>): Promise<number> {
  const started = performance.now();
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const asking = request(`${base}/v1/messages`, { method: "POST", agent, headers }, (response) => {
    let first: number | null = null;
    response.on("data", () => {
      first ??= performance.now() - started;
    });
    response.on("end", () => resolve(first ?? Number.NaN));
    response.on("error", reject);
  });
  asking.on("error", reject);
  asking.end(BODY);
  return await promise;
}

const median = (all: readonly number[]): number =>
  all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;

async function processorMs(child: ChildProcess): Promise<number> {
  child.send("cpu");
  const [ms] = (await once(child, "message")) as [number];
  return ms;
}

const long = { "x-events": String(rate * seconds), "x-rate": String(rate) };

/** Processor time for each event, in microseconds, while many streams pass through a part. */
async function streamed(name: string, { child, url }: Awaited<ReturnType<typeof part>>): Promise<number> {
  const before = await processorMs(child);
  const started = performance.now();
  await Promise.all(Array.from({ length: streams }, () => ask(url, long)));
  const wall = performance.now() - started;
  const used = (await processorMs(child)) - before;
  const perEvent = (used * 1000) / (streams * rate * seconds);
  const share = (perEvent * streams * rate) / 10_000;
  console.log(
    `${name}, ${streams} streams x ${rate} events/s: ${perEvent.toFixed(1)} us of processor time an event, ${share.toFixed(1)} % of a core (the ${seconds} s took ${(wall / 1000).toFixed(1)} s)`,
  );

  return perEvent;
}

const provider = await part("provider.ts");
const pipe = await part("pipe.ts", provider.url);
const gateway = await part("gateway.ts", provider.url);
try {
  const short = { "x-events": "3", "x-rate": "0" };
  const direct: number[] = [];
  const through: number[] = [];
  for (let i = -50; i < requests; i++) {
    // In turn, so that what else the machine does falls on both alike.
    const [a, b] = [await ask(provider.url, short), await ask(gateway.url, short)];
    if (i >= 0) {
      direct.push(a);
      through.push(b);
    }
  }
  const added = through.map((ms, i) => ms - (direct[i] ?? Number.NaN));
  console.log(
    `first byte, median of ${requests}: direct ${median(direct).toFixed(2)} ms, through ${median(through).toFixed(2)} ms, added ${median(added).toFixed(2)} ms (bound 2 ms)`,
  );

  const floor = await streamed("bare pipe", pipe);
  const used = await streamed("gateway", gateway);
  console.log(`the gateway takes ${(used / floor).toFixed(2)} times what the bare pipe takes`);
} finally {
  gateway.child.disconnect();
  pipe.child.disconnect();
  provider.child.disconnect();
}
agent.destroy();
