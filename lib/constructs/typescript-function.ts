import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Architecture,
  Code,
  type FunctionOptions,
  Function as LambdaFunction,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Alarms, Domain } from './alarms.ts';
import { allow } from './grants.ts';
import type { Use } from './use.ts';

/** What all functions of the app have in common. */
export interface FunctionSettings {
  /** The built folder of an entry such as `devices/store-sms`. */
  readonly bundleOf: (entry: string) => string;
  readonly logKey: IKey;
  readonly logRetention: RetentionDays;
  readonly logLevel: string;
  readonly removal: RemovalPolicy;
  readonly alarms: Alarms;
}

export interface TypescriptFunctionProps {
  readonly settings: FunctionSettings;
  /** Folder under `lambdas/`, for example `devices/store-sms`. */
  readonly entry: `${Domain}/${string}`;
  readonly description: string;
  /** What it works with: each adds its variables and its permission. */
  readonly uses?: readonly Use[];
  /** Settings that need no permission. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  readonly timeout: Duration;
  /** Instances at most; left out: as many as the account allows. */
  readonly instancesMax?: number;
  /** What a customer notices while this fails; the alarms quote it. */
  readonly impact: string;
  /** Periods of five minutes in a row with an error before the alarm rises: more than one where Lambda retries. */
  readonly errorPeriods?: number;
  /** For `DurableFunction`, which brings what else it takes. */
  readonly durable?: Pick<FunctionOptions, 'durableConfig' | 'currentVersionOptions' | 'deadLetterQueue'>;
}

/** One of our handlers with its own role, its own encrypted log, and alarms for errors and throttles. */
export class TypescriptFunction extends Construct {
  readonly function: LambdaFunction;
  readonly entry: string;
  /** The last word of the entry: the `service` of its log lines and metrics. */
  readonly service: string;
  readonly domain: Domain;

  constructor(scope: Construct, id: string, props: TypescriptFunctionProps) {
    super(scope, id);
    const { settings, entry, uses = [] } = props;
    const [domain = '', service = ''] = entry.split('/');
    this.entry = entry;
    this.domain = domain as Domain;
    this.service = service;

    const logGroup = new LogGroup(this, 'Logs', {
      retention: settings.logRetention,
      encryptionKey: settings.logKey,
      removalPolicy: settings.removal,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    allow(role, ['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]);

    this.function = new LambdaFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(settings.bundleOf(entry)),
      role,
      logGroup,
      memorySize: props.memoryMb,
      timeout: props.timeout,
      // Event ids carry the causal chain through streams, which X-Ray does not follow; it would also need `Resource: *`.
      tracing: Tracing.DISABLED,
      environment: {
        ...Object.assign({}, ...uses.map(({ environment }) => environment)),
        ...props.environment,
        NODE_OPTIONS: '--enable-source-maps',
        POWERTOOLS_SERVICE_NAME: domain,
        POWERTOOLS_METRICS_NAMESPACE: 'Sangam',
        POWERTOOLS_LOG_LEVEL: settings.logLevel,
      },
      ...(props.instancesMax === undefined ? {} : { reservedConcurrentExecutions: props.instancesMax }),
      ...props.durable,
    });
    for (const { grant } of uses) grant(this.function);
    this.raiseAlarms(id, props);
  }

  /** For functions that invoke this one, under the variable that tells them its ARN. */
  forInvokes(variable: string): Use {
    return {
      environment: { [variable]: this.function.functionArn },
      grant: (caller) => allow(caller, ['lambda:InvokeFunction'], [this.function.functionArn]),
    };
  }

  private raiseAlarms(id: string, { settings: { alarms }, impact, errorPeriods = 1 }: TypescriptFunctionProps): void {
    const period = Duration.minutes(5);
    alarms.raise({
      id: `${id}Errors`,
      metric: this.function.metricErrors({ period, statistic: Stats.SUM }),
      threshold: 1,
      periods: errorPeriods,
      impact,
      runbook: `${this.domain}#a-function-fails`,
    });
    alarms.raise({
      id: `${id}Throttles`,
      metric: this.function.metricThrottles({ period, statistic: Stats.SUM }),
      threshold: 1,
      periods: errorPeriods,
      impact,
      runbook: `${this.domain}#a-function-is-throttled`,
    });
  }
}
