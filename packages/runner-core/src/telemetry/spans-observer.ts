import { type Attributes, context, type Span, SpanStatusCode, trace } from "@opentelemetry/api";
import type { RunEvent, RunnerObserver } from "@scylla/contracts";
import { usdFromNano } from "@scylla/contracts";

/**
 * One trace a drive: `scylla.experiment` > `scylla.tier` > `scylla.subtest` > `scylla.run` > `scylla.stage.<name>`.
 * The span of a subtest lasts from its first run to its last. What failed for reasons that are not the agent's has the status ERROR;
 * an agent that fails its task is a result, and no error.
 */
export function spansObserver(): RunnerObserver {
  const open = new Map<string, Span>();
  const lastRun = new Map<string, number>();
  let experiment: Span | undefined;

  const start = (id: string, name: string, parent: Span | undefined, attributes: Attributes): void => {
    const under = parent ? trace.setSpan(context.active(), parent) : context.active();
    open.set(id, trace.getTracer("scylla").startSpan(name, { attributes }, under));
  };
  const end = (id: string, atMs?: number): void => {
    open.get(id)?.end(atMs);
    open.delete(id);
  };
  const fail = (id: string, message: string): void => {
    open.get(id)?.setStatus({ code: SpanStatusCode.ERROR, message });
  };
  const inRun = (event: RunEvent): Span | undefined => {
    if (!open.has(runId(event))) startRun(event);
    return open.get(runId(event));
  };
  const startRun = (event: RunEvent): void => {
    const { tier, subtest, task, agent } = event.key;
    const group = subtestId(event);
    if (!open.has(group))
      start(group, "scylla.subtest", open.get(`tier ${tier}`), { "scylla.tier": tier, "scylla.subtest": subtest });
    start(runId(event), "scylla.run", open.get(group), {
      "scylla.task": task,
      "scylla.tier": tier,
      "scylla.subtest": subtest,
      "scylla.agent": agent,
      "scylla.run": event.n,
      "scylla.attempt": event.attempt,
    });
  };
  return {
    driveStarted: (event) => {
      start("experiment", "scylla.experiment", undefined, { "scylla.experiment": event.experiment });
      experiment = open.get("experiment");
    },
    tierStarted: (event) => {
      start(`tier ${event.tier}`, "scylla.tier", experiment, {
        "scylla.tier": event.tier,
        "scylla.experiment": event.experiment,
      });
    },
    stageStarted: (event) => {
      const run = inRun(event);
      start(stageId(event), `scylla.stage.${event.stage}`, run, { "scylla.stage": event.stage });
    },
    agentEnded: (event) => {
      const { outcome, exitCode, cost } = event.end;
      inRun(event)?.setAttributes({
        "scylla.attempt": event.attempt,
        "scylla.outcome": outcome,
        ...(exitCode === null ? {} : { "scylla.exit_code": exitCode }),
        ...(cost === null ? {} : { "scylla.cost_usd": usdFromNano(cost) }),
      });
    },
    stageFinished: (event) => end(stageId(event)),
    stageFailed: (event) => {
      const words = `${event.code}: ${event.message}`;
      open.get(stageId(event))?.setAttribute("scylla.error_code", event.code);
      fail(stageId(event), words);
      end(stageId(event));
      if (event.retryInMs === null) fail(runId(event), words);
    },
    runGraded: (event) => {
      const { passed, score } = event.verdict;
      inRun(event)?.setAttributes({
        ...(passed === null ? {} : { "scylla.passed": passed }),
        ...(score === null ? {} : { "scylla.score": score }),
      });
    },
    runMissing: (event) => fail(runId(event), `finally missing: ${event.reason}`),
    runLeft: (event) => {
      // What was killed in mid-stage tells of no end of its own.
      fail(stageId(event), "interrupted");
      end(stageId(event));
      open.get(runId(event))?.setAttribute("scylla.final", event.final);
      end(runId(event));
      lastRun.set(subtestId(event), Date.now());
    },
    tierFinished: ({ tier }) => {
      for (const id of [...open.keys()].filter((one) => one.startsWith(`subtest ${tier}\n`))) end(id, lastRun.get(id));
      end(`tier ${tier}`);
    },
    driveFinished: ({ results, error }) => {
      if (results) {
        const { planned, valid, missing } = results.counts;
        experiment?.setAttributes({ "scylla.planned": planned, "scylla.valid": valid, "scylla.missing": missing });
      }
      if (error) {
        experiment?.recordException(error);
        fail("experiment", error.message);
      }
      for (const id of [...open.keys()].reverse()) end(id);
      lastRun.clear();
    },
  };
}

function runId({ run }: RunEvent): string {
  return `run ${run}`;
}

function stageId({ run }: RunEvent): string {
  return `stage ${run}`;
}

function subtestId({ key }: RunEvent): string {
  return `subtest ${key.tier}\n${key.subtest}`;
}
