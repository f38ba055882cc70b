import assert from "node:assert/strict";
import type { ErrorCode } from "../error-codes.ts";
import { isScyllaError, type ScyllaError } from "../errors.ts";

/** The ScyllaError that work rejects with; with `code`, it must be that one. */
export async function expectError(work: Promise<unknown>, code?: ErrorCode): Promise<ScyllaError> {
  const error = await work.then(
    (value) => assert.fail(`it resolved with ${JSON.stringify(value)} and should have been refused`),
    (reason: unknown) => reason,
  );
  assert.ok(isScyllaError(error), `a ScyllaError was expected, and ${String(error)} came`);
  if (code) assert.equal(error.code, code, error.message);
  return error;
}
