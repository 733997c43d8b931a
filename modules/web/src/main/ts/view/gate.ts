// SPDX-License-Identifier: Apache-2.0
import { type Action, actionButton, part, setHidden, setText } from "./dom";

/** Why somebody stands before the door. */
export type Reason = "none" | "login" | "spent" | "ended" | "unreachable" | "framed" | "change" | "choose";

const TITLES: Readonly<Record<Reason, string>> = {
  none: "You need a link to get in",
  login: "You are not logged in",
  spent: "This link no longer works",
  ended: "Your session has ended",
  unreachable: "The hub cannot be reached",
  framed: "Waiting for your login",
  change: "This link is for another person",
  choose: "Who do you want to be here?",
};

const WORDS: Readonly<Record<Reason, string>> = {
  none: "This chat opens with a personal link that works once, or from the app that it belongs to.",
  login: "Log in to go on.",
  spent: "It has been used already, or it has expired. Each link works once.",
  ended: "To go on, log in again or open a fresh link. What you had not sent yet is kept in this tab.",
  unreachable: "Your link has not been lost. Try again in a moment.",
  framed: "The page around this chat logs you in.",
  change:
    "You are logged in already. A link that you did not expect may come from somebody who wants to be taken for you.",
  choose: "More than one person is logged in to this chat in this browser.",
};

const ASK_FOR_LINK: readonly Reason[] = ["none", "spent", "ended"];

/** The page before the chat. */
export class Gate {
  show(reason: Reason, actions: readonly Action[] = []): void {
    setHidden(part("chat", HTMLElement), true);
    setHidden(part("gate", HTMLElement), false);
    setHidden(part("gate-help", HTMLElement), actions.length > 0 || !ASK_FOR_LINK.includes(reason));
    setText(part("gate-title", HTMLElement), TITLES[reason]);
    setText(part("gate-words", HTMLElement), WORDS[reason]);
    part("gate-actions", HTMLElement).replaceChildren(
      ...actions.map((action) => actionButton(action, { class: "button", "data-testid": "gate-action" })),
    );
    part("gate", HTMLElement).dataset.reason = reason;
    part("gate-title", HTMLElement).focus();
  }

  hide(): void {
    setHidden(part("gate", HTMLElement), true);
    setHidden(part("chat", HTMLElement), false);
  }
}
