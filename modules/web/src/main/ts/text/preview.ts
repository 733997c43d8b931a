// SPDX-License-Identifier: Apache-2.0
import { isBlank } from "./visible";

const WORDS = new Map([
  ["image", "Image"],
  ["document", "Document"],
  ["voice", "Voice message"],
  ["location", "Location"],
]);
const LONGEST = 160;

/** Said in the place of a message that is deleted. */
export const DELETED = "Message deleted";

/** Said in the place of a text that shows nothing. */
export const NO_TEXT = "No visible text";

/** What a kind of content is called where it is not shown itself; nothing for those that are their text. */
export function kindWords(kind: string): string | undefined {
  return kind.startsWith("x.") ? `A message of the kind ${kind.slice(2)}` : WORDS.get(kind);
}

/** One line that stands for a message. */
export function previewOf({ text, kind, isDeleted }: { text: string; kind: string; isDeleted: boolean }): string {
  if (isDeleted) {
    return DELETED;
  }
  const words = kindWords(kind);
  if (isBlank(text)) {
    return words ?? NO_TEXT;
  }
  const line = Array.from(
    text
      .slice(0, 2 * LONGEST)
      .replace(/\s+/gu, " ")
      .trim(),
  );
  const shown = line.length > LONGEST ? `${line.slice(0, LONGEST).join("")}…` : line.join("");
  return words === undefined ? shown : `${words}: ${shown}`;
}
