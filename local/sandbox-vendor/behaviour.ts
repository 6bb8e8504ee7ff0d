/** How the sandbox treats an order, by the first word of its reference: `late-4711`. */
export const behaviours = {
  accept: 'accepts at once',
  refuse: 'refuses at once',
  part: 'delivers a half',
  later: 'accepts by a call of its own',
  twice: 'accepts by two calls',
  polled: 'accepts when it is asked for the third time',
  silent: 'takes the order and never says more',
  late: 'accepts when it is told to cancel, and cancels when told again',
  stubborn: 'never answers and will not cancel',
  undelivered: 'accepts, and does not deliver what is paid',
  hang: 'lets every call for the order hang',
  broken: 'breaks twice before it accepts',
} as const;
export type Behaviour = keyof typeof behaviours;

export function behaviourOf(reference: string): Behaviour {
  const [word = ''] = reference.split('-');
  return Object.hasOwn(behaviours, word) ? (word as Behaviour) : 'accept';
}

export type SandboxState = 'asked' | 'accepted' | 'refused' | 'delivered' | 'cancelled';

/** What the sandbox knows of an order. */
export type SandboxOrder = {
  readonly id: string;
  readonly vendor: string;
  readonly reference: string;
  /** In minor units, and what of it is delivered. */
  readonly minor: bigint;
  readonly currency: string;
  state: SandboxState;
  /** Calls for it so far. */
  asked: number;
  cancelled: number;
  /** What its own calls were answered. */
  readonly outcomes: string[];
};

export type Said =
  | { readonly say: 'accepted'; readonly minor: bigint }
  | { readonly say: 'refused' | 'pending' | 'nothing' | 'broken' };

/** What it says when it is asked, and how often it calls afterwards. */
export function whenAsked({ reference, minor, asked }: SandboxOrder): { readonly said: Said; readonly calls: number } {
  switch (behaviourOf(reference)) {
    case 'accept':
    case 'undelivered':
      return { said: { say: 'accepted', minor }, calls: 0 };
    case 'part':
      return { said: { say: 'accepted', minor: (minor + 1n) / 2n }, calls: 0 };
    case 'refuse':
      return { said: { say: 'refused' }, calls: 0 };
    case 'later':
      return { said: { say: 'pending' }, calls: asked === 1 ? 1 : 0 };
    case 'twice':
      return { said: { say: 'pending' }, calls: asked === 1 ? 2 : 0 };
    case 'polled':
      return { said: asked < 3 ? { say: 'pending' } : { say: 'accepted', minor }, calls: 0 };
    case 'broken':
      return { said: asked < 3 ? { say: 'broken' } : { say: 'accepted', minor }, calls: 0 };
    case 'hang':
      return { said: { say: 'nothing' }, calls: 0 };
    case 'silent':
    case 'late':
    case 'stubborn':
      return { said: { say: 'pending' }, calls: 0 };
  }
}
