/** The regions a new project can be for. */
import { Region } from "@pulumi/aws/types/enums";

/** Those of China, of governments and of the European sovereign cloud lack what the components count on. */
const OTHERS = /^(cn|us-gov|us-iso|eu-iso|eusc)/;

/** The commercial regions the installed SDK knows. */
export const regions: readonly string[] = Object.values(Region).filter((region) => !OTHERS.test(region));
