import { migrations } from '../../../database/migrations.ts';
import { pack } from '../../shared/packed-text.ts';

/** Made while bundling (lib/bundle/made-while-bundling.ts): SQL is long, and longer with every migration. */
export const schema = pack(JSON.stringify(migrations));
