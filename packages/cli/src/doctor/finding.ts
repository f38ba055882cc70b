import { isScyllaError } from "@scylla/contracts";

/** What one look found. */
export interface Finding {
  readonly check: string;
  /** A problem stands in the way of runs; a warning does not. */
  readonly status: "ok" | "warning" | "problem";
  readonly what: string;
  /** What to do about it; null where nothing is to be done. */
  readonly advice: string | null;
}

export function ok(check: string, what: string): Finding {
  return { check, status: "ok", what, advice: null };
}

export function warning(check: string, what: string, advice: string): Finding {
  return { check, status: "warning", what, advice };
}

export function problem(check: string, what: string, advice: string): Finding {
  return { check, status: "problem", what, advice };
}

/** What a run would be refused with is the problem. */
export async function refusedBy(check: string, look: () => Promise<string> | string): Promise<Finding> {
  try {
    return ok(check, await look());
  } catch (error) {
    if (!isScyllaError(error)) throw error;
    return problem(check, error.message, error.hint ?? "");
  }
}
