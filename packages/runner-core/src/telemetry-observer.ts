import { metrics } from "@opentelemetry/api";
import type { RunnerObserver } from "@scylla/contracts";

/**
 * Measures with OpenTelemetry's API; silent where no SDK is registered. The meter is asked for when there is something to record,
 * so that it does not matter whether the SDK was registered before.
 *
 * - `scylla_tier_duration_seconds{tier,experiment}`, a histogram: once for each tier that a drive worked on, however the drive ended.
 */
export function telemetryObserver(): RunnerObserver {
  return {
    tierFinished: ({ tier, experiment, durationMs }) => {
      metrics
        .getMeter("scylla")
        .createHistogram("scylla_tier_duration_seconds", {
          description: "Time from the first run of a tier in a drive to its last.",
          unit: "s",
        })
        .record(durationMs / 1000, { tier, experiment });
    },
  };
}
