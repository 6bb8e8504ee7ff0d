import { InvokeCommand, type LambdaClient, SendDurableExecutionCallbackSuccessCommand } from '@aws-sdk/client-lambda';

/** What an execution of the order saga is started for; `again` counts those that are to end what another one left. */
export type SagaEvent =
  | { readonly run: 'order'; readonly orderId: string; readonly again?: number }
  | { readonly run: 'late'; readonly orderId: string };

/** Starts an execution, or finds that it was started before. */
export type StartSaga = (event: SagaEvent) => Promise<void>;

/** Wakes the execution that waits; one that does not wait any more needs it not. */
export type Wake = (callbackId: string) => Promise<void>;

function nameOf(event: SagaEvent): string {
  if (event.run === 'late') return `${event.orderId}-late`;
  return event.again === undefined ? event.orderId : `${event.orderId}-again-${event.again}`;
}

export const startSagaBy =
  (lambda: LambdaClient, functionArn: string): StartSaga =>
  async (event) => {
    await lambda.send(
      new InvokeCommand({
        FunctionName: functionArn,
        InvocationType: 'Event',
        DurableExecutionName: nameOf(event),
        Payload: JSON.stringify(event),
      }),
    );
  };

export const wakeBy =
  (lambda: LambdaClient): Wake =>
  async (CallbackId) => {
    try {
      // What was answered lies in the order; the execution looks there.
      await lambda.send(new SendDurableExecutionCallbackSuccessCommand({ CallbackId, Result: Buffer.from('null') }));
    } catch (error) {
      if (!(error instanceof Error && error.name === 'CallbackTimeoutException')) throw error;
    }
  };
