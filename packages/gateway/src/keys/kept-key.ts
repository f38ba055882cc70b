import { type Environment, type KeySource, readKey } from "./key-source.ts";

/** A key that is read once, and again when it may have changed. */
export interface KeptKey {
  get(): Promise<string>;
  /** The provider did not take it: the next one who asks gets what the source says then. */
  renew(): void;
}

/** @param seen is told every key that was ever read, so that none is written anywhere. */
export function keptKey(source: KeySource, owner: string, env: Environment, seen: (key: string) => void): KeptKey {
  const everyMs = "command" in source ? (source.everyMs ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  let kept: { readonly key: Promise<string>; readonly untilMs: number } | null = null;
  return {
    get: async () => {
      if (kept && Date.now() < kept.untilMs) return kept.key;
      const key = readKey(source, owner, env).then((read) => {
        seen(read);
        return read;
      });
      const mine = { key, untilMs: Date.now() + everyMs };
      kept = mine;
      key.catch(() => {
        if (kept === mine) kept = null;
      });
      return key;
    },
    renew: () => {
      if (!("value" in source)) kept = null;
    },
  };
}
