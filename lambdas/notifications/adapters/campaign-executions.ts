import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';

/** What an execution of a campaign is started for. */
export type CampaignRun = { readonly campaignId: string; readonly run: number };

/** Starts a run, or finds that it was started before. */
export const startRunBy =
  (lambda: LambdaClient, functionArn: string) =>
  async (event: CampaignRun): Promise<void> => {
    await lambda.send(
      new InvokeCommand({
        FunctionName: functionArn,
        InvocationType: 'Event',
        DurableExecutionName: `${event.campaignId}-${event.run}`,
        Payload: JSON.stringify(event),
      }),
    );
  };

/** Has a function do something on the side; Lambda tries it three times. */
export const invokeLaterBy =
  <Event extends object>(lambda: LambdaClient, functionArn: string) =>
  async (event: Event): Promise<void> => {
    await lambda.send(
      new InvokeCommand({ FunctionName: functionArn, InvocationType: 'Event', Payload: JSON.stringify(event) }),
    );
  };
