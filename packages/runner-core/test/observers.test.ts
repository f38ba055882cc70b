import type { RunnerObserver } from "@scylla/contracts";
import { expect, test } from "vitest";
import { combineObservers } from "../src/observers.ts";

test("every observer hears every event; one that throws disturbs nobody", () => {
  const heard: string[] = [];
  const listener = (name: string): RunnerObserver => ({ tierStarted: ({ tier }) => heard.push(`${name} ${tier}`) });
  const broken: RunnerObserver = {
    tierStarted: () => {
      throw new Error("a defect of the observer");
    },
  };
  const all = combineObservers([listener("a"), broken, {}, listener("b")]);
  all.tierStarted?.({ tier: "T0", experiment: "e" });
  all.draining?.({ reason: "done", inFlight: 0 });
  expect(heard).toEqual(["a T0", "b T0"]);
});

test("an observer that fails later disturbs nobody either", async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => {
    unhandled.push(reason);
  };
  process.on("unhandledRejection", note);
  const all = combineObservers([{ draining: () => Promise.reject(new Error("a defect, later")) }]);
  all.draining?.({ reason: "done", inFlight: 0 });
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", note);
  expect(unhandled).toEqual([]);
});
