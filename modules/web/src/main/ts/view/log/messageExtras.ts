// SPDX-License-Identifier: Apache-2.0
import { make, refill } from "../dom";
import { fullTime } from "../words";
import type { MessageSteps } from "./messageMenu";
import type { MessageRow } from "./messageRow";

/** What stands below a message: that it was edited or is pinned, its reactions, its thread. */
export class MessageExtras {
  readonly element = make("div", { class: "extras", "aria-live": "off" });
  private shown = "";

  constructor(private readonly steps: MessageSteps) {}

  /** Gives whether there is anything. */
  update({ seq, content, reactions, thread, actions, mentionsMe }: MessageRow): boolean {
    const { edited, pinned, deleted } = content;
    const canReact = actions.includes("react");
    const shown = JSON.stringify([seq, edited, pinned, thread, deleted, reactions, canReact, mentionsMe]);
    if (shown !== this.shown) {
      this.shown = shown;
      const parts: HTMLElement[] = deleted ? [] : [...notes(mentionsMe, pinned !== undefined, edited?.at)];
      if (seq !== undefined) {
        parts.push(...reactions.map((reaction) => this.chip(seq, reaction, canReact)));
      }
      if (thread) {
        parts.push(this.thread(thread));
      }
      refill(this.element, parts);
    }
    return this.element.childElementCount > 0;
  }

  private chip(seq: number, { emoji, count, mine }: MessageRow["reactions"][number], canReact: boolean): HTMLElement {
    const chip = make(
      "button",
      {
        type: "button",
        class: "chip",
        disabled: !canReact,
        "aria-pressed": String(mine),
        "data-testid": "reaction",
        "data-emoji": emoji,
        "data-key": `reaction ${seq} ${emoji}`,
      },
      make("bdi", {}, emoji),
      ` ${count}`,
      make("span", { class: "unseen" }, count === 1 ? " reaction" : " reactions"),
    );
    chip.addEventListener("click", () => this.steps.react(seq, emoji, mine));
    return chip;
  }

  private thread({ seq, words }: NonNullable<MessageRow["thread"]>): HTMLElement {
    const hooks = { "data-testid": "thread-link", "data-key": `thread ${seq}` };
    const link = make("button", { type: "button", class: "text-button", ...hooks }, words);
    link.addEventListener("click", () => this.steps.thread(seq));
    return link;
  }
}

function notes(mentionsMe: boolean, isPinned: boolean, editedAt: number | undefined): HTMLElement[] {
  const found: HTMLElement[] = [];
  if (mentionsMe) {
    found.push(make("span", { class: "note mentions-me", "data-testid": "mentions-me" }, "Mentions you"));
  }
  if (isPinned) {
    found.push(make("span", { class: "note", "data-testid": "pinned" }, "Pinned"));
  }
  if (editedAt !== undefined) {
    found.push(make("span", { class: "note", title: fullTime(editedAt), "data-testid": "edited" }, "Edited"));
  }
  return found;
}
