import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { type RepoSource, ScyllaError, type TaskFile } from "@scylla/contracts";
import { fileError } from "../files/read-file.ts";
import type { YamlFile } from "../yaml/read-yaml.ts";

/** Where a task's repository is read from; local ones must exist. Whether it holds the commit is seen when it is fetched. */
export async function loadRepo(task: YamlFile<TaskFile>): Promise<RepoSource> {
  const { repo } = task.value;
  const { commit } = repo;
  if ("url" in repo) return { kind: "url", url: repo.url, commit };
  const [kind, written] = "bundle" in repo ? (["bundle", repo.bundle] as const) : (["path", repo.path] as const);
  const at = task.at(["repo", kind]);
  const path = resolve(dirname(task.file), written);
  const isDirectory = await stat(path).then(
    (stats) => stats.isDirectory(),
    (error: unknown) => {
      throw fileError(error, written, at);
    },
  );
  if (kind === "bundle" && isDirectory) {
    throw new ScyllaError("FILE_MISSING", `${written} is a directory`, {
      at,
      hint: "Name a repository's directory with `path`.",
    });
  }
  if (kind === "path" && !isDirectory) {
    throw new ScyllaError("FILE_MISSING", `${written} is not a directory`, {
      at,
      hint: "Name a bundle file with `bundle`.",
    });
  }
  return { kind, path, commit };
}
