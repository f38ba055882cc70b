// Shaped like a coding agent: asks its model in turns, streams, keeps files in HOME and TMPDIR, and leaves processes that do not want to end.
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";

const { SCYLLA_MODEL_URL, SCYLLA_MODEL_TOKEN, SCYLLA_MODEL, HOME, TMPDIR } = process.env;
const STUBBORN = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)";
for (const detached of [true, false]) spawn(process.execPath, ["-e", STUBBORN], { detached, stdio: "ignore" }).unref();

mkdirSync(`${HOME}/.agent`, { recursive: true });
const messages = [{ role: "user", content: "begin" }];
for (let turn = 0; turn < 4; turn++) {
  const answer = await fetch(`${SCYLLA_MODEL_URL}/v1/messages`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": SCYLLA_MODEL_TOKEN, "anthropic-version": "2023-06-01" },
    body: JSON.stringify({ model: SCYLLA_MODEL, max_tokens: 100, stream: true, messages }),
  });
  if (!answer.ok) process.exit(3);
  const said = await answer.text();
  writeFileSync(`${HOME}/.agent/${turn}`, said);
  writeFileSync(`${TMPDIR}/${turn}`, said);
  messages.push({ role: "assistant", content: `turn ${turn}` }, { role: "user", content: "go on" });
}
writeFileSync("hello.txt", "hello\n");
