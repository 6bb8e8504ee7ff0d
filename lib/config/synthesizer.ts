import { DefaultStackSynthesizer } from 'aws-cdk-lib';

/** The CLI checks the bootstrap version before it deploys; a rule in each template would say it a second time. */
export const stackSynthesizer = (): DefaultStackSynthesizer =>
  new DefaultStackSynthesizer({ generateBootstrapVersionRule: false });
