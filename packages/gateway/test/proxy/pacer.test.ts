import { expect, test } from "vitest";
import { pacer } from "../../src/proxy/pacer.ts";

test("a few streams never wait; many wait so long that all of them pass no more often than a few would", () => {
  const pace = pacer();
  const leave = Array.from({ length: 3 }, pace.join);
  expect(pace.pauseMs()).toBe(0);
  leave.push(...Array.from({ length: 47 }, pace.join));
  expect(pace.pauseMs()).toBe(50);
  leave.push(...Array.from({ length: 1000 }, pace.join));
  expect(pace.pauseMs()).toBe(100);
  for (const one of leave) {
    one();
    one();
  }
  expect(pace.pauseMs()).toBe(0);
});

test("those that wait go on together; one that is taken back does not", async () => {
  const pace = pacer();
  for (let n = 0; n < 20; n++) pace.join();
  const { promise, resolve } = Promise.withResolvers<void>();
  const gone: string[] = [];
  const started = performance.now();
  pace.wait(() => gone.push("first"));
  const takeBack = pace.wait(() => gone.push("taken back"));
  await new Promise((later) => setTimeout(later, 5));
  pace.wait(() => {
    gone.push("later");
    resolve();
  });
  takeBack();
  await promise;
  expect(gone).toEqual(["first", "later"]);
  expect(performance.now() - started).toBeGreaterThanOrEqual(19);
  await new Promise<void>((again) => pace.wait(again));
});
