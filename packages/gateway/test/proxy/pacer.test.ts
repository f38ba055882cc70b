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
