// SPDX-License-Identifier: Apache-2.0
import { actionButton, make, part, refill, setHidden, setText } from "./dom";
import { fullTime, momentWords } from "./words";

/** A message that waits for a moderator. */
export interface HeldRow {
  readonly id: string;
  readonly name: string;
  readonly isOwn: boolean;
  readonly isEdit: boolean;
  readonly text: string;
  /** Of an edit: the text of the message now; empty where it is not on the page. */
  readonly before: string;
  /** Empty: none is known. */
  readonly reason: string;
  readonly at: number;
}

/** What a moderator does with them. */
export interface ReviewActions {
  openReview(): void;
  closeReview(): void;
  decide(id: string, isApproved: boolean): void;
}

/** The line that says how many messages wait for a moderator, and the list of them over the messages of the room. */
export class ReviewList {
  private readonly bar = part("review-bar", HTMLElement);
  private readonly count = part("review-count", HTMLElement);
  private readonly opener = part("open-review", HTMLButtonElement);
  private readonly panel = part("review", HTMLElement);
  private readonly title = part("review-title", HTMLElement);
  private readonly words = part("review-words", HTMLElement);
  private readonly list = part("review-list", HTMLElement);
  private said = "";
  private isEmpty = true;

  constructor(private readonly actions: ReviewActions) {
    this.opener.addEventListener("click", () => (this.isOpen ? actions.closeReview() : actions.openReview()));
    part("review-close", HTMLButtonElement).addEventListener("click", () => actions.closeReview());
    this.panel.addEventListener("keydown", (event) => event.key === "Escape" && actions.closeReview());
  }

  get isOpen(): boolean {
    return !this.panel.hidden;
  }

  open(): void {
    setHidden(this.panel, false);
    this.opener.setAttribute("aria-expanded", "true");
    this.title.focus({ preventScroll: true });
  }

  close(): void {
    const hadFocus = this.panel.contains(document.activeElement);
    setHidden(this.panel, true);
    this.opener.setAttribute("aria-expanded", "false");
    if (hadFocus && !this.bar.hidden) {
      this.opener.focus();
    }
  }

  show(rows: readonly HeldRow[], hasMore: boolean): void {
    const hadFocus = this.list.contains(document.activeElement);
    const many = rows.length === 1 ? "1 message waits" : `${rows.length}${hasMore ? "+" : ""} messages wait`;
    this.isEmpty = rows.length === 0;
    setText(this.count, this.isEmpty ? "" : `${many} for a moderator.`);
    setHidden(this.bar, this.isEmpty);
    refill(
      this.list,
      rows.map((row) => this.line(row)),
    );
    setHidden(this.list, this.isEmpty);
    if (hadFocus && !this.list.contains(document.activeElement)) {
      this.title.focus({ preventScroll: true });
    }
    this.say(this.said);
  }

  /** What went wrong; empty: nothing. */
  say(words: string): void {
    this.said = words;
    const shown = words === "" && this.isEmpty ? "Nothing waits." : words;
    setText(this.words, shown);
    setHidden(this.words, shown === "");
  }

  private line(row: HeldRow): HTMLElement {
    const top = make(
      "p",
      { class: "hit-top" },
      make("bdi", { class: "name" }, row.name),
      ...(row.isEdit ? [make("span", { class: "hint" }, "Edit of a message")] : []),
      make("time", { datetime: new Date(row.at).toISOString(), title: fullTime(row.at) }, momentWords(row.at)),
    );
    const notes = [row.before === "" ? "" : `Now: ${row.before}`, row.reason === "" ? "" : `Reason: ${row.reason}`];
    return make(
      "li",
      { class: "held", "data-testid": "held" },
      top,
      make("p", { class: "held-text", "data-testid": "held-text", dir: "auto" }, row.text),
      ...notes.filter((note) => note !== "").map((note) => make("p", { class: "hint", dir: "auto" }, note)),
      this.buttons(row),
    );
  }

  private buttons({ id, isOwn }: HeldRow): HTMLElement {
    if (isOwn) {
      return make("p", { class: "hint" }, "Others review your messages.");
    }
    const button = (label: string, isApproved: boolean, kind: string): HTMLButtonElement =>
      actionButton(
        { label, act: () => this.actions.decide(id, isApproved) },
        { class: kind, "data-key": `${label} ${id}`, "data-testid": isApproved ? "approve" : "refuse" },
      );
    return make(
      "p",
      { class: "held-actions" },
      button("Approve", true, "button"),
      button("Refuse", false, "text-button danger"),
    );
  }
}
