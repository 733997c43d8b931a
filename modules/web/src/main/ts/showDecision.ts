// SPDX-License-Identifier: Apache-2.0
import type { Decision } from "./contract/roomList";
import type { Outbox } from "./room/outbox";

/** Says that a moderator has refused a message, beside it, or an edit. What is released comes as an entry. */
export function showDecision(
  { clientId, isReleased, reason }: Decision,
  outbox: Pick<Outbox, "refused"> | undefined,
  say: (words: string) => void,
): void {
  if (isReleased) {
    return;
  }
  const what = clientId === undefined ? "edit" : "message";
  const words = `A moderator has refused your ${what}${reason === "" ? "" : `: ${reason}`}.`;
  if (clientId === undefined) {
    say(words);
  } else {
    outbox?.refused(clientId, words);
  }
}
