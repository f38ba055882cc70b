import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { type Published, publishInto, publishSchema } from "./published.ts";

/** An npm registry of this process: it forgets all when it ends. */
export interface Registry extends AsyncDisposable {
  /** `http://127.0.0.1:PORT/` */
  readonly url: string;
  /** What was published, as `name@version`, in order. */
  readonly published: readonly string[];
}

/** Listens on loopback only, on a port that is free. It knows what was published to it and nothing else. */
export async function startRegistry(): Promise<Registry> {
  const packages = new Map<string, Published>();
  const published: string[] = [];
  const server = createServer((request, response) => {
    answer(packages, published, request, response).catch((error: unknown) =>
      reply(response, 500, { error: String(error) }),
    );
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}/`,
    published,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(
  packages: Map<string, Published>,
  published: string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = decodeURIComponent(new URL(request.url ?? "/", "http://registry").pathname).slice(1);
  if (path === "-/whoami") return reply(response, 200, { username: "rehearsal" });
  const [name = "", file] = path.split("/-/");
  if (request.method === "PUT") {
    const document = publishSchema.parse(await json(request));
    const refused = publishInto(packages, document);
    if (refused) return reply(response, 403, { error: refused });
    published.push(...Object.keys(document.versions).map((version) => `${document.name}@${version}`));
    return reply(response, 201, { ok: true });
  }
  const found = packages.get(name);
  if (!found) return reply(response, 404, { error: "not found" });
  if (file === undefined) return reply(response, 200, packument(found, `http://${request.headers.host}/`));
  const bytes = found.tarballs.get(file);
  if (!bytes) return reply(response, 404, { error: "not found" });
  response.writeHead(200, { "content-type": "application/octet-stream" }).end(bytes);
}

/** What clients ask for first: all versions, each with the address of its tarball here. */
function packument({ name, tags, versions }: Published, url: string): object {
  const entries = [...versions].map(([version, { manifest, file }]) => [
    version,
    { ...manifest, dist: { ...manifest.dist, tarball: `${url}${name}/-/${file}` } },
  ]);
  return { name, "dist-tags": Object.fromEntries(tags), versions: Object.fromEntries(entries) };
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}
