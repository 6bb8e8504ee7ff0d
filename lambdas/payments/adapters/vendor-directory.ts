import type { Database } from '../../shared/data-api.ts';
import type { KnownVendor } from '../domain/vendor.ts';

/** Vendors as they are now, those that are not enabled too. */
export type VendorDirectory = {
  readonly all: () => Promise<KnownVendor[]>;
  readonly named: (id: string) => Promise<KnownVendor | undefined>;
  readonly put: (vendor: KnownVendor) => Promise<void>;
};

type Minor = 'minMinor' | 'maxMinor' | 'feeMinor';
type Row = Omit<KnownVendor, Minor> & Readonly<Record<Minor, string>>;

const toVendor = (row: Row): KnownVendor => ({
  ...row,
  minMinor: BigInt(row.minMinor),
  maxMinor: BigInt(row.maxMinor),
  feeMinor: BigInt(row.feeMinor),
});

const columns = `SELECT vendor_id AS id, lane, currency, min_minor::text AS "minMinor", max_minor::text AS "maxMinor",
  fee_minor::text AS "feeMinor", fee_basis_points AS "feeBasisPoints", timeout_sec AS "timeoutSec", enabled, endpoint, answers, client
  FROM payments.vendor`;

export const vendorDirectoryIn = (database: Database): VendorDirectory => ({
  all: async () => (await database.query<Row>(`${columns} ORDER BY vendor_id`)).map(toVendor),
  named: async (id) => {
    const [found] = await database.query<Row>(`${columns} WHERE vendor_id = :id`, { id });
    return found === undefined ? undefined : toVendor(found);
  },
  put: async (vendor) => {
    await database.query('SELECT payments.put_vendor(:vendor) AS id', {
      vendor: {
        id: vendor.id,
        lane: vendor.lane,
        currency: vendor.currency,
        min_minor: vendor.minMinor.toString(),
        max_minor: vendor.maxMinor.toString(),
        fee_minor: vendor.feeMinor.toString(),
        fee_basis_points: vendor.feeBasisPoints,
        timeout_sec: vendor.timeoutSec,
        enabled: vendor.enabled,
        endpoint: vendor.endpoint,
        answers: vendor.answers,
        client: vendor.client,
      },
    });
  },
});
