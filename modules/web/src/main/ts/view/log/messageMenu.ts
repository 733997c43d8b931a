// SPDX-License-Identifier: Apache-2.0
import type { MessageAction } from "../../room/messageRights";
import { isReaction, QUICK_EMOJIS } from "../../text/emoji";
import { make } from "../dom";

/** What can be asked for at a message. */
export interface MessageSteps {
  act(seq: number, action: Exclude<MessageAction, "react">): void;
  /** @param isMine whether this user is known to have reacted so already */
  react(seq: number, emoji: string, isMine: boolean): void;
  /** Shows another message. */
  show(seq: number): void;
  /** Shows the thread of a message. */
  thread(seq: number): void;
}

const LABELS: Readonly<Record<Exclude<MessageAction, "react">, string>> = {
  reply: "Reply",
  thread: "Thread",
  edit: "Edit",
  pin: "Pin",
  unpin: "Unpin",
  delete: "Delete",
};

/** The buttons of one message, or the question whether it is to be deleted. */
export function messageMenu(
  seq: number,
  actions: readonly MessageAction[],
  steps: MessageSteps,
  close: () => void,
): HTMLElement {
  const menu = make("div", {
    class: "message-menu",
    role: "group",
    "aria-label": "Message",
    "data-testid": "message-menu",
  });
  const then = (act: () => void) => (): void => {
    close();
    act();
  };
  const fill = (): void => {
    menu.replaceChildren(
      ...(actions.includes("react") ? [emojis((emoji) => then(() => steps.react(seq, emoji, false))())] : []),
    );
    for (const action of actions) {
      if (action === "delete") {
        menu.append(button(LABELS.delete, "message-delete", () => ask(), "danger"));
      } else if (action !== "react") {
        menu.append(
          button(
            LABELS[action],
            `message-${action}`,
            then(() => steps.act(seq, action)),
          ),
        );
      }
    }
  };
  const ask = (): void => {
    const yes = button(
      "Delete",
      "message-yes",
      then(() => steps.act(seq, "delete")),
      "danger",
    );
    const no = button("Keep", "message-no", close);
    menu.replaceChildren(make("p", {}, "Delete for all? That cannot be undone."), yes, no);
    no.focus();
  };
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
  });
  fill();
  return menu;
}

function emojis(react: (emoji: string) => void): HTMLElement {
  const input = make("input", {
    type: "text",
    class: "emoji-input",
    "aria-label": "Another emoji",
    placeholder: "☺",
    maxlength: "32",
    autocomplete: "off",
    "data-testid": "emoji-input",
  });
  const form = make("form", { class: "emojis" });
  for (const emoji of QUICK_EMOJIS) {
    const hooks = { "data-testid": "quick-reaction", "aria-label": `React with ${emoji}` };
    const quick = make("button", { type: "button", class: "emoji", ...hooks }, emoji);
    quick.addEventListener("click", () => react(emoji));
    form.append(quick);
  }
  form.append(input);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const emoji = input.value.trim();
    if (isReaction(emoji)) {
      react(emoji);
    }
  });
  return form;
}

function button(label: string, hook: string, act: () => void, look = ""): HTMLButtonElement {
  const element = make("button", { type: "button", class: `text-button ${look}`.trim(), "data-testid": hook }, label);
  element.addEventListener("click", act);
  return element;
}
