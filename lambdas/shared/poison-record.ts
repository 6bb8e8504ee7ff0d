/** A record that can never work, however often it is tried; the message says why and never repeats what a customer wrote. */
export class PoisonRecord extends Error {
  override readonly name = 'PoisonRecord';
}
