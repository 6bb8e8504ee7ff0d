import { screenedPayments } from '../support/screened-payments.ts';
import { blocks } from './screening/blocks.ts';
import { confirmations } from './screening/confirmations.ts';
import { payeesAndBursts } from './screening/payees-and-bursts.ts';
import { reviews } from './screening/reviews.ts';
import { rulesOfOperators } from './screening/rules.ts';
import { statesOfAll } from './screening/states.ts';

/** One cloud for all of it, since a second one costs more than all these payments. */
const screened = screenedPayments();

beforeAll(() => screened.start());
afterAll(() => screened.stop());

payeesAndBursts(screened);
confirmations(screened);
reviews(screened);
blocks(screened);
statesOfAll(screened);
// Changes the rules that all above are held to.
rulesOfOperators(screened);
