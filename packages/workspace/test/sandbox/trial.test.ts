import { expect, test } from "vitest";
import { trial } from "../../src/sandbox/trial.ts";

test("each end of a trial is a value", async () => {
  expect(await trial(["sh", "-c", "echo out; echo err >&2; exit 3"])).toEqual({
    code: 3,
    stdout: "out\n",
    stderr: "err\n",
  });
  expect(await trial(["env"], { ONLY: "this" })).toEqual({ code: 0, stdout: "ONLY=this\n", stderr: "" });
  expect(await trial(["sh", "-c", "kill -KILL $$"])).toMatchObject({ code: null });
  expect(await trial(["/nonexistent/program"])).toMatchObject({
    code: null,
    stderr: expect.stringContaining("ENOENT"),
  });
});
