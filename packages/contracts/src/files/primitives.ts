import { z } from "zod";

/** The format version that every file begins with. */
export const versionSchema = z.literal(1).describe("The version of the file's format.");

/** Ids become parts of labels, file names and git refs: letters, digits, `.`, `_`, `-`; at most 64; not starting with a dot or dash. */
export const idSchema = z
  .string()
  .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$/, "use letters, digits, '.', '_' and '-', at most 64 of them");

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;

/** A duration as people write it (`500ms`, `60s`, `10m`, `1.5h`), or a number of seconds; yields milliseconds, at most 7 days. */
export const durationSchema = z
  .union(
    [
      z.string().regex(/^\d+(\.\d+)?(ms|s|m|h)$/, "write a duration like 500ms, 60s, 10m or 2h"),
      z.number().positive("a duration is longer than nothing"),
    ],
    "write a duration like 500ms, 60s, 10m or 2h",
  )
  .transform((value) => {
    if (typeof value === "number") return Math.round(value * 1000);
    const match = /^([\d.]+)(ms|s|m|h)$/.exec(value);
    return Math.round(Number(match?.[1]) * UNITS[match?.[2] as keyof typeof UNITS]);
  })
  .refine((ms) => ms >= 1 && ms <= 7 * 24 * 3_600_000, "a duration is between 1ms and 7 days");

/** A command: a list of arguments, or a string that `sh -c` runs. */
export const commandSchema = z.union(
  [z.array(z.string().min(1)).min(1), z.string().min(1)],
  "write a command as a list of arguments, or as a string for sh",
);

export type Command = z.infer<typeof commandSchema>;

/** A path, `/`-separated; relative ones are meant from the directory of the file that names them. */
export const pathSchema = z.string().min(1).max(4096);

/** A pattern over paths of a repository: `*` within a part, `**` over parts. */
export const globSchema = z.string().min(1).max(1024);

export const envNameSchema = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "write the name of an environment variable: letters, digits and '_'");

/** Limits of one run; part of the conditions of a cell. */
export const limitsSchema = z.strictObject({
  time: durationSchema.optional().describe("From the agent's start to its end, like 500ms, 60s, 10m or 2h."),
  turns: z.int().positive().max(100_000).optional().describe("Turns of the agent."),
  usd: z.number().positive().max(1_000_000).optional().describe("What the run may cost."),
});
