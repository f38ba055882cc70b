import { AwsV4Signer } from "aws4fetch";
import type { AwsKeys } from "./credentials.ts";

export interface Unsigned {
  readonly method: "GET" | "POST";
  /** Whole, as it is sent. */
  readonly url: string;
  readonly body: Buffer;
}

/** Headers that sign a request to Bedrock (Signature Version 4). @param now is part of the signature; services take it for 5 minutes. */
export async function signatureOf(
  { method, url, body }: Unsigned,
  region: string,
  { accessKeyId, secretAccessKey, sessionToken }: AwsKeys,
  now = new Date(),
): Promise<Readonly<Record<string, string>>> {
  const signer = new AwsV4Signer({
    ...{ method, url, region, service: "bedrock", accessKeyId, secretAccessKey },
    datetime: now.toISOString().replaceAll(/[:-]|\.\d{3}/g, ""),
    ...(sessionToken !== undefined && { sessionToken }),
    ...(method === "POST" && { body: new Uint8Array(body) }),
  });
  const { headers } = await signer.sign();
  return Object.fromEntries(headers);
}
