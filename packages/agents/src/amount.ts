import { nanoFromUsd } from "@scylla/contracts";
import { z } from "zod";

/** USD, as far as a store can hold it. Adding 0 turns -0 into 0. */
export const amount = z
  .number()
  .min(0)
  .refine(isAmount)
  .transform((usd) => usd + 0);

function isAmount(usd: number): boolean {
  try {
    nanoFromUsd(usd);
    return true;
  } catch {
    return false;
  }
}
