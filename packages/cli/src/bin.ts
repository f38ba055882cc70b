#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { refuseNode, tellRefusal } from "./required-node.ts";
import { version } from "./version.ts";

// Up to here everything runs on any Node that has modules, and so must what is imported above.
const refusal = refuseNode(process.versions.node);
if (process.argv.length === 3 && ["--version", "-V"].includes(process.argv[2] ?? "")) {
  // The one question that needs nothing else is answered before anything else is loaded.
  process.stdout.write(`${version()}\n`);
} else if (refusal) {
  process.exitCode = tellRefusal(refusal, process.argv.includes("--json"));
} else if (process.argv[2] === "__complete") {
  // Asked by a shell at every press of a key: nothing is loaded that it does not need.
  const { answerShell } = await import("./completion/answer-shell.ts");
  await answerShell(process.argv.slice(3));
} else {
  // A long experiment makes much garbage and keeps little: with a nursery that stays small, 10,000 runs need a third less memory.
  setFlagsFromString("--semi-space-growth-factor=1");
  const { main } = await import("./main.ts");
  process.exitCode = await main(process.argv);
}
