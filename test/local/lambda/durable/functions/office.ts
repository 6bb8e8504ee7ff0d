import { InvokeCommand, LambdaClient, SendDurableExecutionCallbackSuccessCommand } from '@aws-sdk/client-lambda';

type Task = { readonly start: string; readonly order: unknown } | { readonly answer: string; readonly result: string };

const lambda = new LambdaClient({});

/** Starts orders under their names and answers for the vendor. */
export const handler = async (task: Task): Promise<unknown> => {
  if ('answer' in task) {
    const Result = Buffer.from(JSON.stringify(task.result));
    await lambda.send(new SendDurableExecutionCallbackSuccessCommand({ CallbackId: task.answer, Result }));
    return null;
  }
  const { DurableExecutionArn, StatusCode } = await lambda.send(
    new InvokeCommand({
      FunctionName: process.env.ORDER_FUNCTION,
      InvocationType: 'Event',
      DurableExecutionName: task.start,
      Payload: JSON.stringify(task.order),
    }),
  );
  return { arn: DurableExecutionArn, status: StatusCode };
};
