import { ScyllaError } from "@scylla/contracts";

/** What drawing needs beside this package. */
const PACKAGES = ["vega", "vega-lite", "@resvg/resvg-wasm", "@fontsource/source-sans-3"] as const;

/**
 * Something of a package that is only needed for figures.
 * @throws {ScyllaError} `USAGE` where it isn't installed.
 */
export async function optional<T>(name: (typeof PACKAGES)[number], load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    if (!isMissing(cause)) throw cause;
    throw new ScyllaError("USAGE", `figures are drawn with ${name}, which is not installed`, {
      hint: `Install it beside Scylla: npm install ${PACKAGES.join(" ")}`,
      cause,
    });
  }
}

function isMissing(cause: unknown): boolean {
  return (
    cause instanceof Error &&
    "code" in cause &&
    (cause.code === "ERR_MODULE_NOT_FOUND" || cause.code === "MODULE_NOT_FOUND")
  );
}
