/** Names the emulator's endpoint in the environment of the provider: without it, nothing is made in any emulator. */
export const EMULATOR_VARIABLE = "MULTISTAGE_LOCAL_EMULATOR";
