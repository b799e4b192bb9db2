/** What no role of a stage may do, whatever it is allowed: what is the account's, and what carries another's tags. Pure. */
import type { DenialBut, Statement } from "../policy-document";
import type { StageIdentity } from "./place";

/** Whatever it is done to. */
export const NEVER: readonly Statement[] = [
  {
    Sid: "Never",
    Effect: "Deny",
    Action: [
      // Instances that are launched by others than the caller, whose right to pass a role on is not asked again.
      "autoscaling:AttachInstances",
      "autoscaling:StartInstanceRefresh",
      "ec2:CreateFleet",
      "ec2:RequestSpot*",
      "ec2:RunScheduled*",
      // What is bought, and what holds for the whole account.
      "ec2:Purchase*",
      "ec2:*PublicAccess*",
      "ec2:*Default*",
      "ec2:*SerialConsole*",
    ],
    Resource: "*",
  },
  {
    Sid: "Unnumbered",
    Effect: "Deny",
    Action: ["autoscaling:*AutoScalingGroup"],
    // A group on $Latest takes any later version, with any role in it, and nobody asks whether that may be passed on.
    Resource: "*",
    Condition: { Bool: { "autoscaling:LaunchTemplateVersionSpecified": "false" } },
  },
];

/** What a stage legitimately does in another's network, and looking: the only things done to what carries another's tags. */
const IN_OTHERS = [
  "apigateway:GET",
  "ec2:CreateNetworkInterface",
  "ec2:CreateSecurityGroup",
  "ec2:Describe*",
  "ec2:RunInstances",
];

/**
 * What has an id is told apart by its tags. Of what is being made, and of what nobody has tagged, there is no tag to
 * see, so it is not refused; an instance without tags is somebody's, and is, unless it is being launched.
 */
export function notOthers({ project, stage }: StageIdentity): DenialBut[] {
  const deny = (tag: string, own: string): DenialBut[] => {
    const key = `aws:ResourceTag/${tag}`;
    return [
      {
        Sid: `Others${tag}`,
        Effect: "Deny",
        NotAction: IN_OTHERS,
        // Whatever it is, and wherever: it carries another's tag.
        Resource: ["arn:*:acm:*:*:*", "arn:*:apigateway:*::/*", "arn:*:ec2:*:*:*"],
        Condition: { Null: { [key]: "false" }, StringNotEquals: { [key]: own } },
      },
      {
        Sid: `Instances${tag}`,
        Effect: "Deny",
        NotAction: ["ec2:RunInstances"],
        // Every instance that does not carry the stage's tag.
        Resource: "arn:*:ec2:*:*:instance/*",
        Condition: { StringNotEquals: { [key]: own, "ec2:CreateAction": "RunInstances" } },
      },
    ];
  };
  return [...deny("Project", project), ...deny("Stage", stage)];
}
