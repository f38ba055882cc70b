import { fileURLToPath } from "node:url";

/** Path of a program that the experiments of this kit run. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/agents/${name}`, import.meta.url));
}
