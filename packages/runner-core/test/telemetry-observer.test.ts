import { type Attributes, createNoopMeter, type Meter, type MetricOptions, metrics } from "@opentelemetry/api";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { telemetryObserver } from "../src/index.ts";
import { experiment } from "./fixtures/experiments.ts";
import { answering, type Laboratory, laboratory } from "./fixtures/laboratory.ts";

interface Recorded {
  readonly name: string;
  readonly unit: string | undefined;
  readonly value: number;
  readonly attributes: Attributes | undefined;
}

const recorded: Recorded[] = [];

function fakeMeter(): Meter {
  const meter = createNoopMeter();
  meter.createHistogram = (name: string, options?: MetricOptions) => ({
    record: (value, attributes) => recorded.push({ name, unit: options?.unit, value, attributes }),
  });
  return meter;
}

function measured(): Laboratory {
  const lab: Laboratory = laboratory(experiment({ ladder: { T0: ["x"], T1: ["z"] } }), {
    observer: telemetryObserver(),
    agent: (purchase, signal) => {
      lab.clock.spend(1500);
      return answering(purchase, signal);
    },
  });
  return lab;
}

const METRIC = { name: "scylla_tier_duration_seconds", unit: "s" };
const tiers = () => recorded.map(({ attributes }) => attributes?.["tier"]).sort();

beforeEach(() => {
  recorded.length = 0;
});
afterEach(() => metrics.disable());

describe("scylla_tier_duration_seconds", () => {
  test("is silent without an SDK", async () => {
    expect((await measured().run()).status).toBe("complete");
    expect(recorded).toEqual([]);
  });

  test("is told once a tier, in seconds, with tier and experiment; the SDK may come late", async () => {
    const lab = measured();
    metrics.setGlobalMeterProvider({ getMeter: fakeMeter });
    await lab.run();
    expect(recorded.sort((a, b) => (String(a.attributes?.["tier"]) < String(b.attributes?.["tier"]) ? -1 : 1))).toEqual(
      [
        { ...METRIC, value: 1.5, attributes: { tier: "T0", experiment: "example" } },
        { ...METRIC, value: 1.5, attributes: { tier: "T1", experiment: "example" } },
      ],
    );
  });

  test("is told when a tier fails, too", async () => {
    const lab = measured();
    metrics.setGlobalMeterProvider({ getMeter: fakeMeter });
    lab.change({ agent: () => ({ exit: { kind: "signaled", signal: "SIGKILL" } }) });
    expect((await lab.run()).status).toBe("failed");
    expect(tiers()).toEqual(["T0", "T1"]);
  });

  test("is told when the drive is killed, for the tier that was begun", async () => {
    const kill = new AbortController();
    const lab = measured();
    metrics.setGlobalMeterProvider({ getMeter: fakeMeter });
    lab.change({
      agent: () => {
        kill.abort();
        return new Promise(() => {});
      },
    });
    await lab.run({ stop: { kill: kill.signal } });
    expect(recorded).toHaveLength(1);
  });
});
