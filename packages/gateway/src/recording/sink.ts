import { open } from "node:fs/promises";

/** Where the lines of a recording go. */
export interface RecordingSink {
  /** Called in order; the next line waits for this one. */
  write(line: string): Promise<void>;
  close(): Promise<void>;
}

/** A file of its own, readable by its owner: prompts and code stand in it. */
export function recordingFile(path: string): RecordingSink {
  const file = open(path, "wx", 0o600);
  // Told by the first line that can't be written.
  file.catch(() => {});
  return {
    write: async (line) => void (await (await file).appendFile(line)),
    close: async () => {
      const open = await file;
      await open.sync();
      await open.close();
    },
  };
}
