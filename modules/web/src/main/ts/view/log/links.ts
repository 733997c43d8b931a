// SPDX-License-Identifier: Apache-2.0

/** A piece of a message: plain text, or text that leads somewhere. */
export interface Piece {
  readonly text: string;
  readonly href?: string;
}

// No blanks, no quotes, and none of the characters that are invisible or turn the reading direction.
const ADDRESS = /\b(?:https?:\/\/|mailto:)[^\s<>"'`\p{C}]+/giu;
const MARKS = ".,;:!?*_~…";
const BRACKETS = ")]}";
const CLOSING = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);

/** Splits a text at its addresses. Only http, https and mailto ever become a link. */
export function splitLinks(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const shown = withoutTail(match[0]);
    const href = safeAddress(shown);
    if (href === undefined) {
      continue;
    }
    if (match.index > from) {
      pieces.push({ text: text.slice(from, match.index) });
    }
    pieces.push({ text: shown, href });
    from = match.index + shown.length;
  }
  if (from < text.length) {
    pieces.push({ text: text.slice(from) });
  }
  return pieces;
}

/**
 * Takes off what belongs to the sentence: its marks, and brackets that were opened before the address. One pass, for
 * a text may be long and meant to be slow.
 */
function withoutTail(address: string): string {
  const surplus = new Map<string, number>();
  for (const char of address) {
    const closed = CLOSING.get(char) ?? char;
    surplus.set(closed, (surplus.get(closed) ?? 0) + (CLOSING.has(char) ? -1 : 1));
  }
  let end = address.length;
  for (let last = address.charAt(end - 1); isTail(last, surplus); last = address.charAt(end - 1)) {
    surplus.set(last, (surplus.get(last) ?? 0) - 1);
    end -= 1;
  }
  return address.slice(0, end);
}

function isTail(last: string, surplus: ReadonlyMap<string, number>): boolean {
  return last !== "" && (MARKS.includes(last) || (BRACKETS.includes(last) && (surplus.get(last) ?? 0) > 0));
}

/** The address as the browser understands it. One that hides its host behind a user name is none. */
function safeAddress(shown: string): string | undefined {
  try {
    const url = new URL(shown);
    const isWeb = url.protocol === "http:" || url.protocol === "https:";
    const isMail = url.protocol === "mailto:" && url.pathname.includes("@");
    return (isWeb && url.username === "" && url.password === "") || isMail ? url.href : undefined;
  } catch {
    return undefined;
  }
}
