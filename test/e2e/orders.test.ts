import { sandboxOrders } from '../support/sandbox-orders.ts';
import { booksInTheEnd } from './orders/books.ts';
import { cashOuts } from './orders/cash-outs.ts';
import { crashesAndRestarts } from './orders/crashes.ts';
import { placingOrders } from './orders/placing.ts';
import { vendorAnswers } from './orders/vendor-answers.ts';
import { changingVendors } from './orders/vendors.ts';

/** One cloud for all of it, since a second one costs more than all these orders. */
const orders = sandboxOrders();

beforeAll(() => orders.start());
afterAll(() => orders.stop());

vendorAnswers(orders);
placingOrders(orders);
cashOuts(orders);
changingVendors(orders);
crashesAndRestarts(orders);
// Looks back at all orders above.
booksInTheEnd(orders);
