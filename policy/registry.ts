/** All rules, one for each file in rules/. */
import type { Rule } from "./rule";
import { noAdministratorWildcard } from "./rules/no-administrator-wildcard";
import { requiredTags } from "./rules/required-tags";

export const rules: readonly Rule[] = [noAdministratorWildcard, requiredTags];
