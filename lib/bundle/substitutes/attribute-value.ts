/** A value as DynamoDB has it; sets and bytes are not stored by any function. */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: Readonly<Record<string, AttributeValue>> };

/**
 * @param dropsUndefined leaves members out that are undefined
 * @throws Error for what has no such value: undefined, numbers that would be rounded, and objects of a class
 */
export function attributeValue(value: unknown, dropsUndefined: boolean): AttributeValue {
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'boolean':
      return { BOOL: value };
    case 'bigint':
      return { N: String(value) };
    case 'number':
      if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER)
        throw new Error(`DynamoDB would not keep the number ${value} as it is`);
      return { N: String(value) };
    case 'object':
      return value === null ? { NULL: true } : container(value, dropsUndefined);
    default:
      throw new Error(`DynamoDB has no value for ${typeof value}`);
  }
}

function container(value: object, dropsUndefined: boolean): AttributeValue {
  if (Array.isArray(value)) {
    const kept = dropsUndefined ? value.filter((each) => each !== undefined) : value;
    return { L: kept.map((each) => attributeValue(each, dropsUndefined)) };
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new Error(`DynamoDB has no value for a ${value.constructor.name}`);
  const members: Record<string, AttributeValue> = {};
  for (const [name, member] of Object.entries(value))
    if (member !== undefined || !dropsUndefined) members[name] = attributeValue(member, dropsUndefined);
  return { M: members };
}

/** @throws Error for a type that no function stores, or a number that JavaScript would round */
export function plainValue(attribute: AttributeValue): unknown {
  if ('S' in attribute) return attribute.S;
  if ('N' in attribute) return plainNumber(attribute.N);
  if ('BOOL' in attribute) return attribute.BOOL;
  if ('NULL' in attribute) return null;
  if ('L' in attribute) return attribute.L.map(plainValue);
  if ('M' in attribute) {
    const members: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(attribute.M)) members[name] = plainValue(member);
    return members;
  }
  throw new Error(`bundles do not read values of type ${Object.keys(attribute)[0]}`);
}

function plainNumber(text: string): number {
  const number = Number(text);
  if (Math.abs(number) > Number.MAX_SAFE_INTEGER) throw new Error(`${text} is too large for a number`);
  return number;
}
