/**
 * The condition keys that requests to any service can have, as AWS lists them
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html). The package the table
 * comes from has a list of its own, which lacks some and their type. Pure.
 */
import type { ConditionKey, KeyType } from "./reference";

export interface GlobalKey extends ConditionKey {
  /** Whether every signed request has it, so that "if it exists" says nothing. */
  readonly isAlwaysPresent: boolean;
  /** Whether AWS says that no pattern in its value makes sense: it could take in anybody's. */
  readonly isSensitive: boolean;
}

/** By type; "[]" behind a key: several values; "!": in every request; "#": sensitive. */
const KEYS: Readonly<Record<KeyType, string>> = {
  String: `
    aws:PrincipalAccount!# aws:PrincipalOrgPaths[] aws:PrincipalOrgID# aws:PrincipalTag/\${TagKey}
    aws:PrincipalServiceName aws:PrincipalServiceNamesList[] aws:PrincipalType! aws:userid! aws:username
    aws:FederatedProvider aws:Ec2InstanceSourceVpc aws:SourceIdentity glue:RoleAssumedBy
    glue:CredentialIssuingService identitystore:UserId
    aws:SourceVpc# aws:SourceVpce# aws:VpceAccount# aws:VpceOrgID# aws:VpceOrgPaths[]
    aws:ResourceAccount# aws:ResourceOrgID# aws:ResourceOrgPaths[] aws:ResourceTag/\${TagKey}
    aws:CalledVia[] aws:CalledViaFirst aws:CalledViaLast aws:CalledViaAWSMCP aws:referer aws:RequestedRegion!
    aws:RequestTag/\${TagKey} aws:TagKeys[] aws:SourceAccount# aws:SourceOwner aws:SourceOrgID# aws:SourceOrgPaths[]
    aws:UserAgent!`,
  ARN: `
    aws:PrincipalArn! aws:SignInSessionArn aws:ChatbotSourceArn ec2:SourceInstanceArn codebuild:BuildArn
    codebuild:ProjectArn lambda:SourceFunctionArn ssm:SourceInstanceArn aws:SourceVpcArn aws:SourceArn`,
  Bool: `
    aws:PrincipalIsAWSService! aws:AssumedRoot aws:MultiFactorAuthPresent aws:ViaAWSService! aws:ViaAWSMCPService
    aws:SecureTransport! aws:IsMcpServiceAction`,
  Date: "aws:TokenIssueTime aws:CurrentTime! aws:EpochTime!",
  Numeric: "aws:MultiFactorAuthAge ec2:RoleDelivery",
  IPAddress: "aws:Ec2InstanceSourcePrivateIPv4 aws:SourceIp aws:VpcSourceIp",
  Binary: "",
};

let read: ReadonlyMap<string, GlobalKey> | undefined;

/** By key in lower case. Among them those of sessions that are not called aws:, as `lambda:SourceFunctionArn`. */
export function globalKeys(): ReadonlyMap<string, GlobalKey> {
  return (read ??= new Map(
    Object.entries(KEYS).flatMap(([type, keys]) =>
      (keys.match(/\S+/g) ?? []).map((written) => {
        const key = written.replace(/[!#]|\[\]/g, "");
        return [
          key.toLowerCase(),
          {
            key,
            type: type as KeyType,
            isMultivalued: written.includes("[]"),
            isAlwaysPresent: written.includes("!"),
            isSensitive: written.includes("#"),
          },
        ] as const;
      }),
    ),
  ));
}

/** Keys of requests for one action or one resource; a service says which of its actions have them. */
export const TAG_KEYS: ReadonlySet<string> = new Set([
  "aws:requesttag/${tagkey}",
  "aws:resourcetag/${tagkey}",
  "aws:tagkeys",
]);
