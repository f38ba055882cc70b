import { compareKeys, type Json } from "@scylla/contracts";

/** Where a request and the recorded one that is nearest to it part. */
export interface Difference {
  /** `messages[2].content[0].text` */
  readonly at: string;
  /** Undefined: not there. */
  readonly recorded: string | undefined;
  readonly found: string | undefined;
}

const MOST = 5;
const WIDTH = 80;

type Members = Readonly<Record<string, Json | undefined>>;

const isObject = (value: Json | undefined): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The first few, in the order of the request. */
export function differences(recorded: Json, found: Json): readonly Difference[] {
  const all: Difference[] = [];
  compare("", recorded, found, all);
  return all.slice(0, MOST);
}

function compare(at: string, a: Json | undefined, b: Json | undefined, all: Difference[]): void {
  if (all.length >= MOST || a === b) return;
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let i = 0; i < Math.max(a.length, b.length); i++) compare(`${at}[${i}]`, a[i], b[i], all);
  } else if (isObject(a) && isObject(b)) {
    const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort(compareKeys);
    for (const name of names) compare(at === "" ? name : `${at}.${name}`, a[name], b[name], all);
  } else if (typeof a === "string" && typeof b === "string") {
    const from = parting(a, b);
    all.push({ at, recorded: excerpt(a, from), found: excerpt(b, from) });
  } else {
    all.push({ at, recorded: shown(a), found: shown(b) });
  }
}

/** The index of the first character that differs. */
function parting(a: string, b: string): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return i;
}

function excerpt(text: string, at: number): string {
  const from = Math.max(0, at - 20);
  return `${from > 0 ? "..." : ""}${text.slice(from, from + WIDTH)}${text.length > from + WIDTH ? "..." : ""}`;
}

function shown(value: Json | undefined): string | undefined {
  return value === undefined ? undefined : excerpt(JSON.stringify(value), 0);
}

const side = (value: string | undefined): string => (value === undefined ? "nothing" : JSON.stringify(value));

/** In words, for an error that a person reads. */
export function differenceText(all: readonly Difference[]): string {
  if (all.length === 0) return "the recording holds no further request of this kind";
  const parts = all.map(({ at, recorded, found }) => `${at}: recorded ${side(recorded)}, asked ${side(found)}`);
  return `no recorded request matches; the nearest one differs at ${parts.join("; ")}`;
}
