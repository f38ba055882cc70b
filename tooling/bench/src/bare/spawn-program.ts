import { spawn } from "node:child_process";

/** Starts a program in a session of its own, with a prompt, and reads what it says. @throws when it fails. */
export function spawnProgram(file: string, cwd: string, home: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env["PATH"] ?? "/usr/bin:/bin", HOME: home };
    const child = spawn(file, [], { cwd, env, detached: true, stdio: ["pipe", "pipe", "pipe"] });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.resume();
    child.stdin.on("error", () => {}).end("Do nothing.");
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve(Buffer.concat(chunks)) : reject(new Error(`${file} ended with ${code}`)),
    );
  });
}
