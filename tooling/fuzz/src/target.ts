import { ERROR_CODES, isScyllaError } from "@scylla/contracts";
import type { Chooser } from "./chooser.ts";

/** Something that reads what others wrote. */
export interface Target extends AsyncDisposable {
  /** Feeds it one mutated input. @returns how it took it: `accepted`, or the code of its error. @throws what is a finding. */
  feed(choose: Chooser): Promise<string>;
}

export type MakeTarget = () => Promise<Target>;

/** Nothing takes longer, whatever it is given. */
const PATIENCE_MS = 60_000;

/**
 * How a reader took an input: it may accept it, or refuse it by an error of the table that says what to do.
 * @throws anything else: a stack trace for what a user did, a defect, or no end.
 */
export async function taken(work: () => Promise<unknown>): Promise<string> {
  const patience = Promise.withResolvers<never>();
  const timer = setTimeout(() => patience.reject(new Error(`no answer in ${PATIENCE_MS} ms`)), PATIENCE_MS);
  try {
    await Promise.race([work(), patience.promise]);
    return "accepted";
  } catch (error) {
    if (!isScyllaError(error)) throw error;
    for (const one of [error, ...(error.also ?? [])]) {
      if (ERROR_CODES[one.code].exit === 70) throw one;
      if (!one.message || !one.hint)
        throw new Error(`an error that does not say what to do: ${one.code}: ${one.message}`);
      if ((one.at?.line ?? 1) < 1 || (one.at?.col ?? 1) < 1) throw new Error(`a place that is none: ${one.message}`);
    }
    return error.code;
  } finally {
    clearTimeout(timer);
  }
}
