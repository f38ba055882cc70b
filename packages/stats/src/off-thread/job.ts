import { bootstrap, bootstrapTwoSamples } from "../bootstrap/bootstrap.ts";
import type { BootstrapInterval, BootstrapOptions } from "../bootstrap/options.ts";
import type { StatisticName, TwoSampleStatisticName } from "../bootstrap/statistics.ts";
import { type PairedBootstrapOptions, pairedBootstrap } from "../paired/paired-bootstrap.ts";
import type { PairedTask } from "../paired/paired-tasks.ts";

/** A bootstrap that another thread can be told of: all plain data, its statistic a name. */
export type BootstrapJob =
  | {
      readonly kind: "one-sample";
      readonly values: readonly number[];
      readonly statistic: StatisticName;
      readonly options?: BootstrapOptions;
    }
  | {
      readonly kind: "two-samples";
      readonly x: readonly number[];
      readonly y: readonly number[];
      readonly statistic: TwoSampleStatisticName;
      readonly options?: BootstrapOptions;
    }
  | { readonly kind: "paired"; readonly tasks: readonly PairedTask[]; readonly options?: PairedBootstrapOptions };

export function runJob(job: BootstrapJob): BootstrapInterval | null {
  switch (job.kind) {
    case "one-sample":
      return bootstrap(job.values, job.statistic, job.options);
    case "two-samples":
      return bootstrapTwoSamples(job.x, job.y, job.statistic, job.options);
    case "paired":
      return pairedBootstrap(job.tasks, job.options);
  }
}
