import { ScyllaError } from "@scylla/contracts/basics";
import { errorText } from "./error-text.ts";
import { EXIT } from "./exit-codes.ts";

const READER_GONE = new Set(["EPIPE", "EIO"]);
const NO_ROOM = new Set(["ENOSPC", "EDQUOT"]);

/** Ends that say more than that something could not be told. */
const KEPT: ReadonlySet<number> = new Set([EXIT.defect, EXIT.sigint, EXIT.sigterm, EXIT.refused, EXIT.parked]);

/**
 * A reader that went away (`| head`), or a terminal that was closed, is no error: what was to be written is dropped. On a full disk it is
 * dropped too, for an experiment that goes on is worth more than its words, but the command does not end as if all had been told.
 */
export function tolerateStreams(): void {
  let told = false;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (READER_GONE.has(error.code ?? "")) return;
      if (!NO_ROOM.has(error.code ?? "")) throw error;
      if (told) return;
      told = true;
      process.on("exit", (code) => {
        if (!KEPT.has(code)) process.exitCode = EXIT.failed;
      });
      process.stderr.write(`${errorText(dropped(error))}\n`);
    });
  }
}

function dropped(cause: Error): ScyllaError {
  return new ScyllaError("DISK_FULL", "what was to be told could not be written: its disk is full", {
    cause,
    hint: "Make room, or send it elsewhere, and ask again: what is stored is kept.",
  });
}
