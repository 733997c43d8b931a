// SPDX-License-Identifier: Apache-2.0

const LONGEST = 32;

/** The reactions that are offered first. */
export const QUICK_EMOJIS: readonly string[] = ["👍", "❤️", "😂", "😮", "😢", "🎉"];

const NAME = /^:[A-Za-z0-9_+-]+:$/;
const KEYCAP = /^[0-9]\uFE0F?\u20E3$/;
const INFORMATION = "\u2139";

/** Whether a hub may take this as one reaction: a short name, or a symbol; whether it is one symbol is up to the hub. */
export function isReaction(text: string): boolean {
  const isSymbol = !/[\s\p{Z}\p{Cc}\p{L}\p{N}]/u.test(text) || KEYCAP.test(text) || text.startsWith(INFORMATION);
  return text.length > 0 && text.length <= LONGEST && (isSymbol || NAME.test(text));
}
