import type { RunnerObserver } from "@scylla/contracts";
import { combineObservers } from "./observers.ts";
import { metricsObserver } from "./telemetry/metrics-observer.ts";
import { spansObserver } from "./telemetry/spans-observer.ts";

/** Spans and metrics through OpenTelemetry's API; silent where no SDK is registered. */
export function telemetryObserver(): RunnerObserver {
  return combineObservers([spansObserver(), metricsObserver()]);
}
