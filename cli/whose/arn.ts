/** What an ARN says: `arn:<partition>:<service>:<region>:<account>:<resource>`. Pure. */

/** Region and account are empty where the service's ARNs name none. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** Type, name and what lies below it, as the service writes them. */
  readonly resource: string;
}

/** The parts; undefined for what is no ARN. */
export function readArn(text: string): Arn | undefined {
  const [arn, partition = "", service = "", region = "", account = "", ...rest] = text.split(":");
  if (arn !== "arn" || service === "" || rest.length === 0) return undefined;
  return { partition, service, region, account, resource: rest.join(":") };
}

/** Whether both are of the same kind and name, wherever they are. */
export function isTwin(one: Arn, other: Arn): boolean {
  return one.service === other.service && one.resource === other.resource;
}
