import { bootstrap, bootstrapOffThread, bootstrapTwoSamples, pairedBootstrap } from "@scylla/stats";
import { expect, test } from "vitest";

const values = [0.1, 0.4, 0.9, 0.3, 0.8];
const options = { resamples: 500 };
const tasks = [
  { a: [1, 0], b: [0, 0] },
  { a: [1, 1], b: [0, 1] },
];

test("another thread gives what this one gives", async () => {
  const [one, two, paired] = await Promise.all([
    bootstrapOffThread({ kind: "one-sample", values, statistic: "mean", options }),
    bootstrapOffThread({ kind: "two-samples", x: values, y: [0.2, 0.1], statistic: "cliffsDelta", options }),
    bootstrapOffThread({ kind: "paired", tasks, options }),
  ]);
  expect(one).toEqual(bootstrap(values, "mean", options));
  expect(two).toEqual(bootstrapTwoSamples(values, [0.2, 0.1], "cliffsDelta", options));
  expect(paired).toEqual(pairedBootstrap(tasks, options));
});

test("the event loop goes on meanwhile", async () => {
  const long = bootstrapOffThread({
    kind: "one-sample",
    values: Array.from({ length: 2000 }, (_, i) => i % 7),
    statistic: "mean",
    options: { resamples: 5000 },
  });
  let turns = 0;
  const counter = setInterval(() => turns++, 1);
  await long;
  clearInterval(counter);
  expect(turns).toBeGreaterThan(5);
});

test("nothing to resample is null, and what is refused there is refused here", async () => {
  expect(await bootstrapOffThread({ kind: "one-sample", values: [], statistic: "mean" })).toBeNull();
  await expect(bootstrapOffThread({ kind: "one-sample", values: [Number.NaN], statistic: "mean" })).rejects.toThrow(
    RangeError,
  );
});

test("an abort ends it with its reason, before and during", async () => {
  const reason = new Error("enough");
  const job = { kind: "one-sample", values, statistic: "median", options: { resamples: 5_000_000 } } as const;
  await expect(bootstrapOffThread(job, AbortSignal.abort(reason))).rejects.toBe(reason);
  const controller = new AbortController();
  const running = bootstrapOffThread(job, controller.signal);
  setTimeout(() => controller.abort(reason), 100);
  await expect(running).rejects.toBe(reason);
});
