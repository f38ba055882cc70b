/** Says where this process listens, then how many milliseconds of processor time it has used, user and system, whenever it is asked. */
export function tellProcessorTime(url: string): void {
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.([user / 1000, system / 1000]);
  });
  process.on("disconnect", () => process.exit());
  process.send?.(url);
}
