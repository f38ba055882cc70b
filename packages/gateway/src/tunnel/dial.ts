import { lookup as systemLookup } from "node:dns";
import { BlockList, connect, isIP, type LookupFunction, type Socket } from "node:net";

/** This machine, and the services that clouds offer to machines on addresses that only they can reach. */
function ownAddresses(): BlockList {
  const own = new BlockList();
  own.addSubnet("0.0.0.0", 8);
  own.addSubnet("127.0.0.0", 8);
  own.addSubnet("169.254.0.0", 16);
  own.addAddress("::", "ipv6");
  own.addAddress("::1", "ipv6");
  own.addSubnet("fe80::", 10, "ipv6");
  own.addAddress("fd00:ec2::254", "ipv6");
  return own;
}

const OWN = ownAddresses();

/** BlockList also knows IPv4 addresses that are written as IPv6 ones. */
export function isOwnAddress(address: string): boolean {
  return OWN.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/** Looks up and checks in one step, so that a name can't lead elsewhere between the two. */
const foreignOnly: LookupFunction = (hostname, options, callback) => {
  systemLookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, "", 0);
    const foreign = addresses.filter(({ address }) => !isOwnAddress(address));
    const [first] = foreign;
    if (!first) return callback(Object.assign(new Error("own address"), { code: "EOWNADDRESS" }), "", 0);
    if (options.all) callback(null, foreign);
    else callback(null, first.address, first.family);
  });
};

const DIAL_MS = 30_000;

/** An open connection; rejects with an error that has a `code`. */
export function dial(host: string, port: number, own: boolean, signal: AbortSignal): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const socket = connect({ host, port, ...(own ? {} : { lookup: foreignOnly }), autoSelectFamily: true });
  const give = (): void => void socket.destroy(Object.assign(new Error("given up"), { code: "ABORT_ERR" }));
  signal.addEventListener("abort", give);
  socket.setTimeout(DIAL_MS, () => socket.destroy(Object.assign(new Error("silent"), { code: "ETIMEDOUT" })));
  socket.once("connect", () => {
    socket.setTimeout(0);
    signal.removeEventListener("abort", give);
    resolve(socket);
  });
  socket.once("error", reject);
  return promise;
}
