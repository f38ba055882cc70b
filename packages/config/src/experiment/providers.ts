import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { ExperimentFile, KeyOrigin, LoadedExperiment, PlannedProvider } from "@scylla/contracts";
import { suggestion } from "../nearest.ts";
import type { Problems } from "../problems.ts";
import type { YamlFile } from "../yaml/read-yaml.ts";
import { checkCloud, cloudOf } from "./provider-cloud.ts";

type ProviderEntry = ExperimentFile["providers"][string];
type KeyEntry = NonNullable<ProviderEntry["key"]>;

/** Providers that need no entry: their address is known, and where their key usually is. */
const USUAL = ["anthropic", "openai", "gemini"];

/** Where the experiment says that models are reached. Keys are not read here: they belong to whoever starts it. */
export function loadProviders(
  experiment: YamlFile<ExperimentFile>,
  problems: Problems,
): Pick<LoadedExperiment, "providers"> {
  const { providers, agents } = experiment.value;
  const known = [...new Set([...USUAL, ...Object.keys(providers)])];
  for (const [i, { provider }] of agents.entries()) {
    if (provider === undefined || known.includes(provider)) continue;
    const at = experiment.at(["agents", i, "provider"]);
    const hint = suggestion(provider, known, `Add it to \`providers\`.`);
    problems.report("REFERENCE_MISSING", `there is no provider ${provider}`, at, hint);
  }
  for (const [id, entry] of Object.entries(providers)) checkEntry(experiment, id, entry, problems);
  const directory = dirname(experiment.file);
  const planned = Object.entries(providers).map(([id, entry]) => plannedProvider(id, entry, directory));
  return planned.length > 0 ? { providers: planned } : {};
}

function checkEntry(experiment: YamlFile<ExperimentFile>, id: string, entry: ProviderEntry, problems: Problems): void {
  checkCloud(experiment, id, entry, problems);
  if (entry.baseUrl === undefined && entry.kind === undefined && !USUAL.includes(id)) {
    const hint = "Say where it is with `baseUrl`.";
    problems.report("CONFIG_INVALID", `the provider ${id} has no address`, experiment.keyAt(["providers", id]), hint);
  }
  for (const [name, value] of Object.entries(entry.headers)) {
    if (typeof value !== "string" || !/authorization|key|token|secret/i.test(name)) continue;
    const hint = `Say where it is: \`${name}: { env: NAME }\`.`;
    const at = experiment.at(["providers", id, "headers", name]);
    problems.report("ENV_FORBIDDEN", `the header ${name} of ${id} looks like a secret, and stands in a file`, at, hint);
  }
}

function plannedProvider(id: string, entry: ProviderEntry, directory: string): PlannedProvider {
  const { baseUrl = null, key, scheme = null, headers, login, ca } = entry;
  return {
    ...{ id, baseUrl, scheme, login },
    key: key ? originOf(key, directory) : null,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        typeof value === "string" ? value : originOf(value, directory),
      ]),
    ),
    ca: ca === undefined ? null : placeOf(ca, directory),
    ...cloudOf(entry),
  };
}

function originOf(entry: KeyEntry, directory: string): KeyOrigin {
  if ("env" in entry) return { env: entry.env };
  if ("file" in entry) return { file: placeOf(entry.file, directory) };
  const [program = "", ...args] = entry.command;
  return { command: [program, ...args], ...(entry.every !== undefined && { everyMs: entry.every }) };
}

/** `~/` is the home of whoever starts the experiment. */
function placeOf(path: string, directory: string): string {
  return path.startsWith("~/") ? join(homedir(), path.slice(2)) : resolve(directory, path);
}
