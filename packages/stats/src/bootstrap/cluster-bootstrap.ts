import { type RandomSource, randomSource } from "../random/random-source.ts";
import { intervalOf } from "./bootstrap.ts";
import { type BootstrapInterval, type BootstrapOptions, withDefaults } from "./options.ts";

export interface ClusterBootstrapOptions<Cluster> extends BootstrapOptions {
  /** Default `percentile`. */
  readonly method?: "percentile" | "bca";
  /**
   * Draws a cluster's own resample, for example with {@link resampleRuns}. Without it clusters are resampled whole, which is enough when
   * the runs within are as many as planned; with it the interval is a little too wide, as the clusters differ by their runs already.
   */
  readonly within?: (cluster: Cluster, random: RandomSource) => Cluster;
}

/**
 * Bootstrap interval of a statistic of clusters, such as tasks with their runs: clusters are drawn with replacement, then what is in each
 * when `within` says how. Rests on the number of clusters, and is too narrow for fewer than about ten.
 * Source: A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application (1997), section 3.8.
 * @returns null for fewer than two clusters: nothing shows how clusters differ.
 * @throws {RangeError} for a replicate that is NaN or infinite, and for options out of range.
 */
export function clusterBootstrap<Cluster>(
  clusters: readonly Cluster[],
  statistic: (clusters: readonly Cluster[]) => number,
  options: ClusterBootstrapOptions<Cluster> = {},
): BootstrapInterval | null {
  const settings = withDefaults({ method: "percentile", ...options });
  if (clusters.length < 2) return null;
  const replicates = clusterReplicates(clusters, statistic, settings, options.within);
  return intervalOf(statistic(clusters), replicates, settings, () => [
    clusters.map((_, i) => statistic(clusters.toSpliced(i, 1))),
  ]);
}

/** The statistic of each resample; infinite ones too. */
export function clusterReplicates<Cluster>(
  clusters: readonly Cluster[],
  statistic: (clusters: readonly Cluster[]) => number,
  settings: { readonly resamples: number; readonly seed: number },
  within?: (cluster: Cluster, random: RandomSource) => Cluster,
): Float64Array {
  const replicates = new Float64Array(settings.resamples);
  let b = 0;
  for (const drawn of clusterResamples(clusters, settings, within)) replicates[b++] = statistic(drawn);
  return replicates;
}

/** Clusters drawn with replacement, and what is in them where `within` says how, again and again. */
export function* clusterResamples<Cluster>(
  clusters: readonly Cluster[],
  { resamples, seed }: { readonly resamples: number; readonly seed: number },
  within?: (cluster: Cluster, random: RandomSource) => Cluster,
): Generator<readonly Cluster[]> {
  const random = randomSource(seed);
  for (let b = 0; b < resamples; b++) {
    const drawn = resampleRuns(clusters, random);
    yield within ? drawn.map((cluster) => within(cluster, random)) : drawn;
  }
}

/** As many items, drawn with replacement. */
export function resampleRuns<T>(items: readonly T[], random: RandomSource): T[] {
  const drawn: T[] = [];
  for (let i = 0; i < items.length; i++) {
    const item = items[random.below(items.length)];
    if (item !== undefined) drawn.push(item);
  }
  return drawn;
}
