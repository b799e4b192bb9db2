/**
 * Names that are right, or were, and that the reference does not list: services that AWS has withdrawn, and what AWS's
 * own managed policies have beyond it. A permission for a withdrawn service gives nothing, but nobody misspelt it. Pure.
 */

const WITHDRAWN = new Set(
  (
    "alexaforbusiness assurance builderid deepcomposer deeplens deepracer elastic-inference gamesparks " +
    "ground-truth-labeling iot1click iotthingsgraph macie mobilehub sumerian zocalo"
  ).split(" "),
);

/** By service, in lower case. */
const ACTIONS: Readonly<Record<string, string>> = {
  account: "SendPhoneNumberVerification VerifyPhoneNumber",
  budgets: "CreateBudget UpdateBudget DeleteBudget DescribeBudget DescribeBudgets",
  cloud9: "ValidateEnvironmentName",
  cloudhsm:
    "CreateLunaClient DeleteLunaClient DescribeHapg DescribeLunaClient GetConfig ModifyHapg ModifyLunaClient",
  memorydb: "ReplicateMultiRegionClusterData",
  organizations: "CreateBuilderIdOwnedAccount",
  payments:
    "AcceptTermsAndConditionsForProgramByAccountId BatchGetPaymentProfiles CreatePaymentAttempt CreatePaymentProfile GetAcceptedTermsAndConditionsForProgramByAccountId GetAccountBalance GetDefaultPaymentProfile GetEligibleCurrencies GetPaymentAttempt GetPaymentPreferences GetPreferredCurrency GetRecommendedTermsAndConditionsForProgram ListPaymentProfiles SearchFinancialRecords SetPreferredCurrency UpdatePaymentProfile",
  qapps: "ImportDocumentToQApp ImportDocumentToQAppSession",
  "route53-recovery-control-config": "DescribeRoutingControlByName",
};

const KEYS = new Set(["aws:principalorgmasteraccountid", "lakeformation:gluearn"]);

export function isWithdrawn(prefix: string): boolean {
  return WITHDRAWN.has(prefix.toLowerCase());
}

/** @param name without the service, no pattern */
export function isUnlistedAction(prefix: string, name: string): boolean {
  const service = prefix.toLowerCase();
  const names = Object.hasOwn(ACTIONS, service) ? ACTIONS[service] : undefined;
  return names?.toLowerCase().split(" ").includes(name.toLowerCase()) ?? false;
}

export function isUnlistedKey(key: string): boolean {
  return KEYS.has(key.toLowerCase()) || isWithdrawn(key.slice(0, Math.max(0, key.indexOf(":"))));
}
