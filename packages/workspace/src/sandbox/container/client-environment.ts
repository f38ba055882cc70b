/** How clients find their engine, their settings and what they stored. */
const CLIENT =
  /^(PATH|HOME|USER|LOGNAME|TMPDIR|LANG|LC_[A-Z]+|XDG_\w+|DOCKER_\w+|_?CONTAINERS?_\w+|SSH_AUTH_SOCK|DBUS_SESSION_BUS_ADDRESS)$/;

/** What the client itself is given, with those of a launch's variables that are the host's own. */
export function clientEnvironment(
  host: Readonly<Record<string, string | undefined>>,
  launch: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const kept = Object.entries(host).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && (CLIENT.test(entry[0]) || launch[entry[0]] === entry[1]),
  );
  return Object.fromEntries(kept);
}
