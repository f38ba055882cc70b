/**
 * Stands outside, around the client of an engine that can't show the gateway's socket to containers: starts the client, keeps a way into its container
 * open as long as it runs, and ends as it does. Arguments: the gateway's socket, how many words open the way, these words, the client's command line. Its
 * own standard streams are the client's. Signals are for the client, which is in the same process group, and must not end what the program talks through.
 */
import { spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { openWay } from "./open-way.ts";

/** A first container takes its time on a busy machine. */
const OPEN_WITHIN_MS = 60_000;
const ASK_EVERY_MS = 100;

const [gateway = "", count, ...words] = process.argv.slice(2);
const way = words.slice(0, Number(count));
const [program = "", ...args] = words.slice(Number(count));

for (const signal of ["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM"] as const) process.on(signal, () => {});
const client = spawn(program, args, { stdio: "inherit" });
client.once("error", fail);
client.once("exit", (code, signal) => (signal === null ? process.exit(code ?? 0) : end(signal)));
await keepOpen();

/** An engine says nothing when a container has begun to run, so it is asked until it has; and again, when the other end was lost. */
async function keepOpen(): Promise<never> {
  for (let lost = performance.now(); ; ) {
    // Each time costs a start of the client, which slows down what is waited for.
    await delay(ASK_EVERY_MS);
    const { wasOpen, said, isFinal } = await openWay(way, gateway);
    if (wasOpen) lost = performance.now();
    if (isFinal || performance.now() - lost > OPEN_WITHIN_MS) fail(new Error(said.trim()));
  }
}

/** Handlers are removed, so that the signal ends this process too. */
function end(signal: NodeJS.Signals): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

/** Looks as if killed from outside: what the program did without the gateway is nobody's result. */
function fail(error: Error): void {
  process.stderr.write(`nothing leads to the gateway from the container: ${error.message}\n`);
  client.kill("SIGKILL");
  end("SIGKILL");
}
