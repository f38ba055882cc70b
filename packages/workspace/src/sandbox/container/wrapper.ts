/**
 * Stands outside, around the client. It outlives the runner's TERM, which the client hands on to the program. A program that was killed, and
 * one that was never started, end by KILL: the client has exit codes for them that a program may have of its own, and only then the engine
 * is asked whether there was one. The token is the program's: what the engine starts for itself is not hunted by it.
 * Arguments: the container's name, the client, and its arguments.
 */
const OUTSIDE = `name=$1
shift
unset SCYLLA_TOKEN
trap : HUP INT QUIT TERM
"$@"
code=$?
case $code in
137) kill -KILL $$ ;;
125 | 126 | 127)
  case $("$1" inspect --format '{{.State.ExitCode}} {{.State.StartedAt}}' "$name" 2>/dev/null) in
  "$code 0001-"* | '') kill -KILL $$ ;;
  "$code "*) ;;
  *) kill -KILL $$ ;;
  esac ;;
esac
exit $code`;

/** The command line that runs a client as its wrapper does. */
export function wrapped(name: string, command: readonly string[]): readonly string[] {
  return ["/bin/sh", "-c", OUTSIDE, "sh", name, ...command];
}
