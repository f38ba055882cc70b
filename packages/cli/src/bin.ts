#!/usr/bin/env node
import { version } from "./version.ts";

// The one question that needs nothing else is answered before anything else is loaded.
if (process.argv.length === 3 && ["--version", "-V"].includes(process.argv[2] ?? "")) {
  process.stdout.write(`${version()}\n`);
} else {
  const { main } = await import("./main.ts");
  process.exitCode = await main(process.argv);
}
