/** The role of a function may not read its mapping's source or reach its destination. */
export class UnreadableSource extends Error {
  override readonly name = 'UnreadableSource';
}
