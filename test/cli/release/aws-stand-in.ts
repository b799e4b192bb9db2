/**
 * Stands in for the AWS CLI where a test runs what a document says: the few commands that stand there, by the SDK, with
 * the CLI's own way of giving inputs. Anything else ends with code 252, as the CLI does for a command it does not know.
 */
import {
  DescribeRulesCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
  type Action,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";

type Options = ReadonlyMap<string, string>;

const COMMANDS: Readonly<Record<string, (options: Options) => Promise<unknown>>> = {
  "ssm get-parameter": (options) =>
    new SSMClient().send(new GetParameterCommand({ Name: options.get("--name") })),
  "elbv2 describe-rules": (options) =>
    balancing().send(new DescribeRulesCommand({ RuleArns: [options.get("--rule-arns") ?? ""] })),
  "elbv2 describe-target-health": (options) =>
    balancing().send(new DescribeTargetHealthCommand({ TargetGroupArn: options.get("--target-group-arn") })),
  "elbv2 modify-rule": (options) => {
    const Actions = JSON.parse(options.get("--actions") ?? "") as Action[];
    return balancing().send(new ModifyRuleCommand({ RuleArn: options.get("--rule-arn"), Actions }));
  },
};

function balancing(): ElasticLoadBalancingV2Client {
  return new ElasticLoadBalancingV2Client();
}

/** Of JMESPath: `A.B`, `A[0].B`, `A[].B`. */
function queried(value: unknown, query: string): unknown {
  const [first = "", ...rest] = query.split(".");
  const [, name = "", index] = /^(\w+)(?:\[(\d*)\])?$/.exec(first) ?? [];
  const found = (value as Record<string, unknown>)[name];
  const next = (one: unknown): unknown => (rest.length === 0 ? one : queried(one, rest.join(".")));
  if (index === undefined) return next(found);
  const list = found as unknown[];
  return index === "" ? list.map(next) : next(list[Number(index)]);
}

async function main([service, operation, ...given]: readonly string[]): Promise<void> {
  const command = COMMANDS[`${service} ${operation}`];
  if (command === undefined || given.length % 2 !== 0) {
    process.exitCode = 252;
    return;
  }
  const options: Options = new Map(
    given.flatMap((name, at) => (at % 2 === 0 ? [[name, given[at + 1] ?? ""]] : [])),
  );
  const answer = await command(options);
  const query = options.get("--query");
  const found = query === undefined ? answer : queried(answer, query);
  console.log(options.get("--output") === "text" ? found : JSON.stringify(found, undefined, 4));
}

void main(process.argv.slice(2));
