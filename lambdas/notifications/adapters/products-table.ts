import type { ProductState } from '../../contracts/api/notification-policy-state.ts';
import type { Product } from '../../contracts/api/products.ts';
import type { Database } from '../../shared/data-api.ts';

export type Products = {
  /** All, or one. */
  readonly all: (productId?: string) => Promise<readonly ProductState[]>;
  readonly put: (productId: string, product: Product, enabled: boolean) => Promise<void>;
};

export const productsIn = ({ query }: Database): Products => ({
  all: async (productId) => {
    const rows = await query<{ id: string; definition: string; enabled: boolean }>(
      `SELECT product_id AS id, definition::text AS definition, enabled FROM notifications.product
       WHERE :productId::text IS NULL OR product_id = :productId ORDER BY product_id`,
      { productId: productId ?? null },
    );
    return rows.map(({ id, definition, enabled }) => ({
      ...(JSON.parse(definition) as Product),
      productId: id,
      enabled,
    }));
  },
  put: async (productId, definition, enabled) => {
    await query(
      `INSERT INTO notifications.product (product_id, definition, enabled) VALUES (:productId, :definition::jsonb, :enabled)
       ON CONFLICT (product_id) DO UPDATE SET definition = excluded.definition, enabled = excluded.enabled`,
      { productId, definition, enabled },
    );
  },
});
