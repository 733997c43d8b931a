// SPDX-License-Identifier: Apache-2.0

import { isBlank } from "../../text/visible";
import { avatar } from "../avatar";
import { make, setAttribute, setText } from "../dom";
import { fullTime, timeOfDay } from "../words";
import type { MessageRow } from "./arrange";
import { splitLinks } from "./links";

/** What a line with a failed message can ask for. */
export interface Delivery {
  retry(clientId: string): void;
  discard(clientId: string): void;
}

/** One message on the page. It is made once; what changes later is who is shown beside it, and how it fared. */
export class MessageLine {
  readonly element: HTMLElement;
  private readonly bubble: HTMLElement;
  private readonly face = make("span", { class: "face" });
  private readonly name = make("bdi");
  private readonly mark = make("span", { class: "mark" });
  private readonly role = make("span", { class: "role" });
  private readonly time = make("time");
  private readonly body: HTMLElement;
  private shownFace = "";
  private fate: HTMLElement | undefined;
  private shownFate = "";

  constructor(
    row: MessageRow,
    private readonly delivery: Delivery,
  ) {
    this.bubble = make("p", { class: "bubble", dir: "auto", "data-testid": "message" }, ...content(row.text));
    const who = make(
      "p",
      { class: "who" },
      make("span", { class: "name" }, this.name),
      this.mark,
      this.role,
      this.time,
    );
    this.body = make("div", { class: "body" }, who, this.bubble);
    this.element = make("div", { class: "line" }, this.face, this.body);
    this.update(row);
  }

  update(row: MessageRow): void {
    setAttribute(this.element, "data-own", row.own);
    setAttribute(this.element, "data-start", row.start);
    setAttribute(this.bubble, "data-seq", row.seq === undefined ? false : String(row.seq));
    setAttribute(this.bubble, "data-sender", row.sender);
    setAttribute(this.bubble, "data-state", row.state);
    setText(this.name, row.own ? "You" : row.name);
    setText(this.mark, row.own ? "" : row.mark);
    setText(this.role, row.own ? "" : (row.profile.role ?? ""));
    setText(this.time, timeOfDay(row.at));
    setAttribute(this.time, "datetime", new Date(row.at).toISOString());
    setAttribute(this.time, "title", fullTime(row.at));
    setAttribute(this.bubble, "title", fullTime(row.at));
    this.showFace(row);
    this.showFate(row);
  }

  private showFace(row: MessageRow): void {
    const wanted = row.start && !row.own ? `${row.name} ${row.profile.picture ?? ""}` : "";
    if (wanted !== this.shownFace) {
      this.shownFace = wanted;
      this.face.replaceChildren(...(wanted ? [avatar(row.sender, row.name, row.profile)] : []));
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
    return make("p", { class: "fate" }, `Not sent. ${row.problem} `, retry, discard);
  }
}

function button(label: string, hook: string, act: () => void): HTMLElement {
  const element = make("button", { type: "button", class: "text-button", "data-testid": hook }, label);
  element.addEventListener("click", act);
  return element;
}

/** What stands in the bubble: a text that shows nothing is said to be one. */
function content(text: string): (Node | string)[] {
  return isBlank(text) ? [make("em", { class: "blank" }, "No visible text")] : richText(text);
}

/** Text with its addresses as links that tell the other side nothing about this page. */
function richText(text: string): (Node | string)[] {
  return splitLinks(text).map((piece) => {
    if (piece.href === undefined) {
      return piece.text;
    }
    const link = make("a", { rel: "noopener noreferrer", target: "_blank" }, piece.text);
    link.href = piece.href;
    return link;
  });
}
