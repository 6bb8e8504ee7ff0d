/** Where something is said in the templates, for example `SangamDevices-dev/CollectFn12AB.Properties.Timeout`. */
export type Place = string;

/** Something in the templates that the laptop cannot run; `message` names it. */
export type Problem = { readonly place: Place; readonly message: string };

export type TemplateResource = {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
};

export type Template = {
  readonly Parameters?: Readonly<Record<string, { readonly Type: string; readonly Default?: unknown }>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, Output>>;
};

export type Output = {
  readonly Value: unknown;
  readonly Condition?: string;
  readonly Export?: { readonly Name: unknown };
};

export type Stack = {
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly template: Template;
  /** Absolute path of each file asset by its key in the assets bucket, for example `<hash>.zip`. */
  readonly assets: ReadonlyMap<string, string>;
};

export type Assembly = {
  /** Those that others depend on come first. */
  readonly stacks: readonly Stack[];
  readonly region: string;
  readonly accountId: string;
};

/** A resource of one stack; its id is unique in the assembly. */
export type Node = {
  /** `<stack>/<logical id>` */
  readonly id: string;
  readonly stack: Stack;
  readonly logicalId: string;
  readonly resource: TemplateResource;
};
