/** After the unit tests. */
export default async function tearDown(): Promise<void> {
  await globalThis.endSharedPostgres?.();
}
