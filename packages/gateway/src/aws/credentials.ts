import { ScyllaError } from "@scylla/contracts";
import { z } from "zod";
import { type Environment, printed, whyFailed } from "../keys/key-source.ts";
import { parseJson } from "../read-json.ts";

/** Where one's login to Amazon is kept. It is read by the gateway alone. */
export type AwsCredentialSource =
  /** Where Amazon's own tools look first: a Bedrock API key in `AWS_BEARER_TOKEN_BEDROCK`, else `AWS_ACCESS_KEY_ID` and what belongs to it. */
  | "environment"
  /** A program that prints JSON as a `credential_process` does, such as `aws configure export-credentials`; asked again before they expire. */
  | { readonly command: readonly [string, ...string[]] };

export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** What requests carry: a key of its own, or a signature. */
type AwsLogin = { readonly bearer: string } | AwsKeys;

export interface AwsCredentials {
  /** @throws {ScyllaError} `KEY_MISSING`, naming variables and the command, never anything of what was found there. */
  get(): Promise<AwsLogin>;
  /** They were not taken: the next one who asks gets what the source says then. */
  renew(): void;
}

/** They are asked for anew so long before they expire. */
const BEFORE_END_MS = 60_000;

const ASCII = /^[\x21-\x7e]+$/;
const printedSchema = z.object({
  AccessKeyId: z.string().regex(ASCII),
  SecretAccessKey: z.string().regex(ASCII),
  SessionToken: z.string().regex(ASCII).nullish(),
  Expiration: z.iso.datetime({ offset: true }).nullish(),
});

interface Kept {
  readonly login: AwsLogin;
  readonly untilMs: number;
}

/** @param seen is told every secret that was ever read, so that none is written anywhere. */
export function awsCredentials(
  source: AwsCredentialSource,
  owner: string,
  env: Environment,
  seen: (key: string) => void,
): AwsCredentials {
  let kept: Promise<Kept> | null = null;
  const read = async (): Promise<Kept> => {
    const found =
      source === "environment" ? fromEnvironment(owner, env) : await fromCommand(source.command, owner, env);
    for (const secret of Object.values(found.login)) if (secret !== undefined) seen(secret);
    return found;
  };
  const renewed = (): Promise<Kept> => {
    const mine = read();
    kept = mine;
    mine.catch(() => {
      if (kept === mine) kept = null;
    });
    return mine;
  };
  return {
    get: async () => {
      const found = await (kept ?? renewed());
      return found.untilMs > Date.now() ? found.login : (await renewed()).login;
    },
    renew: () => {
      kept = null;
    },
  };
}

function fromEnvironment(owner: string, env: Environment): Kept {
  const value = (name: string): string | undefined => env[name]?.trim() || undefined;
  const [bearer, accessKeyId] = [value("AWS_BEARER_TOKEN_BEDROCK"), value("AWS_ACCESS_KEY_ID")];
  const untilMs = Number.POSITIVE_INFINITY;
  if (bearer !== undefined) return { login: { bearer: checked("AWS_BEARER_TOKEN_BEDROCK", bearer, owner) }, untilMs };
  if (accessKeyId === undefined) {
    throw missing(owner, "neither the environment variable AWS_BEARER_TOKEN_BEDROCK nor AWS_ACCESS_KEY_ID is set");
  }
  const secretAccessKey = value("AWS_SECRET_ACCESS_KEY");
  if (secretAccessKey === undefined) {
    throw missing(owner, "the environment variable AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY is not");
  }
  const sessionToken = value("AWS_SESSION_TOKEN");
  const login: AwsKeys = {
    accessKeyId: checked("AWS_ACCESS_KEY_ID", accessKeyId, owner),
    secretAccessKey: checked("AWS_SECRET_ACCESS_KEY", secretAccessKey, owner),
    ...(sessionToken !== undefined && { sessionToken: checked("AWS_SESSION_TOKEN", sessionToken, owner) }),
  };
  return { login, untilMs };
}

/** Anything else would be a header of its own, or none. */
function checked(name: string, value: string, owner: string): string {
  if (ASCII.test(value)) return value;
  throw missing(owner, `the environment variable ${name} holds more than one word of plain ASCII`);
}

async function fromCommand(command: readonly [string, ...string[]], owner: string, env: Environment): Promise<Kept> {
  const output = await printed(command, env).catch((error: unknown) => {
    throw missing(owner, `the command \`${command[0]}\` failed (${whyFailed(error)})`);
  });
  const parsed = printedSchema.safeParse(parseJson(output));
  if (!parsed.success) {
    throw missing(owner, `the command \`${command[0]}\` does not print JSON with AccessKeyId and SecretAccessKey`);
  }
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = parsed.data;
  const untilMs = Expiration ? Date.parse(Expiration) - BEFORE_END_MS : Number.POSITIVE_INFINITY;
  if (untilMs + BEFORE_END_MS <= Date.now()) {
    throw missing(owner, `what the command \`${command[0]}\` prints has expired at ${Expiration}`);
  }
  const login = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey };
  return { login: SessionToken ? { ...login, sessionToken: SessionToken } : login, untilMs };
}

function missing(owner: string, why: string): ScyllaError {
  return new ScyllaError("KEY_MISSING", `the key of ${owner} is not there: ${why}`, {
    hint: "Set AWS_BEARER_TOKEN_BEDROCK to a Bedrock API key, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or let `credentials` name a command such as `aws configure export-credentials`. They stay in the gateway: agents never see them.",
  });
}
