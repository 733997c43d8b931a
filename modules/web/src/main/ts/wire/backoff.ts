// SPDX-License-Identifier: Apache-2.0
import type { ComeBack } from "./closeCode";

const FIRST = 1_000;
const LONGEST = 30_000;
/** While somebody looks at the page, the hub is not back for long before the page is. */
const LONGEST_WATCHED = 6_000;

/**
 * How long to wait before an attempt: anything up to a ceiling that doubles from 1 s to 30 s. Fully random, so that
 * the pages of a restarted hub do not come back together.
 */
export function backoff(attempt: number, random: () => number = Math.random, longest = LONGEST): number {
  return random() * Math.min(longest, FIRST * 2 ** Math.min(attempt, 10));
}

/** `atOnce` holds for the first attempt only: a hub that keeps closing is given more and more time. */
export function waitBefore(
  comeBack: ComeBack,
  attempt: number,
  random: () => number = Math.random,
  watched = false,
): number {
  return comeBack === "atOnce" && attempt === 0
    ? random() * FIRST
    : backoff(attempt, random, watched ? LONGEST_WATCHED : LONGEST);
}
