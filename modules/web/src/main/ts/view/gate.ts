// SPDX-License-Identifier: Apache-2.0
import { part, setHidden, setText } from "./dom";

/** Why somebody stands before the door. */
export type Reason = "none" | "spent" | "ended" | "unreachable";

const TITLES: Readonly<Record<Reason, string>> = {
  none: "You need a link to get in",
  spent: "This link no longer works",
  ended: "Your session has ended",
  unreachable: "The hub cannot be reached",
};

const WORDS: Readonly<Record<Reason, string>> = {
  none: "This chat opens with a personal link that works once.",
  spent: "It has been used already, or it has expired. Each link works once.",
  ended: "To go on, open a fresh link. What you had not sent yet is kept in this tab.",
  unreachable: "Your link has not been lost. Try again in a moment.",
};

/** The page before the chat. */
export class Gate {
  private readonly retry = part("gate-retry", HTMLButtonElement);

  show(reason: Reason, again?: () => void): void {
    setHidden(part("chat", HTMLElement), true);
    setHidden(part("gate", HTMLElement), false);
    setHidden(part("gate-help", HTMLElement), reason === "unreachable");
    setText(part("gate-title", HTMLElement), TITLES[reason]);
    setText(part("gate-words", HTMLElement), WORDS[reason]);
    setHidden(this.retry, again === undefined);
    this.retry.onclick = again ?? null;
    part("gate-title", HTMLElement).focus();
  }

  hide(): void {
    setHidden(part("gate", HTMLElement), true);
    setHidden(part("chat", HTMLElement), false);
  }
}
