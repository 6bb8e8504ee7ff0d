export { type IndiaDate, indiaDateOf, monthOf } from './calendar.ts';
export { makePopulation, type PopulationOptions } from './customer.ts';
export { customerDay, eventsOf, populationEvents, timeOf } from './events.ts';
export {
  type ExpectedApps,
  type ExpectedBalance,
  type ExpectedCustomer,
  type ExpectedInsights,
  type ExpectedMonth,
  type ExpectedSalary,
  expectedInsights,
} from './expected.ts';
export { countedAs } from './people.ts';
export { rupees } from './rupees.ts';
export type {
  AppsSnapshot,
  Customer,
  DeviceApp,
  DroppedTruth,
  NoticeTruth,
  PopulationEvent,
  PopulationSms,
  TransactionTruth,
  Truth,
} from './types.ts';
