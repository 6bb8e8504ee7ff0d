import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { contactsIn } from '../adapters/contacts-table.ts';
import { makeContacts } from './handler.ts';

const database = openDatabase();

export const handler = makeContacts({
  contacts: contactsIn(database),
  log: createLog('contacts'),
  meter: createMeter('contacts'),
});
