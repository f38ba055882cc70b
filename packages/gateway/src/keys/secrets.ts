/** Everything that must never be written, shown or sent to an agent. */
export interface Secrets {
  add(secret: string): void;
  /** The text without any of them, also where they stand escaped in JSON. */
  redact(text: string): string;
}

/** Shorter ones would take words out of every text. */
const SHORTEST = 8;

export function secrets(): Secrets {
  const known = new Set<string>();
  return {
    add: (secret) => {
      if (secret.length < SHORTEST) return;
      known.add(secret);
      known.add(JSON.stringify(secret).slice(1, -1));
      known.add(encodeURIComponent(secret));
    },
    redact: (text) => {
      let clean = text;
      for (const secret of known) clean = clean.replaceAll(secret, "[key]");
      return clean;
    },
  };
}
