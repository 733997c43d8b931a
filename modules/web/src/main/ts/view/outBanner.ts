// SPDX-License-Identifier: Apache-2.0
import type { CurrentDetails } from "../room/currentDetails";
import type { RoomPhase } from "../room/membership";
import type { Banner } from "./chrome";

/**
 * What stands in for the composer when this user is not in the room. The way back is the room's own rule: where it lets
 * nobody in by itself, no button says that it does.
 */
export function outBanner(details: CurrentDetails, phase: RoomPhase, words: string, again: () => void): Banner {
  if (details.isOver) {
    return { words: `${details.isSession ? "This session" : "This room"} has ended for all.` };
  }
  if (phase === "missing") {
    return { words: `${words} Check the link, or choose another room.` };
  }
  if (phase === "out" && !details.isOpen) {
    return { words: `${words} To come back, ask somebody who may add people.` };
  }
  return { words, action: { label: phase === "out" ? "Join again" : "Try again", act: again } };
}
