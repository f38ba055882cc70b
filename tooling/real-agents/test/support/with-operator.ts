import { afterAll, beforeAll, vi } from "vitest";
import type { RealCli } from "../../src/clis/real-cli.ts";
import { installCli } from "../../src/install-cli.ts";
import { type Operator, operator } from "../../src/operator.ts";

/** The tests of a file are started by somebody with a key and a set-up of their own. */
export function withOperator(cli: RealCli): void {
  let somebody: Operator | null = null;
  beforeAll(async () => {
    await installCli(cli);
    somebody = await operator(cli);
    for (const [name, value] of Object.entries(somebody.env)) vi.stubEnv(name, value);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await somebody?.[Symbol.asyncDispose]();
  });
}
