import { canonicalJson, type Json } from "@scylla/contracts";
import { parseJson } from "../read-json.ts";
import { type Difference, differences } from "./difference.ts";
import type { Exchange, RecordedBody } from "./exchange.ts";
import { normalise, normaliseText } from "./normalise.ts";
import { intoPlaces, outOfPlaces, type Places } from "./places.ts";

interface AskedOfRecording {
  readonly provider: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: Buffer;
}

/** Gives recorded answers, each once. */
export interface Player {
  /** The first one not yet given whose request is the same; else where the nearest request differs, and nothing when none of this kind is left. */
  find(asked: AskedOfRecording): Exchange | readonly Difference[];
}

interface Track {
  readonly kind: string;
  readonly request: Json;
  readonly key: string;
  readonly exchange: Exchange;
}

const kindOf = ({ provider, method, path, query }: Omit<AskedOfRecording, "body">): string =>
  `${provider} ${method} ${path}?${query}`;

/** Requests are compared by content and not by their order, since agents ask in parallel. */
export function player(exchanges: readonly Exchange[], places: Places): Player {
  const left: Track[] = exchanges.map((exchange) => {
    const request = comparable(exchange.request.body);
    return {
      kind: kindOf({ provider: exchange.provider, ...exchange.request }),
      request,
      key: canonicalJson(request),
      exchange,
    };
  });
  return {
    find: (asked) => {
      const text = outOfPlaces(asked.body.toString("utf8"), places);
      const json = parseJson(text);
      const request = json === undefined ? normaliseText(text) : normalise(json);
      const key = canonicalJson(request);
      const same = left.filter((track) => track.kind === kindOf(asked));
      const found = same.find((track) => track.key === key);
      if (!found) return nearest(same, request);
      left.splice(left.indexOf(found), 1);
      return inPlaces(found.exchange, places);
    },
  };
}

function comparable(body: RecordedBody): Json {
  if ("json" in body) return normalise(body.json);
  if ("frames" in body) return normalise(body.frames);
  return "text" in body ? normaliseText(body.text) : body.base64;
}

/** The one with the latest difference is the one that goes along for longest. */
function nearest(tracks: readonly Track[], request: Json): readonly Difference[] {
  const all = tracks.map((track) => differences(track.request, request));
  return all.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

function inPlaces(exchange: Exchange, places: Places): Exchange {
  const { response } = exchange;
  return response ? { ...exchange, response: { ...response, body: bodyInPlaces(response.body, places) } } : exchange;
}

function bodyInPlaces(body: RecordedBody, places: Places): RecordedBody {
  if ("base64" in body) return body;
  if ("text" in body) return { text: intoPlaces(body.text, places) };
  if ("json" in body) return { text: intoPlaces(JSON.stringify(body.json), places) };
  return { frames: JSON.parse(intoPlaces(JSON.stringify(body.frames), places)) };
}
