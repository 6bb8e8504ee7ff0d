/** A property, value or operator of a mapping that the laptop does not know: the start stops with its name. */
export class UnsupportedMapping extends Error {
  override readonly name = 'UnsupportedMapping';
}
