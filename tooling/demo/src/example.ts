import { fileURLToPath } from "node:url";

/** The experiment that the demonstration copies and runs. */
export const EXAMPLE = fileURLToPath(new URL("../../../examples/quickstart", import.meta.url));
