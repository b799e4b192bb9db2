/** All rules, one for each file in rules/. */
import type { Rule } from "./rule";
import { accessLogs } from "./rules/access-logs";
import { allowNotAction } from "./rules/allow-not-action";
import { allowNotPrincipal } from "./rules/allow-not-principal";
import { allowNotResource } from "./rules/allow-not-resource";
import { approvalInReleaseStage } from "./rules/approval-in-release-stage";
import { asyncFailureDestination } from "./rules/async-failure-destination";
import { automaticNames } from "./rules/automatic-names";
import { conditionKeyOfAction } from "./rules/condition-key-of-action";
import { conditionNeverHolds } from "./rules/condition-never-holds";
import { conditionNeverRestricts } from "./rules/condition-never-restricts";
import { conditionOperator } from "./rules/condition-operator";
import { derivedNames } from "./rules/derived-names";
import { duplicates } from "./rules/duplicates";
import { emptyElements } from "./rules/empty-elements";
import { encryptionAtRest } from "./rules/encryption-at-rest";
import { foreignAccount } from "./rules/foreign-account";
import { foreignArn } from "./rules/foreign-arn";
import { imdsv2 } from "./rules/imdsv2";
import { implicitLogGroup } from "./rules/implicit-log-group";
import { launchedTags } from "./rules/launched-tags";
import { logRetention } from "./rules/log-retention";
import { malformedArn } from "./rules/malformed-arn";
import { nameLimits } from "./rules/name-limits";
import { noAdministratorWildcard } from "./rules/no-administrator-wildcard";
import { openSecurityGroup } from "./rules/open-security-group";
import { organizationTagPolicy } from "./rules/organization-tag-policy";
import { overriddenDefaultTags } from "./rules/overridden-default-tags";
import { pinnedVersions } from "./rules/pinned-versions";
import { pipelineApproval } from "./rules/pipeline-approval";
import { plainHttp } from "./rules/plain-http";
import { policyGrammar } from "./rules/policy-grammar";
import { policySize } from "./rules/policy-size";
import { policyVersion } from "./rules/policy-version";
import { productionProtection } from "./rules/production-protection";
import { publicBucket } from "./rules/public-bucket";
import { publicPrincipal } from "./rules/public-principal";
import { requiredTags } from "./rules/required-tags";
import { resourceForAction } from "./rules/resource-for-action";
import { resourceWildcard } from "./rules/resource-wildcard";
import { runtimeEndOfLife } from "./rules/runtime-end-of-life";
import { serviceWildcard } from "./rules/service-wildcard";
import { sharedImage } from "./rules/shared-image";
import { staticCredentials } from "./rules/static-credentials";
import { tagCharacters } from "./rules/tag-characters";
import { tagKeys } from "./rules/tag-keys";
import { tagLimits } from "./rules/tag-limits";
import { tagValues } from "./rules/tag-values";
import { triggerOnAlias } from "./rules/trigger-on-alias";
import { twoTargetGroups } from "./rules/two-target-groups";
import { unknownAction } from "./rules/unknown-action";
import { unknownConditionKey } from "./rules/unknown-condition-key";
import { unknownService } from "./rules/unknown-service";

export const rules: readonly Rule[] = [
  accessLogs,
  allowNotAction,
  allowNotPrincipal,
  allowNotResource,
  approvalInReleaseStage,
  asyncFailureDestination,
  automaticNames,
  conditionKeyOfAction,
  conditionNeverHolds,
  conditionNeverRestricts,
  conditionOperator,
  derivedNames,
  duplicates,
  emptyElements,
  encryptionAtRest,
  foreignAccount,
  foreignArn,
  imdsv2,
  implicitLogGroup,
  launchedTags,
  logRetention,
  malformedArn,
  nameLimits,
  noAdministratorWildcard,
  openSecurityGroup,
  organizationTagPolicy,
  overriddenDefaultTags,
  pinnedVersions,
  pipelineApproval,
  plainHttp,
  policyGrammar,
  policySize,
  policyVersion,
  productionProtection,
  publicBucket,
  publicPrincipal,
  requiredTags,
  resourceForAction,
  resourceWildcard,
  runtimeEndOfLife,
  serviceWildcard,
  sharedImage,
  staticCredentials,
  tagCharacters,
  tagKeys,
  tagLimits,
  tagValues,
  triggerOnAlias,
  twoTargetGroups,
  unknownAction,
  unknownConditionKey,
  unknownService,
];
