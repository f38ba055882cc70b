import { expect, test } from "vitest";
import { pacer, type Turn } from "../../src/proxy/pacer.ts";

test("a few streams never wait; more wait so long that all of them pass no more often than a few would, and many still longer", () => {
  const pace = pacer();
  const leave: (() => void)[] = [];
  const pauseOf = (streams: number): number => {
    while (leave.length < streams) leave.push(pace.join());
    return pace.pauseMs();
  };
  expect([1, 3, 4, 10, 20].map(pauseOf)).toEqual([0, 0, 4, 10, 20]);
  expect([50, 1000].map(pauseOf)).toEqual([125, 150]);
  for (const one of leave) {
    one();
    one();
  }
  expect(pace.pauseMs()).toBe(0);
});

const turnOf = (events: string[], name: string, done = (): void => {}): Turn => ({
  write: () => events.push(`${name} writes`),
  resume: () => {
    events.push(`${name} goes on`);
    done();
  },
});

test("those that rest write at once and go on together; one that is forgotten does neither", async () => {
  const pace = pacer();
  for (let n = 0; n < 20; n++) pace.join();
  const { promise, resolve } = Promise.withResolvers<void>();
  const events: string[] = [];
  const forgotten = turnOf(events, "forgotten");
  const started = performance.now();
  pace.rest(turnOf(events, "first"));
  pace.rest(forgotten);
  pace.forget(forgotten);
  expect(events).toEqual([]);
  await new Promise((settled) => setImmediate(settled));
  expect(events).toEqual(["first writes"]);
  pace.rest(turnOf(events, "later", resolve));
  await promise;
  expect(events).toEqual(["first writes", "later writes", "first goes on", "later goes on"]);
  expect(performance.now() - started).toBeGreaterThanOrEqual(19);
  await new Promise<void>((again) => pace.rest({ write: () => {}, resume: again }));
});

test("what a resting stream gets after all is written in the same turn, and it goes on once", async () => {
  const pace = pacer();
  for (let n = 0; n < 5; n++) pace.join();
  const { promise, resolve } = Promise.withResolvers<void>();
  const events: string[] = [];
  const turn = turnOf(events, "it", resolve);
  pace.rest(turn);
  pace.rest(turn);
  await new Promise((settled) => setImmediate(settled));
  pace.rest(turn);
  await promise;
  expect(events).toEqual(["it writes", "it writes", "it goes on"]);
});
