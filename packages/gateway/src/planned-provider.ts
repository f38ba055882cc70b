import { readFileSync } from "node:fs";
import { type PlannedProvider, ScyllaError } from "@scylla/contracts";
import { anthropic, gemini, openai, type ProviderOptions } from "./provider.ts";

const PRESETS: Readonly<Record<string, (options: Partial<ProviderOptions>) => ProviderOptions>> = {
  anthropic,
  openai,
  gemini,
};

/** Headers that carry a key: with one of them no key is looked for where it usually is. */
const KEY_HEADERS = new Set(["authorization", "x-api-key", "x-goog-api-key", "api-key"]);

/**
 * What a plan says of a provider, with what is known of `anthropic`, `openai` and `gemini` where it says nothing.
 * @throws {ScyllaError} `CONFIG_INVALID` for any other one without a base URL, and for a certificate file that holds none.
 */
export function plannedProvider(planned: PlannedProvider): ProviderOptions {
  const { id, baseUrl, key, scheme, headers, login, ca } = planned;
  const preset = Object.hasOwn(PRESETS, id) ? PRESETS[id] : undefined;
  const said = {
    headers,
    login,
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
  const { key: usual, ...rest } = preset(said);
  const isInHeaders = key === null && Object.keys(headers).some((name) => KEY_HEADERS.has(name.toLowerCase()));
  return usual === undefined || isInHeaders ? rest : { ...rest, key: usual };
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
