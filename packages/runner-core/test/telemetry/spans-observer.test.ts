import { SpanStatusCode, trace } from "@opentelemetry/api";
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { afterEach, beforeEach, expect, test } from "vitest";
import { telemetryObserver } from "../../src/index.ts";
import { experiment } from "../fixtures/experiments.ts";
import { answering, laboratory } from "../fixtures/laboratory.ts";

let exporter: InMemorySpanExporter;
beforeEach(() => {
  exporter = new InMemorySpanExporter();
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }));
});
afterEach(() => trace.disable());

const spans = (): readonly ReadableSpan[] => exporter.getFinishedSpans();
const named = (name: string): readonly ReadableSpan[] => spans().filter((span) => span.name === name);

/** Names from the root to a span. */
function path(span: ReadableSpan): string {
  const parent = spans().find((one) => one.spanContext().spanId === span.parentSpanContext?.spanId);
  return parent ? `${path(parent)} > ${span.name}` : span.name;
}

function lab(agent = answering): ReturnType<typeof laboratory> {
  return laboratory(experiment({ ladder: { T0: ["x", "y"], T1: ["z"] } }), { observer: telemetryObserver(), agent });
}

test("a drive is one trace: experiment, tiers, set-ups, runs, stages, each under its parent", async () => {
  const summary = await lab().run();
  const counts = Map.groupBy(spans(), path);
  const runs = summary.counts.planned;
  const under = "scylla.experiment > scylla.tier > scylla.subtest";
  expect(Object.fromEntries([...counts].map(([name, { length }]) => [name, length]))).toEqual({
    "scylla.experiment": 1,
    "scylla.experiment > scylla.tier": 2,
    [under]: 3,
    [`${under} > scylla.run`]: runs,
    ...Object.fromEntries(
      ["workspace", "agent", "capture", "check", "verdict"].map((stage) => [
        `${under} > scylla.run > scylla.stage.${stage}`,
        runs,
      ]),
    ),
  });
  expect(new Set(spans().map((span) => span.spanContext().traceId)).size).toBe(1);
  for (const span of spans()) expect([span.status.code, span.ended]).toEqual([SpanStatusCode.UNSET, true]);
});

test("spans say what they are about, and how it ended", async () => {
  await lab().run();
  expect(named("scylla.experiment")[0]?.attributes).toMatchObject({
    "scylla.experiment": "example",
    "scylla.missing": 0,
  });
  expect(named("scylla.run")[0]?.attributes).toMatchObject({
    "scylla.tier": expect.stringMatching(/^T[01]$/),
    "scylla.subtest": expect.any(String),
    "scylla.task": expect.any(String),
    "scylla.agent": expect.any(String),
    "scylla.run": expect.any(Number),
    "scylla.outcome": "ok",
    "scylla.passed": expect.any(Boolean),
    "scylla.final": true,
  });
});

test("what fails for reasons that are not the agent's is an error of its stage and its run, with the code", async () => {
  await lab(() => ({ exit: { kind: "signaled", signal: "SIGKILL" } })).run();
  const [stage] = named("scylla.stage.agent").filter(({ status }) => status.code === SpanStatusCode.ERROR);
  expect(stage?.attributes["scylla.error_code"]).toBe("AGENT_LOST");
  expect(named("scylla.run").every(({ status }) => status.code === SpanStatusCode.ERROR)).toBe(true);
});

test("a drive that is killed ends all of its spans, and says what was aborted", async () => {
  const kill = new AbortController();
  const killed = lab(() => {
    kill.abort();
    return new Promise(() => {});
  });
  await killed.run({ stop: { kill: kill.signal } });
  expect(named("scylla.experiment")).toHaveLength(1);
  expect(named("scylla.run")[0]?.attributes).toMatchObject({ "scylla.outcome": "aborted", "scylla.final": false });
  for (const span of spans()) expect(path(span)).toMatch(/^scylla\.experiment/);
});

test("a stage that tells of no end ends with its run, as interrupted", () => {
  const observer = telemetryObserver();
  const event = { run: 1, key: { task: "a", tier: "T0", subtest: "x", agent: "bot" }, n: 1, attempt: 1 };
  observer.driveStarted?.({ experiment: "example" });
  observer.tierStarted?.({ experiment: "example", tier: "T0" });
  observer.stageStarted?.({ ...event, stage: "check", atMs: 0 });
  observer.runLeft?.({ ...event, final: false });
  observer.driveFinished?.({ experiment: "example", results: null, error: new Error("the disk is full") });
  expect(named("scylla.stage.check")[0]?.status).toEqual({ code: SpanStatusCode.ERROR, message: "interrupted" });
  expect(named("scylla.experiment")[0]?.status).toEqual({ code: SpanStatusCode.ERROR, message: "the disk is full" });
  expect(spans().every(({ ended }) => ended)).toBe(true);
});
