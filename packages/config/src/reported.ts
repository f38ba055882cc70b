import { isScyllaError } from "@scylla/contracts";
import type { Problems } from "./problems.ts";

/** The result of a step; null when it failed on something in the files, which is reported. Defects pass through. */
export async function attempt<T>(problems: Problems, step: () => Promise<T> | T): Promise<T | null> {
  try {
    return await step();
  } catch (error) {
    if (!isScyllaError(error) || error.code === "INTERNAL") throw error;
    problems.add(error);
    return null;
  }
}
