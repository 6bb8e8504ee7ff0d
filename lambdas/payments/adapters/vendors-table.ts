import { z } from 'zod';
import type { Clock } from '../../shared/clock.ts';
import type { Database } from '../../shared/data-api.ts';
import type { Vendor } from '../domain/vendor.ts';

/** The vendor of a name, `undefined` when there is none that is enabled. */
export type VendorNamed = (id: string) => Promise<Vendor | undefined>;

/** A change counts within a minute. */
const maxAgeMs = 60_000;

const minor = z.string().transform((digits) => BigInt(digits));
const row = z.object({
  id: z.string(),
  lane: z.enum(['instant', 'standard', 'bulk']),
  currency: z.string(),
  minMinor: minor,
  maxMinor: minor,
  feeMinor: minor,
  feeBasisPoints: z.number(),
  timeoutSec: z.number(),
});

export function vendorsIn(database: Database, now: Clock): VendorNamed {
  let loaded: { readonly vendors: ReadonlyMap<string, Vendor>; readonly atMs: number } | undefined;
  return async (id) => {
    const atMs = now().getTime();
    if (loaded === undefined || atMs - loaded.atMs > maxAgeMs) {
      const rows = await database.query(
        `SELECT vendor_id AS id, lane, currency, min_minor::text AS "minMinor", max_minor::text AS "maxMinor",
           fee_minor::text AS "feeMinor", fee_basis_points AS "feeBasisPoints", timeout_sec AS "timeoutSec"
         FROM payments.vendor WHERE enabled`,
      );
      const vendors = rows.map((each) => row.parse(each));
      loaded = { vendors: new Map(vendors.map((vendor) => [vendor.id, vendor])), atMs };
    }
    return loaded.vendors.get(id);
  };
}
