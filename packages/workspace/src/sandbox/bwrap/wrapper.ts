/**
 * Stands outside, around bwrap. The runner's TERM is for the program inside, which shares its process group: bwrap must outlive it. What bwrap
 * hides is told apart again: a sandbox that could not be set up, and a program that was killed, end by KILL. bwrap writes `exit-code` only for
 * a program that was started. Arguments: the descriptors to close, the signals to ignore, the four files, bwrap's command line.
 */
const OUTSIDE = `for descriptor in $1; do eval "exec $descriptor>&-"; done
shift
[ -z "$1" ] || trap '' $1
exec 3<<PASSWD 4<<GROUP 5<<HOSTS 6<<NSSWITCH 8>&1
$2
PASSWD
$3
GROUP
$4
HOSTS
$5
NSSWITCH
shift 5
status=$(exec "$@" 7>&1 >&8 8>&-)
code=$?
case $status in *exit-code*) ;; *) kill -KILL $$ ;; esac
[ $code -ne 137 ] || kill -KILL $$
exit $code`;

/** What bwrap reads from the descriptors that the wrapper opens, and where it writes what became of the program. */
export const WRAPPED_ARGUMENTS = [
  ...["--file", "3", "/etc/passwd", "--file", "4", "/etc/group"],
  ...["--file", "5", "/etc/hosts", "--file", "6", "/etc/nsswitch.conf"],
  ...["--json-status-fd", "7"],
] as const;

/** Ends a fork bomb (root's processes are not counted), a file that fills the disk (8 GiB, in blocks of 512 bytes), and core dumps. Lower limits stay. */
const LIMITS = "{ ulimit -c 0; ulimit -f 16777216; ulimit -u 4096 || ulimit -p 4096; } 2>/dev/null";

/** Stands inside, before the program. */
export const ENTER = ["/bin/sh", "-c", `${LIMITS}; exec "$@"`, "sh"] as const;

/** What a process group may be told; ignored outside, and with their usual meaning inside. */
const SIGNALS = "HUP INT QUIT TERM";

/** The program's identity and the few names that it can look up. The user's home is where the environment says. */
export const USER = { id: "1000", name: "agent" } as const;

export interface Wrapping {
  /** `sh`, or `bash` where descriptors have more than one digit. */
  readonly shell: readonly string[];
  /** Open files that the program must not inherit. */
  readonly close: readonly number[];
  /** Of bwrap, with its arguments. */
  readonly command: readonly string[];
  readonly home: string;
  /** Whether the program inside undoes that signals are ignored. */
  readonly graceful: boolean;
}

/** The command line that runs bwrap as its wrapper does. */
export function wrapped({ shell, close, command, home, graceful }: Wrapping): readonly string[] {
  const files = [
    [
      "root:x:0:0:root:/:/bin/sh",
      `${USER.name}:x:${USER.id}:${USER.id}::${home}:/bin/sh`,
      "nobody:x:65534:65534::/:/bin/false",
    ],
    ["root:x:0:", `${USER.name}:x:${USER.id}:`, "nogroup:x:65534:"],
    ["127.0.0.1 localhost sandbox", "::1 localhost"],
    ["passwd: files", "group: files", "hosts: files dns"],
  ].map((lines) => lines.join("\n"));
  return [...shell, "-c", OUTSIDE, "sh", close.join(" "), graceful ? SIGNALS : "", ...files, ...command];
}
