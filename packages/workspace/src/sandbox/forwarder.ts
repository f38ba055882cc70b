import { fileURLToPath } from "node:url";

const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";

/** The program that leads to the gateway, as a file of its own. */
export const FORWARDER = fileURLToPath(new URL(`./gateway-forwarder.${extension}`, import.meta.url));

/** Where a sandbox keeps its own. */
export const OWN = "/run/scylla";

/** Its name in a sandbox says that it is a module: no package.json stands beside it. */
export function shownForwarder(forwarder: string): string {
  return `${OWN}/forwarder${forwarder.endsWith(".ts") ? ".mts" : ".mjs"}`;
}
