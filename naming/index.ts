/** Names and tags as everything here has them, for what a team makes itself beside the components. */
export type { Identity, Ownership } from "./identity";
export type { NamedType } from "./limits";
export { bucketName, physicalName, stagePrefix, type ResourceIdentity } from "./names";
export { identityOf, sharedTags, tags } from "./tags";
