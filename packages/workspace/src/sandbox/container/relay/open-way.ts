import { spawn } from "node:child_process";
import { connect } from "node:net";
import { TOKEN_VARIABLE } from "../../../processes/token-scan.ts";
import { type Carrier, openCarrier } from "./carrier.ts";
import type { Frame } from "./frames.ts";

/** Agents have some connections at a time. More are refused, so that what a hostile one can fill is bounded. */
export const MOST = 256;

/** What became of a way that is no more. */
export interface ClosedWay {
  /** Whether somebody listened at its other end. */
  readonly wasOpen: boolean;
  /** What the other end, or the engine, said last. */
  readonly said: string;
  /** It makes no sense to open another. */
  readonly isFinal: boolean;
}

/** How much is kept of what an engine says. */
const SAID = 2000;

/**
 * Starts what is at the other end, and carries its connections to the gateway until it ends.
 * @param command starts it, in a session of its own and without the program's token: whoever stops the program does not stop what it talks through.
 */
export function openWay([file = "", ...args]: readonly string[], gateway: string): Promise<ClosedWay> {
  const { [TOKEN_VARIABLE]: _, ...env } = process.env;
  const child = spawn(file, args, { stdio: ["pipe", "pipe", "pipe"], detached: true, env });
  let closed: ClosedWay = { wasOpen: false, said: "", isFinal: false };
  const carrier: Carrier = openCarrier(child.stdin, (frame) => {
    if (frame.kind === "open") accept(carrier, frame, gateway);
    else if (frame.kind === "ready") closed = { ...closed, wasOpen: true };
    else closed = { ...closed, said: frame.bytes.toString("utf8"), isFinal: true };
  });
  child.stdout.on("data", (chunk: Buffer) => {
    try {
      carrier.receive(chunk);
    } catch (error) {
      closed = { ...closed, said: `what came from inside makes no sense: ${(error as Error).message}`, isFinal: true };
      child.stdout.destroy();
      child.kill("SIGKILL");
    }
    // Whoever sends and does not read must not fill this process.
    if (child.stdin.writableNeedDrain) child.stdout.pause();
  });
  child.stdin.on("drain", () => child.stdout.resume()).on("error", () => {});
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    if (!closed.isFinal) closed = { ...closed, said: `${closed.said}${text}`.slice(-SAID) };
  });
  return new Promise((resolve) => {
    const end = (): void => {
      carrier.breakAll();
      resolve(closed);
    };
    child.once("close", end).once("error", (error) => {
      closed = { ...closed, said: error.message };
      end();
    });
  });
}

function accept(carrier: Carrier, { id }: Frame, gateway: string): void {
  if (carrier.size() >= MOST) carrier.send("reset", id);
  else carrier.carry(id, connect({ path: gateway, allowHalfOpen: true }));
}
