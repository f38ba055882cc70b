import { Agent, request } from "node:http";

const agent = new Agent({ keepAlive: true });
const BODY = JSON.stringify({ model: "m", stream: true, messages: [{ role: "user", content: "x".repeat(80_000) }] });

export interface Asked {
  /** Milliseconds to the first byte of the body. */
  readonly first: number;
  /** Milliseconds from the provider to here: of each event, and of the last one. */
  readonly delays: readonly number[];
  readonly last: number;
}

const now = (): number => performance.timeOrigin + performance.now();

/** Asks for a stream. Resolves when the answer has ended. */
export function ask(base: string, events: number, rate: number): Promise<Asked> {
  const started = performance.now();
  const { promise, resolve, reject } = Promise.withResolvers<Asked>();
  const headers = { "x-events": String(events), "x-rate": String(rate) };
  const asking = request(`${base}/v1/messages`, { method: "POST", agent, headers }, (response) => {
    let first: number | null = null;
    const delays: number[] = [];
    response.on("data", (bytes: Buffer) => {
      first ??= performance.now() - started;
      const at = now();
      for (const [, written] of bytes.toString("latin1").matchAll(/"at ([\d.]+) ms"/g))
        delays.push(at - Number(written));
    });
    response.on("end", () => resolve({ first: first ?? Number.NaN, delays, last: delays.at(-1) ?? Number.NaN }));
    response.on("error", reject);
  });
  asking.on("error", reject);
  asking.end(BODY);
  return promise;
}

export function endAsking(): void {
  agent.destroy();
}
