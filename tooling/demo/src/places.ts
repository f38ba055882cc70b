import { fileURLToPath } from "node:url";

const ROOT = new URL("../../../", import.meta.url);

/** The checkout: the demonstration's commands are meant from here. */
export const CHECKOUT = fileURLToPath(ROOT);

/** The built command line. */
export const SCYLLA = fileURLToPath(new URL("packages/cli/dist/bin.js", ROOT));

/** Relative to the checkout, as a reader would type them. */
export const EXPERIMENT = "examples/quickstart/experiment.yaml";
export const DIRECTORY = ".scylla/demo";
