import type { Environment } from "../keys/key-source.ts";
import { directUpstream } from "./http1/direct.ts";
import { proxiedUpstream } from "./proxied-upstream.ts";
import type { Upstream } from "./upstream.ts";

/** @param env its `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` are kept to. */
export function openUpstream(env: Environment): Upstream {
  const proxies = proxyVariables(env);
  return Object.keys(proxies).some((name) => !/^no_proxy$/i.test(name)) ? proxiedUpstream(proxies) : directUpstream();
}

function proxyVariables(env: Environment): Record<string, string> {
  const names = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"];
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}
