import { readFileSync } from "node:fs";
import { type PlannedProvider, ScyllaError } from "@scylla/contracts";
import { anthropic, bedrock, gemini, openai, vertex } from "./presets.ts";
import type { ProviderOptions } from "./provider-options.ts";

const PRESETS: Readonly<Record<string, (options: Partial<ProviderOptions>) => ProviderOptions>> = {
  anthropic,
  openai,
  gemini,
};

/** Headers that carry a key: with one of them no key is looked for where it usually is. */
const KEY_HEADERS = new Set(["authorization", "x-api-key", "x-goog-api-key", "api-key"]);

/**
 * What a plan says of a provider, with what is known of a cloud, or of `anthropic`, `openai` and `gemini`, where it says nothing.
 * @throws {ScyllaError} `CONFIG_INVALID` for any other one without a base URL, and for a certificate file that holds none.
 */
export function plannedProvider(planned: PlannedProvider): ProviderOptions {
  const { id, baseUrl, key, scheme, headers, login, ca, cloud, credentials } = planned;
  const preset = presetOf(planned);
  const said = {
    headers,
    login,
    ...(cloud && { id }),
    ...(credentials && { credentials }),
    ...(baseUrl === null ? {} : { baseUrl }),
    ...(key === null ? {} : { key }),
    ...(scheme === null ? {} : { scheme }),
    ...(ca === null ? {} : { ca: certificate(ca, id) }),
  };
  if (!preset) {
    if (baseUrl !== null) return { id, ...said, baseUrl };
    throw new ScyllaError("CONFIG_INVALID", `the provider ${id} has no base URL`, {
      hint: `Give it one: only ${Object.keys(PRESETS).join(", ")} have one that is known.`,
    });
  }
  const { key: usual, credentials: found, ...rest } = preset(said);
  const isInHeaders = key === null && Object.keys(headers).some((name) => KEY_HEADERS.has(name.toLowerCase()));
  if (isInHeaders) return rest;
  return { ...rest, ...(usual && { key: usual }), ...(found && { credentials: found }) };
}

function presetOf({
  id,
  cloud,
}: PlannedProvider): ((options: Partial<ProviderOptions>) => ProviderOptions) | undefined {
  if (cloud?.kind === "bedrock") return (said) => bedrock({ region: cloud.region, ...said });
  if (cloud) return (said) => vertex({ region: cloud.region, project: cloud.project, ...said });
  return Object.hasOwn(PRESETS, id) ? PRESETS[id] : undefined;
}

function certificate(file: string, id: string): string {
  const invalid = (why: string, cause?: unknown) =>
    new ScyllaError("CONFIG_INVALID", `the certificate file ${file} of ${id} ${why}`, {
      cause,
      hint: "Name a PEM file with the certificate of the authority.",
    });
  let pem: string;
  try {
    pem = readFileSync(file, "utf8");
  } catch (error) {
    throw invalid(`can't be read (${(error as NodeJS.ErrnoException).code})`, error);
  }
  if (!pem.includes("-----BEGIN CERTIFICATE-----")) throw invalid("holds no certificate");
  return pem;
}
