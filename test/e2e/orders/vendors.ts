import { callAs } from '../../support/cloud.ts';
import type { SandboxOrders } from '../../support/sandbox-orders.ts';

export const changingVendors = (orders: SandboxOrders) =>
  describe('a vendor', () => {
    it('lets operators change a vendor, and takes no address without TLS but the laptop’s own, and none without keys', async () => {
      const { body } = await callAs<{ vendors: Record<string, unknown>[] }>(
        orders.cloud,
        { client: 'operations' },
        'GET',
        '/v1/vendors',
      );
      const { vendorId, ...known } = body.vendors.find((each) => each.vendorId === 'sandbox-polled') ?? {};
      expect(vendorId).toBe('sandbox-polled');
      const put = (vendor: string, endpoint: unknown) =>
        callAs(orders.cloud, { client: 'operations' }, 'PUT', `/v1/vendors/${vendor}`, { ...known, endpoint });
      expect((await put('sandbox-polled', 'http://vendor.example')).status).toBe(400);
      expect((await put('somebody', 'https://vendor.example/orders')).status).toBe(400);
      expect((await put('sandbox-polled', 'https://vendor.example/orders')).status).toBe(200);
      expect((await put('sandbox-polled', known.endpoint)).status).toBe(200);
    });
  });
