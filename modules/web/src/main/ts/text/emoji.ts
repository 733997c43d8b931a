// SPDX-License-Identifier: Apache-2.0

const LONGEST = 32;

/** The reactions that are offered first. */
export const QUICK_EMOJIS: readonly string[] = ["👍", "❤️", "😂", "😮", "😢", "🎉"];

/** Whether a hub takes this as one reaction: short, visible, and without a space. */
export function isReaction(text: string): boolean {
  return text.length > 0 && text.length <= LONGEST && !/[\s\p{Z}\p{Cc}]/u.test(text);
}
