import { execFile } from "node:child_process";
import { mkdir, symlink } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { RealCli } from "../../src/clis/real-cli.ts";
import { installCli } from "../../src/install-cli.ts";

const BIN = fileURLToPath(new URL("../../../../packages/cli/src/bin.ts", import.meta.url));

export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts `scylla` as somebody does who has installed the CLI: it is on their PATH, and their key in their environment. */
export async function scylla(cli: RealCli, root: string, args: readonly string[]): Promise<Said> {
  const bin = join(root, "bin");
  await mkdir(bin, { recursive: true });
  const link = join(bin, cli.command);
  await symlink(await installCli(cli), link).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env["PATH"]}`, SCYLLA_WORK_DIR: join(root, "work") };
  const options = { cwd: root, env, maxBuffer: 64 * 1024 * 1024 };
  return promisify(execFile)(process.execPath, ["--conditions=@scylla/source", BIN, ...args], options).then(
    (said) => ({ code: 0, ...said }),
    (error) => ({ code: Number(error.code), stdout: String(error.stdout), stderr: String(error.stderr) }),
  );
}
