#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { version } from "./version.ts";

// The one question that needs nothing else is answered before anything else is loaded.
if (process.argv.length === 3 && ["--version", "-V"].includes(process.argv[2] ?? "")) {
  process.stdout.write(`${version()}\n`);
} else {
  // A long experiment makes much garbage and keeps little: with a nursery that stays small, 10,000 runs need a third less memory.
  setFlagsFromString("--semi-space-growth-factor=1");
  const { main } = await import("./main.ts");
  process.exitCode = await main(process.argv);
}
