// SPDX-License-Identifier: Apache-2.0

import { avatar } from "../avatar";
import { make, setAttribute, setText } from "../dom";
import { fullTime, timeOfDay } from "../words";
import { bodyKey, bodyOf } from "./messageBody";
import { MessageExtras } from "./messageExtras";
import { type MessageSteps, messageMenu } from "./messageMenu";
import type { MessageRow } from "./messageRow";

/** What a line with a failed message can ask for. */
export interface Delivery {
  retry(clientId: string): void;
  discard(clientId: string): void;
}

/** One message on the page. Only what has changed of it is made anew. */
export class MessageLine {
  readonly element: HTMLElement;
  private readonly bubble = make("div", { class: "bubble", dir: "auto", "data-testid": "message" });
  private readonly face = make("span", { class: "face" });
  private readonly name = make("bdi");
  private readonly mark = make("span", { class: "mark" });
  private readonly role = make("span", { class: "role" });
  private readonly time = make("time");
  private readonly body: HTMLElement;
  private readonly more = make("button", { type: "button", class: "more", "data-testid": "message-more" }, "⋯");
  private readonly extras: MessageExtras;
  private row: MessageRow;
  private menu: HTMLElement | undefined;
  private quote: HTMLElement | undefined;
  private shownQuote = "";
  private shownBody = "";
  private shownFace = "";
  private fate: HTMLElement | undefined;
  private shownFate = "";

  constructor(
    row: MessageRow,
    private readonly delivery: Delivery,
    private readonly steps: MessageSteps,
  ) {
    this.row = row;
    this.extras = new MessageExtras(steps);
    const who = make(
      "p",
      { class: "who" },
      make("span", { class: "name" }, this.name),
      this.mark,
      this.role,
      this.time,
    );
    this.body = make("div", { class: "body" }, who, make("div", { class: "said" }, this.bubble, this.more));
    this.element = make("div", { class: "line" }, this.face, this.body);
    this.more.addEventListener("click", () => this.setMenu(!this.menu));
    this.update(row);
  }

  /** Gives whether the message itself looks different now. */
  update(row: MessageRow): boolean {
    this.row = row;
    setAttribute(this.element, "data-own", row.own);
    setAttribute(this.element, "data-start", row.start);
    setAttribute(this.element, "data-mentions-me", row.mentionsMe);
    setAttribute(this.bubble, "data-seq", row.seq === undefined ? false : String(row.seq));
    setAttribute(this.bubble, "data-sender", row.sender);
    setAttribute(this.bubble, "data-state", row.state);
    setAttribute(this.bubble, "data-kind", row.content.kind);
    setAttribute(this.bubble, "data-deleted", row.content.deleted !== undefined);
    setText(this.name, row.own ? "You" : row.name);
    setText(this.mark, row.own ? "" : row.mark);
    setText(this.role, row.own ? "" : (row.profile.role ?? ""));
    setText(this.time, timeOfDay(row.at));
    setAttribute(this.time, "datetime", new Date(row.at).toISOString());
    setAttribute(this.time, "title", fullTime(row.at));
    setAttribute(this.bubble, "title", fullTime(row.at));
    this.showFace(row);
    this.showQuote(row);
    this.showMore(row);
    this.showExtras(row);
    this.showFate(row);
    return this.showBody(row);
  }

  private showBody(row: MessageRow): boolean {
    const wanted = bodyKey(row);
    if (wanted === this.shownBody) {
      return false;
    }
    this.shownBody = wanted;
    this.bubble.replaceChildren(...bodyOf(row));
    return true;
  }

  private showFace(row: MessageRow): void {
    const wanted = row.start && !row.own ? `${row.name} ${row.profile.picture ?? ""}` : "";
    if (wanted !== this.shownFace) {
      this.shownFace = wanted;
      this.face.replaceChildren(...(wanted ? [avatar(row.sender, row.name, row.profile)] : []));
    }
  }

  private showQuote({ quote }: MessageRow): void {
    const wanted = quote ? JSON.stringify(quote) : "";
    if (wanted === this.shownQuote) {
      return;
    }
    this.shownQuote = wanted;
    this.quote?.remove();
    this.quote = undefined;
    if (quote) {
      const name = quote.name === "" ? [] : [make("bdi", { class: "quote-name" }, quote.name)];
      const text = make("span", { class: "quote-text", dir: "auto" }, quote.text);
      const hooks = { "data-testid": "quote", "data-target": String(quote.seq) };
      const words = make("span", { class: "unseen" }, "In reply to ");
      this.quote = make("button", { type: "button", class: "quote", ...hooks }, words, ...name, text);
      this.quote.addEventListener("click", () => this.steps.show(quote.seq));
      this.body.insertBefore(this.quote, this.bubble.parentElement);
    }
  }

  private showMore({ actions, seq, name, own }: MessageRow): void {
    const isThere = actions.length > 0 && seq !== undefined;
    if (this.more.hidden === isThere) {
      this.more.hidden = !isThere;
    }
    setAttribute(this.more, "aria-label", `Actions for the message of ${own ? "you" : name}`);
    if (!isThere || this.menu?.dataset.actions !== actions.join(" ")) {
      this.setMenu(false);
    }
    setAttribute(this.more, "aria-expanded", String(this.menu !== undefined));
  }

  private setMenu(isOpen: boolean): void {
    const { seq, actions } = this.row;
    if (isOpen === (this.menu !== undefined)) {
      return;
    }
    if (!isOpen || seq === undefined) {
      const hadFocus = this.menu?.contains(document.activeElement) === true;
      this.menu?.remove();
      this.menu = undefined;
      if (hadFocus) {
        this.more.focus();
      }
    } else {
      this.menu = messageMenu(seq, actions, this.steps, () => this.setMenu(false));
      this.menu.dataset.actions = actions.join(" ");
      this.bubble.parentElement?.after(this.menu);
      this.menu.scrollIntoView({ block: "nearest" });
      this.menu.querySelector("button")?.focus({ preventScroll: true });
    }
    setAttribute(this.more, "aria-expanded", String(this.menu !== undefined));
  }

  private showExtras(row: MessageRow): void {
    const isThere = this.extras.update(row);
    if (isThere && !this.extras.element.isConnected) {
      this.body.append(this.extras.element);
    } else if (!isThere) {
      this.extras.element.remove();
    }
  }

  private showFate(row: MessageRow): void {
    const wanted = row.state + row.problem;
    if (wanted !== this.shownFate) {
      this.shownFate = wanted;
      this.fate?.remove();
      this.fate = this.newFate(row);
      if (this.fate) {
        this.body.append(this.fate);
      }
    }
  }

  /** Nothing for a message that is where it belongs. */
  private newFate(row: MessageRow): HTMLElement | undefined {
    if (row.state === "sent") {
      return undefined;
    }
    if (row.state === "pending") {
      return make("p", { class: row.problem ? "fate" : "fate late" }, row.problem || "Sending…");
    }
    const retry = button("Try again", "retry", () => this.delivery.retry(row.clientId));
    const discard = button("Delete", "discard", () => this.delivery.discard(row.clientId));
    return make("p", { class: "fate", "data-failed": true }, `Not sent. ${row.problem} `, retry, discard);
  }
}

function button(label: string, hook: string, act: () => void): HTMLElement {
  const element = make("button", { type: "button", class: "text-button", "data-testid": hook }, label);
  element.addEventListener("click", act);
  return element;
}
