import type { RemovalPolicy } from 'aws-cdk-lib';
import {
  FlowLogDestination,
  FlowLogTrafficType,
  IpAddresses,
  type ISubnet,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface NetworkProps {
  readonly logKey: IKey;
  readonly logRetention: RetentionDays;
  readonly removal: RemovalPolicy;
}

/** Two zones of subnets that lead nowhere: no gateway, no NAT. Only the database lives here. */
export class Network extends Construct {
  readonly vpc: Vpc;
  readonly subnets: readonly ISubnet[];

  constructor(scope: Construct, id: string, { logKey, logRetention, removal }: NetworkProps) {
    super(scope, id);
    this.vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr('10.20.0.0/16'),
      maxAzs: 2,
      natGateways: 0,
      createInternetGateway: false,
      // CDK would do this with a helper function; nothing is ever put into the default group.
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [{ name: 'Database', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 }],
    });
    this.subnets = this.vpc.isolatedSubnets;
    this.vpc.addFlowLog('Flows', {
      trafficType: FlowLogTrafficType.ALL,
      destination: FlowLogDestination.toCloudWatchLogs(
        new LogGroup(this, 'FlowLogs', { retention: logRetention, encryptionKey: logKey, removalPolicy: removal }),
        new Role(this, 'FlowLogsRole', { assumedBy: new ServicePrincipal('vpc-flow-logs.amazonaws.com') }),
      ),
    });
  }
}
