import { ScyllaError, type SourcePosition } from "@scylla/contracts";

/** Prefixes of providers and clouds: their variables hold keys, or send the agent past the gateway. */
const PROVIDERS =
  /^(ANTHROPIC|OPENAI|AZURE|AWS|GEMINI|GOOGLE|GCP|GCLOUD|VERTEX|CLOUDSDK|BEDROCK|MISTRAL|GROQ|XAI|DEEPSEEK|OPENROUTER|TOGETHER|FIREWORKS|COHERE|CEREBRAS|PERPLEXITY|HF|HUGGING_?FACE)_/i;

const SECRETS =
  /((^|_)(API_?KEYS?|KEYS?|TOKEN|SECRETS?|CREDENTIALS?|AUTH|PAT)$)|PASSWORD|PASSWD|PASSPHRASE|SECRET_|PRIVATE_?KEY/i;

/** Set by the runner for each run; letting them through would undo the isolation. */
const RUNNERS_OWN = /^(HOME|TMPDIR|TMP|TEMP|XDG_.*|SCYLLA_.*|LD_.*|DYLD_.*|GIT_(?!AUTHOR_|COMMITTER_).*)$/;

const KEY_VALUES = /^(sk-|sk_|xai-|gsk_|AIza|AKIA|ghp_|gho_|ghs_|github_pat_|glpat-|hf_|xox[bp]-|-----BEGIN )/;

/**
 * Why a variable may not be given to an agent; null when it may.
 * @param value what it holds here, so that a key under an innocent name is seen too; it is never repeated.
 */
export function refusedVariable(name: string, value: string | undefined, at: SourcePosition): ScyllaError | null {
  if (RUNNERS_OWN.test(name)) {
    const hint = "Remove it: each run has its own.";
    return new ScyllaError("CONFIG_INVALID", `${name} is set by the runner and can't be let through`, { at, hint });
  }
  const why = reason(name, value);
  if (why === null) return null;
  const hint =
    "Agents never see keys: they reach models through the gateway, which adds the key. Remove it from the list.";
  return new ScyllaError("ENV_FORBIDDEN", `${name} may not be given to an agent: ${why}`, { at, hint });
}

function reason(name: string, value: string | undefined): string | null {
  if (PROVIDERS.test(name)) return "variables of this prefix configure access to a model provider";
  if (SECRETS.test(name)) return "its name says that it holds a secret";
  if (value !== undefined && KEY_VALUES.test(value)) return "its value looks like a key";
  return null;
}
