import { expect, test } from "vitest";
import { lineQueue } from "../../src/events/line-queue.ts";

const dropped = (lines: number): string => `dropped ${lines}`;

test("a line of which a part found room is ended before the next one begins, whatever goes wrong between", async () => {
  let written = "";
  let calls = 0;
  const take = async (bytes: Uint8Array): Promise<number> => {
    calls++;
    if (calls === 2) throw new Error("no space left");
    const part = calls === 1 ? bytes.subarray(0, 2) : bytes;
    written += Buffer.from(part).toString();
    return part.length;
  };
  const failures: unknown[] = [];
  const failed = (error: unknown): boolean => failures.push(error) > 1;
  {
    await using queue = lineQueue(take, { dropped, failed });
    queue.add("first");
    queue.add("second");
  }
  expect([written, failures]).toEqual(["first\nsecond\n", [new Error("no space left")]]);
});

test("a reader that takes nothing holds nobody up, and learns how much it has missed", async () => {
  let written = "";
  let open = false;
  const take = async (bytes: Uint8Array): Promise<number> => {
    if (!open) return 0;
    written += Buffer.from(bytes).toString();
    return bytes.length;
  };
  {
    await using queue = lineQueue(take, { dropped, failed: () => true });
    for (let i = 0; i < 4; i++) queue.add(String(i).repeat(500_000));
    open = true;
  }
  expect(written.split("\n").map((line) => line.slice(0, 12))).toEqual([
    "000000000000",
    "111111111111",
    "222222222222",
    "dropped 1",
    "",
  ]);
});

test("a reader that went away is not written to again", async () => {
  let calls = 0;
  const take = async (): Promise<number> => {
    calls++;
    throw new Error("closed");
  };
  {
    await using queue = lineQueue(take, { dropped, failed: () => true });
    queue.add("first");
    queue.add("second");
  }
  expect(calls).toBe(1);
});
