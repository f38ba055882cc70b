const PART = "[A-Za-z0-9][A-Za-z0-9._-]*";
const PARTS = `${PART}(?:(?::|%3A)+${PART})*`;

/**
 * How a path names a model of Bedrock: its id or an ARN, whose colons and one slash clients escape or not. Each part begins with a
 * letter or digit, so that no reading of it leads to another path.
 */
export const BEDROCK_MODEL = `${PARTS}(?:%2F${PARTS})?`;
