import { readFileSync } from "node:fs";
import * as stats from "@scylla/stats";
import { expect, test } from "vitest";

// 214 results of SciPy; see fixtures/README.md.

type Numbers = readonly number[];
type Inputs = {
  readonly kruskal: { readonly groups: readonly Numbers[] };
  readonly mannwhitneyu: { readonly x: Numbers; readonly y: Numbers; readonly method: stats.MannWhitneyMethod };
  readonly cliffs_delta: { readonly x: Numbers; readonly y: Numbers };
  readonly shapiro: { readonly x: Numbers };
  readonly spearman: { readonly x: Numbers; readonly y: Numbers };
  readonly pearson: { readonly x: Numbers; readonly y: Numbers };
  readonly kendall: { readonly x: Numbers; readonly y: Numbers };
  readonly wilcoxon_signed_rank: { readonly d: Numbers; readonly method: "exact" };
  readonly paired_t: { readonly x: Numbers; readonly y: Numbers };
  readonly proportion_ci: { k: number; n: number; method: "wilson" | "wilsoncc" | "exact"; level: number };
  readonly jeffreys_ci: { readonly k: number; readonly n: number; readonly level: number };
  readonly bca_mean_mt19937: { x: Numbers; seed: number; resamples: number; level: number };
  readonly bca_two_sample_cliffs_delta_mt19937: { x: Numbers; y: Numbers; seed: number; resamples: number };
  readonly holm: { readonly p: Numbers };
  readonly benjamini_hochberg: { readonly p: Numbers };
  readonly distribution: { readonly name: string; readonly params: Numbers; readonly x: Numbers };
  readonly quantile: { readonly name: string; readonly params: Numbers; readonly q: Numbers };
  readonly fisher_exact: { readonly table: stats.Table };
  readonly quantile_linear: { readonly x: Numbers; readonly q: number };
  readonly sign_flip_exact: { readonly d: Numbers };
  readonly pass_at_k: { readonly n: number; readonly c: number; readonly k: number };
  readonly krippendorff_alpha_interval: { readonly units: readonly (readonly (number | null)[])[] };
};
type Kind = keyof Inputs;
type Result = Readonly<Record<string, number | Numbers | null | undefined>>;

const procedures: { readonly [K in Kind]: (input: Inputs[K]) => Result } = {
  kruskal: ({ groups }) => renamed(stats.kruskalWallis(groups), { H: "h", p: "p" }),
  mannwhitneyu: ({ x, y, method }) => renamed(stats.mannWhitneyU(x, y, method), { U: "u", p: "p" }),
  cliffs_delta: ({ x, y }) => renamed(stats.cliffsDelta(x, y), { delta: "delta" }),
  shapiro: ({ x }) => renamed(stats.shapiroWilk(x), { W: "w", p: "p" }),
  spearman: ({ x, y }) => renamed(stats.spearman(x, y), { r: "r", p: "p" }),
  pearson: ({ x, y }) => renamed(stats.pearson(x, y), { r: "r", p: "p" }),
  kendall: ({ x, y }) => renamed(stats.kendall(x, y), { r: "r", p: "p" }),
  wilcoxon_signed_rank: ({ d, method }) => renamed(stats.wilcoxonSignedRank(d, method), { W: "w", p: "p" }),
  paired_t: ({ x, y }) => renamed(stats.pairedT(x, y), { t: "t", p: "p", df: "df" }),
  proportion_ci: ({ k, n, method, level }) => {
    const of = {
      wilson: stats.wilsonInterval,
      wilsoncc: stats.wilsonCorrectedInterval,
      exact: stats.clopperPearsonInterval,
    };
    return renamed(of[method](k, n, level), { low: "low", high: "high" });
  },
  jeffreys_ci: ({ k, n, level }) => renamed(stats.jeffreysInterval(k, n, level), { low: "low", high: "high" }),
  bca_mean_mt19937: ({ x, ...options }) => renamed(stats.bootstrap(x, "mean", options), { low: "low", high: "high" }),
  bca_two_sample_cliffs_delta_mt19937: ({ x, y, ...options }) =>
    renamed(stats.bootstrapTwoSamples(x, y, "cliffsDelta", options), { low: "low", high: "high" }),
  holm: ({ p }) => ({ adjusted: stats.holm(p) }),
  benjamini_hochberg: ({ p }) => ({ adjusted: stats.benjaminiHochberg(p) }),
  distribution: ({ name, params, x }) => {
    const { cdf, sf } = distribution(name, params);
    return { cdf: x.map(cdf), sf: x.map(sf) };
  },
  quantile: ({ name, params, q }) => ({ x: q.map((p) => distribution(name, params).quantile?.(p) ?? Number.NaN) }),
  fisher_exact: ({ table }) => renamed(stats.fisherExact(table), { oddsratio: "oddsRatio", p: "p" }),
  quantile_linear: ({ x, q }) => ({ value: stats.quantile(x, q) }),
  sign_flip_exact: ({ d }) => renamed(stats.signFlip(d), { p: "p" }),
  pass_at_k: ({ n, c, k }) => ({ pass_at_k: stats.passAtK(c, n, k), pass_hat_k: stats.passHatK(c, n, k) }),
  krippendorff_alpha_interval: ({ units }) => ({ alpha: stats.krippendorffAlpha(units, "interval") }),
};

function renamed<T extends object>(found: T | null, names: Readonly<Record<string, keyof T>>): Result {
  return Object.fromEntries(Object.entries(names).map(([theirs, ours]) => [theirs, Number(found?.[ours])]));
}

function distribution(
  name: string,
  [a = 0, b = 0]: Numbers,
): Partial<stats.Distribution> & ReturnType<typeof stats.studentizedRange> {
  switch (name) {
    case "norm":
      return stats.normal;
    case "t":
      return stats.studentT(a);
    case "chi2":
      return stats.chiSquare(a);
    case "beta":
      return stats.beta(a, b);
    case "f":
      return stats.fDistribution(a, b);
    case "studentized_range":
      return stats.studentizedRange(a, b);
    default:
      throw new Error(`no distribution ${name}`);
  }
}

type GoldenCase = {
  [K in Kind]: {
    readonly id: string;
    readonly kind: K;
    readonly input: Inputs[K];
    readonly expected: Readonly<Record<string, number | "inf" | null | Numbers>>;
    readonly tolerance: number;
  };
}[Kind];

const { cases }: { readonly cases: readonly GoldenCase[] } = JSON.parse(
  readFileSync(new URL("./fixtures/stats-reference.json", import.meta.url), "utf8"),
);

function run<K extends Kind>(kind: K, input: Inputs[K]): Result {
  return procedures[kind](input);
}

/** Apart by at most the tolerance, absolutely and, for a p-value, relative to it. */
function apart(actual: number, wanted: number): number {
  return actual === wanted ? 0 : Math.abs(actual - wanted) / Math.min(1, Math.max(Math.abs(wanted), 1e-300));
}

test.each(cases)("$id", ({ kind, input, expected, tolerance }) => {
  const actual = run(kind, input);
  const worst = Object.entries(expected).map(([name, wanted]) => {
    const numbers = [wanted].flat().map((n) => (n === "inf" ? Number.POSITIVE_INFINITY : Number(n ?? Number.NaN)));
    const ours = [actual[name]].flat();
    expect(ours).toHaveLength(numbers.length);
    return Math.max(...numbers.map((n, i) => apart(Number(ours[i] ?? Number.NaN), n)));
  });
  if (process.env["GOLDEN_REPORT"]) console.log(`GOLDEN ${kind} ${Math.max(...worst)}`);
  expect(Math.max(...worst)).toBeLessThanOrEqual(tolerance);
});

test("there are 214 of them", () => {
  expect(cases).toHaveLength(214);
});
