import { procedures } from "./procedures.ts";

/** Wall milliseconds of the fastest and the median of several calls, after one to warm up: what one call costs on a quiet core. */
function measured(call: () => unknown): { readonly fastest: number; readonly median: number } {
  call();
  const times: number[] = [];
  const end = performance.now() + 1000;
  while (times.length < 5 || (performance.now() < end && times.length < 100)) {
    const start = performance.now();
    call();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { fastest: times[0] ?? 0, median: times[times.length >> 1] ?? 0 };
}

for (const [name, call] of Object.entries(procedures)) {
  const { fastest, median } = measured(call);
  process.stdout.write(`${fastest.toFixed(2).padStart(9)} ms ${median.toFixed(2).padStart(9)} ms  ${name}\n`);
}
