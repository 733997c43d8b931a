// SPDX-License-Identifier: Apache-2.0

/** A piece of a text: a mention, or what stands around it. */
export interface Marked {
  readonly text: string;
  readonly isMarked: boolean;
}

const GOES_ON = /^[\p{L}\p{N}_]/u;
/** The most signs that are looked at; a longer text with more of them is shown without marks from there. */
const MOST_SIGNS = 500;

/** Splits a text at its mentions: those of the labels, such as `@Ann`, that stand in it as whole words. */
export function splitMentions(text: string, labels: readonly string[]): Marked[] {
  const longestFirst = [...new Set(labels)].sort((a, b) => b.length - a.length);
  const pieces: Marked[] = [];
  let from = 0;
  let signs = 0;
  for (let at = text.indexOf("@"); at >= 0 && signs < MOST_SIGNS; at = text.indexOf("@", at + 1)) {
    signs += 1;
    const label = at < from ? undefined : longestFirst.find((each) => standsAt(text, each, at));
    if (label !== undefined) {
      if (at > from) {
        pieces.push({ text: text.slice(from, at), isMarked: false });
      }
      pieces.push({ text: label, isMarked: true });
      from = at + label.length;
    }
  }
  if (from < text.length) {
    pieces.push({ text: text.slice(from), isMarked: false });
  }
  return pieces;
}

/** From a place to another one, which is not included. */
export type Span = readonly [number, number];

const BEFORE_FIRST = 60;
const LONGEST = 240;

/** Splits a text at the places that were found; of a long text what is around the first one. */
export function splitSpans(text: string, spans: readonly Span[]): Marked[] {
  const begin = text.length <= LONGEST ? 0 : Math.max(0, (spans[0]?.[0] ?? 0) - BEFORE_FIRST);
  const end = Math.min(text.length, begin + LONGEST);
  const pieces: Marked[] = begin > 0 ? [{ text: "…", isMarked: false }] : [];
  const push = (from: number, to: number, isMarked: boolean): void => {
    if (to > from) {
      pieces.push({ text: text.slice(from, to).replace(/\s+/gu, " "), isMarked });
    }
  };
  let from = begin;
  for (const [start, stop] of spans) {
    const first = Math.min(end, Math.max(from, start));
    const last = Math.min(end, Math.max(first, stop));
    push(from, first, false);
    push(first, last, true);
    from = last;
  }
  push(from, end, false);
  return end < text.length ? [...pieces, { text: "…", isMarked: false }] : pieces;
}

/** Splits a text at the words that were looked for, at the beginning of words and whatever their case. */
export function splitWords(text: string, words: readonly string[]): Marked[] {
  const wanted = words.map(fold).filter((word) => word !== "");
  return text
    .split(/([\p{L}\p{N}_]+)/u)
    .filter((piece) => piece !== "")
    .map((piece) => ({ text: piece, isMarked: wanted.some((word) => fold(piece).startsWith(word)) }));
}

/** The words of a query. */
export function wordsOf(query: string): string[] {
  return query.match(/[\p{L}\p{N}_]+/gu) ?? [];
}

function fold(word: string): string {
  return word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Whether the label stands there, and the word does not go on behind it. */
export function standsAt(text: string, label: string, at: number): boolean {
  return text.startsWith(label, at) && !GOES_ON.test(text.slice(at + label.length, at + label.length + 2));
}
