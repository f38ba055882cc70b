import type { Options } from "tsup";

/** The tsup settings of a published package; its declarations come from `tsc -p tsconfig.build.json`. */
export function lib(overrides: Options = {}): Options {
  return {
    entry: ["src/index.ts"],
    format: ["esm"],
    target: "es2024",
    platform: "node",
    dts: false,
    sourcemap: true,
    clean: true,
    splitting: true,
    treeshake: false,
    // tsup's default would turn node:sqlite into sqlite, which does not exist.
    removeNodeProtocol: false,
    esbuildOptions(options) {
      // Node 24 has `using`; esbuild would inject helpers for it.
      options.supported = { ...options.supported, using: true };
    },
    ...overrides,
  };
}
