import { z } from 'zod';
import { type NewVendor, type VendorView, vendorPath, vendorRequest } from '../../contracts/api/orders.ts';
import { type HttpHandler, type HttpHandlerDeps, makeHttpHandler } from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import type { VendorDirectory } from '../adapters/vendor-directory.ts';
import { isEndpoint, type KnownVendor } from '../domain/vendor.ts';

export type VendorsDeps = HttpHandlerDeps & {
  readonly vendors: Pick<VendorDirectory, 'all' | 'put'>;
  /** Those whose keys are deployed: nothing is sent unsigned. */
  readonly withKeys: ReadonlySet<string>;
  /** Whether orders may be sent to this computer itself. */
  readonly mayBeLoopback: boolean;
};

const noQuery = z.strictObject({});

/** Shows and changes vendors, for operators. */
export const makeVendors = ({ vendors, withKeys, mayBeLoopback, ...deps }: VendorsDeps): HttpHandler =>
  makeHttpHandler(deps, async (request) => {
    request.query(noQuery);
    if (request.route.startsWith('GET')) return { status: 200, body: { vendors: (await vendors.all()).map(toView) } };
    const { vendorId } = request.path(vendorPath);
    const wanted = request.json(vendorRequest);
    if (BigInt(wanted.max) < BigInt(wanted.min)) throw wrong('/max', 'must not be below min');
    if (wanted.endpoint !== undefined && !isEndpoint(wanted.endpoint, mayBeLoopback))
      throw wrong('/endpoint', 'must be an https address without credentials, query or fragment');
    if (wanted.endpoint !== undefined && !withKeys.has(vendorId))
      throw wrong('/endpoint', 'may be given only for a vendor whose keys are deployed');
    const vendor = vendorOf(vendorId, wanted);
    await vendors.put(vendor);
    deps.log.info('vendor.put', { ...changeOf(vendor), by: request.caller?.subject });
    return { status: 200, body: toView(vendor) };
  });

const wrong = (pointer: string, detail: string): Problem =>
  new Problem('invalid-request', 'See errors for each field that is wrong.', [{ in: 'body', pointer, detail }]);

const vendorOf = (id: string, { min, max, fee, endpoint, client, ...rest }: NewVendor): KnownVendor => ({
  id,
  ...rest,
  minMinor: BigInt(min),
  maxMinor: BigInt(max),
  feeMinor: BigInt(fee.minor),
  feeBasisPoints: fee.basisPoints,
  endpoint: endpoint ?? null,
  client: client ?? null,
});

/** Sums as text: a log has no bigint. */
const changeOf = ({ id, enabled, minMinor, maxMinor, feeMinor, feeBasisPoints, endpoint, client }: KnownVendor) => ({
  ...{ vendorId: id, enabled, endpoint, client, feeBasisPoints },
  ...{ minMinor: minMinor.toString(), maxMinor: maxMinor.toString(), feeMinor: feeMinor.toString() },
});

const toView = ({ id, minMinor, maxMinor, feeMinor, feeBasisPoints, ...rest }: KnownVendor): VendorView => ({
  vendorId: id,
  ...rest,
  min: minMinor.toString(),
  max: maxMinor.toString(),
  fee: { minor: feeMinor.toString(), basisPoints: feeBasisPoints },
});
