// SPDX-License-Identifier: Apache-2.0
import { tooLong } from "../wire/failure";

/** A hub closes the connection for a frame of 64 KiB. */
const MOST_BYTES = 60_000;

/** Why a text cannot be sent, in words; nothing where it can. */
export function sizeProblem(text: string): string | undefined {
  const bytes = new TextEncoder().encode(JSON.stringify(text)).length;
  return bytes > MOST_BYTES ? tooLong(bytes, MOST_BYTES) : undefined;
}
