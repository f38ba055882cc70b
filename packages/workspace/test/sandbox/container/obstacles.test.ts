import { chooseSandbox, detectSandboxes } from "@scylla/workspace";
import { expect, test } from "vitest";
import { fakeEngine as fake, FAKE_ID as ID } from "../../fixtures/fake-engine.ts";

const NO_DAEMON = "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?";

function refusal(kind: "docker" | "podman", path: string): Promise<unknown> {
  return chooseSandbox(kind, { image: "agents:1", path }).then(
    () => null,
    (error: unknown) => error,
  );
}

test("an engine that answers and an image that starts are a sandbox, named after what the image is now", async () => {
  for (const kind of ["docker", "podman"] as const) {
    expect(await chooseSandbox(kind, { image: "agents:1", path: fake(kind) })).toMatchObject({
      kind,
      isolation: `${kind} sha256:${ID}`,
      confinesNetwork: true,
    });
  }
  const podman = fake("podman", { image: `${ID} null` });
  expect(await chooseSandbox("podman", { image: "agents:1", path: podman })).toMatchObject({
    isolation: `podman sha256:${ID}`,
  });
});

test.for([
  ["docker", { info: `!${NO_DAEMON}` }, /Is the docker daemon running/, /systemctl start docker/],
  [
    "docker",
    {
      info: '!permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.41/info": dial unix /var/run/docker.sock: connect: permission denied',
    },
    /you may not talk to its daemon/,
    /usermod -aG docker/,
  ],
  ["docker", { info: "hello" }, /docker says: hello/, /sandbox: none/],
  ["docker", { image: "!Error: No such image: agents:1" }, /the image agents:1 is not there/, /docker pull agents:1/],
  ["docker", { image: "!Error response from daemon: No such image: agents:1" }, /is not there/, /docker pull agents:1/],
  ["podman", { image: "!Error: inspecting object: agents:1: image not known" }, /is not there/, /podman pull agents:1/],
  [
    "podman",
    {
      run: "!Error: container-init binary not found on the host: stat /usr/libexec/podman/catatonit: no such file or directory",
    },
    /podman says: container-init/,
    /apt install catatonit/,
  ],
  [
    "docker",
    {
      run: "!docker: Error response from daemon: failed to create task for container: exec: \"/bin/sh\": stat /bin/sh: no such file or directory: unknown.\n\nRun 'docker run --help' for more information",
    },
    /docker says: Error response from daemon: .*no such file/,
    /needs \/bin\/sh/,
  ],
] as const)("%s: %o is told, with what to do", async ([kind, says, message, hint]) => {
  expect(await refusal(kind, fake(kind, says))).toMatchObject({
    code: "SANDBOX_UNAVAILABLE",
    message: expect.stringMatching(message),
    hint: expect.stringMatching(hint),
  });
});

test("without the program it says how to get it, and without an image that one is needed", async () => {
  expect(await refusal("docker", "/nonexistent")).toMatchObject({
    message: "the sandbox docker can't be used here: docker is not installed",
    hint: expect.stringContaining("Docker Engine"),
  });
  await expect(chooseSandbox("podman", { path: fake("podman") })).rejects.toMatchObject({
    message: "the sandbox podman can't be used here: no image is named",
    hint: expect.stringContaining("`image`"),
  });
});

test("`required` takes containers where bwrap doesn't work, but only of a named image", async () => {
  const path = fake("podman");
  expect(await chooseSandbox("required", { image: "agents:1", path })).toMatchObject({ kind: "podman" });
  await expect(chooseSandbox("required", { path })).rejects.toMatchObject({ code: "SANDBOX_UNAVAILABLE" });
});

test("`auto` never takes containers by itself, and stays with those that stored cells have", async () => {
  const path = fake("docker");
  expect(await chooseSandbox("auto", { image: "agents:1", path })).toMatchObject({ kind: "none" });
  const kept = await chooseSandbox("auto", { keep: `docker sha256:${ID}`, path });
  expect(kept.isolation).toBe(`docker sha256:${ID}`);
});

test("an engine that answers is reported as one that needs an image, another with its reason", async () => {
  expect(await detectSandboxes({ path: fake("docker") })).toMatchObject([
    { kind: "bwrap", works: false },
    { kind: "docker", works: true, needsImage: true },
    { kind: "podman", works: false, isInstalled: false },
  ]);
  expect((await detectSandboxes({ path: fake("docker", { info: `!${NO_DAEMON}` }) }))[1]).toEqual({
    kind: "docker",
    works: false,
    isInstalled: true,
    reason: `docker says: ${NO_DAEMON}`,
    advice: expect.stringContaining("Start it"),
  });
});
