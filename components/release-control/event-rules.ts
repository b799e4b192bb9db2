/** The rules that call the function `events`, each with its target and the permission to call it. */
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as lambda from "@pulumi/aws/lambda";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../naming/names";
import { tags } from "../../naming/tags";
import { triggers } from "./event-patterns";
import type { ReleaseControlArgs } from "./release-control";

export function createEventRules(
  parent: pulumi.Resource,
  name: string,
  { identity, ownership }: ReleaseControlArgs,
  events: lambda.Function,
  lostEventsKept: pulumi.Resource,
): void {
  for (const [purpose, trigger] of Object.entries(triggers(identity))) {
    const own = { ...identity, role: purpose };
    const logicalName = `${name}-${purpose}`;
    const rule = new cloudwatch.EventRule(
      logicalName,
      {
        name: physicalName("aws:cloudwatch/eventRule:EventRule", own),
        ...trigger,
        tags: tags(own, ownership),
      },
      { parent },
    );
    const permission = new lambda.Permission(
      logicalName,
      {
        action: "lambda:InvokeFunction",
        function: events.name,
        principal: "events.amazonaws.com",
        // This rule alone.
        sourceArn: rule.arn,
      },
      { parent },
    );
    new cloudwatch.EventTarget(
      logicalName,
      { rule: rule.name, targetId: "events", arn: events.arn },
      // An event that came before would be refused, and lost.
      { parent, dependsOn: [permission, lostEventsKept] },
    );
  }
}
