/** What a person may ask to compute with. Apart from the schemas, so that a command's help need not load them. */
export const engineChoices = ['auto', 'native', 'wasm', 'cpu'] as const;
export type EngineChoice = (typeof engineChoices)[number];
export type EngineName = Exclude<EngineChoice, 'auto'>;
