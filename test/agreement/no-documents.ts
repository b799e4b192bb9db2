/** Inputs of the SDK, with their types, that are named as if they held a policy document. */
export const MAY_HOLD =
  /([ .\]])(policy|\w*[pP]olicyDocument|(inline|resource|repository|session|assumeRole|access|deliveryDestination)Policy|accessPolicies)$|^aws:organizations\/.* content$/;

/** Those that hold something else: a text of another language, or a word. */
export const NO_DOCUMENTS: readonly string[] = [
  "aws:cloudwatch/logAccountPolicy:LogAccountPolicy policyDocument",
  "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy policyDocument",
  "aws:cloudwatch/logIndexPolicy:LogIndexPolicy policyDocument",
  "aws:ecr/lifecyclePolicy:LifecyclePolicy policy",
  "aws:iot/policyAttachment:PolicyAttachment policy", // a name
  "aws:networkmanager/coreNetwork:CoreNetwork basePolicyDocument",
  "aws:networkmanager/coreNetworkPolicyAttachment:CoreNetworkPolicyAttachment policyDocument",
  "aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy policy",
  "aws:opensearch/serverlessLifecyclePolicy:ServerlessLifecyclePolicy policy",
  "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy policy",
  "aws:ses/receiptFilter:ReceiptFilter policy", // Allow or Block
  "aws:sns/dataProtectionPolicy:DataProtectionPolicy policy",
  "aws:verifiedaccess/endpoint:Endpoint policyDocument", // Cedar
  "aws:verifiedaccess/group:Group policyDocument",
];
