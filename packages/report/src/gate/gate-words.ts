import { difference, signed } from "../text/amounts.ts";
import { percent, usd } from "../text/figures.ts";
import { plainText } from "../text/plain-text.ts";
import type { GateAnswer, GateCheck } from "./gate.ts";

const ANSWERS: Readonly<Record<GateAnswer, string>> = {
  "not-worse": "not worse",
  worse: "WORSE",
  undecided: "undecided",
};

/** `T0/01-rule (toy)` */
export function gateSubject({ tier, subtest, agent }: GateCheck): string {
  return plainText(`${tier}/${subtest} (${agent})`);
}

/** `pass rate 82% (64% to 93%), at least 60% is asked for; not worse` */
export function gateWords(check: GateCheck): string {
  const { kind, estimate, low, high, limit, missing, answer } = check;
  const show = SHOW[kind];
  const end = (value: number | null): string => (value === null ? "?" : END[kind](value));
  const ends = estimate === null ? "" : ` (${end(low)} to ${end(high)})`;
  const lost = missing > 0 ? `; ${missing} missing` : "";
  return `${NAMES[kind]} ${estimate === null ? "unknown" : show(estimate)}${ends}, ${LIMITS[kind](limit)}: ${ANSWERS[answer]}${lost}`;
}

type Kind = GateCheck["kind"];

const NAMES: Readonly<Record<Kind, string>> = {
  "min-pass-rate": "pass rate",
  "max-cost-of-pass": "cost of a pass",
  "no-regression": "pass rate against the base",
};

const SHOW: Readonly<Record<Kind, (value: number) => string>> = {
  "min-pass-rate": percent,
  "max-cost-of-pass": usd,
  "no-regression": (value) => difference("passRate", value),
};

/** One end of an interval, whose unit is told with the estimate. */
const END: Readonly<Record<Kind, (value: number) => string>> = {
  ...SHOW,
  "no-regression": (value) => signed("passRate", value),
};

const LIMITS: Readonly<Record<Kind, (limit: number) => string>> = {
  "min-pass-rate": (limit) => `at least ${percent(limit)}`,
  "max-cost-of-pass": (limit) => `at most ${usd(limit)}`,
  "no-regression": (limit) => `no more than ${difference("passRate", -limit).replace("+", "")} less`,
};
