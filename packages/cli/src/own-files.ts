import { fileURLToPath } from "node:url";

// This file stands beside bin, in the sources as in what is built of them.
const isBuilt = import.meta.url.endsWith(".js");
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The command line's own entry, to be started by Node with this process's options. */
export const BIN = here(isBuilt ? "./bin.js" : "./bin.ts");

/** What a new project is made of. It stands beside the sources, as beside what is built of them. */
export const STARTER = here("../starter");

/** The experiment that the demonstration copies: in a checkout the example itself, else the build's copy of it. */
export const QUICKSTART = here(isBuilt ? "./quickstart" : "../../../examples/quickstart");
