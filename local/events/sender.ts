/** Sends events to functions, queues and topics: functions by a call of ours, the others in the store. */
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { emulatorClient } from "../emulator-client";
import { reference } from "../functions/reference";
import type { InvokeRequest } from "../functions/invoke";
import { DeliveryError } from "./delivery-error";
import type { Sender } from "./deliveries";
import type { Target } from "./rule";
import type { StoreAddress } from "./store";

/**
 * Takes an asynchronous invocation of a function, named by its ARN; throws, with a `status` as of HTTP, where it is not
 * taken. What becomes of it afterwards is the function's.
 */
export type InvokeAsync = (functionArn: string, payload: string) => void;

/** Gets what goes to a service that is none of those above; rejects where it is not taken. */
export type SendElsewhere = (target: Target, body: string) => Promise<void>;

/** Of the local functions. */
export function invokeAsyncOf(invocations: { take(request: InvokeRequest): string }): InvokeAsync {
  return (functionArn, payload) => {
    const named = reference(functionArn);
    if (named === undefined) throw new DeliveryError("NO_RESOURCE", "it names no function", false);
    invocations.take({ ...named, payload: Buffer.from(payload) });
  };
}

export interface StoreSender extends Sender {
  close(): void;
}

export function storeSender(
  store: StoreAddress,
  invokeAsync: InvokeAsync,
  elsewhere: SendElsewhere = nowhere,
): StoreSender {
  const settings = emulatorClient(store);
  const sqs = new SQSClient(settings);
  const sns = new SNSClient(settings);
  const queueUrl = async (arn: string): Promise<string | undefined> => {
    const [, , , , account, name] = arn.split(":");
    const asked = new GetQueueUrlCommand({ QueueName: name, QueueOwnerAWSAccountId: account });
    return (await sqs.send(asked)).QueueUrl;
  };
  return {
    async send(target, body) {
      const { arn, messageGroupId: MessageGroupId } = target;
      const service = arn.split(":")[2];
      if (service === "lambda") invokeAsync(arn, body);
      else if (service === "sqs") {
        const QueueUrl = await queueUrl(arn);
        await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, MessageGroupId }));
      } else if (service === "sns") await sns.send(new PublishCommand({ TopicArn: arn, Message: body }));
      else await elsewhere(target, body);
    },
    async bury(queueArn, body, attributes) {
      const QueueUrl = await queueUrl(queueArn);
      const MessageAttributes = Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, { DataType: "String", StringValue: value }]),
      );
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, MessageAttributes }));
    },
    close() {
      sqs.destroy();
      sns.destroy();
    },
  };
}

/** Where nothing else takes it. */
export function nowhere({ arn }: Target): Promise<void> {
  const message = `no part of the local AWS takes events for ${arn.split(":")[2] ?? arn}`;
  return Promise.reject(new DeliveryError("NO_RESOURCE", message, false));
}
