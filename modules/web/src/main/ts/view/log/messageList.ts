// SPDX-License-Identifier: Apache-2.0

import { make, setAttribute, setHidden, setText } from "../dom";
import { fullTime } from "../words";
import type { Row } from "./arrange";
import { LongMessages, unfold } from "./longMessages";
import { type Delivery, MessageLine } from "./messageLine";
import type { MessageSteps } from "./messageMenu";
import { ScrollKeeper } from "./scrollKeeper";

interface Line {
  readonly element: HTMLElement;
  /** Gives whether its height may have changed. */
  update(row: Row): boolean;
}

/** The elements of the page that a log is made of. */
export interface LogParts {
  readonly log: HTMLElement;
  readonly lines: HTMLElement;
  readonly jump: HTMLButtonElement;
}

/** What the log asks for when it is scrolled. */
export interface MessageListActions {
  /** The beginning is near. */
  older(): void;
  /** The end is on the screen. */
  reachedEnd(): void;
}

const QUIET_FOR = 400;
/** How long a message that was looked for stands out. */
const FOUND_FOR = 2_500;

/** A log of messages. Touches only what changed, so that neither the eye nor a screen reader is disturbed. */
export class MessageList {
  private readonly log: HTMLElement;
  private readonly lines: HTMLElement;
  private readonly jump: HTMLButtonElement;
  private readonly known = new Map<string, Line>();
  private readonly long: LongMessages;
  private readonly scroll: ScrollKeeper;
  private quiet: ReturnType<typeof setTimeout> | undefined;
  private unseen = 0;

  constructor(
    { log, lines, jump }: LogParts,
    private readonly actions: MessageListActions,
    private readonly delivery: Delivery,
    private readonly steps: MessageSteps,
  ) {
    this.log = log;
    this.lines = lines;
    this.jump = jump;
    this.long = new LongMessages(lines);
    this.scroll = new ScrollKeeper(log, lines);
    this.log.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.jump.addEventListener("click", () => {
      this.toEnd();
      this.log.focus({ preventScroll: true });
    });
  }

  get isAtEnd(): boolean {
    return this.scroll.isAtEnd;
  }

  /** `unseen`: how many messages of others are news. `quiet`: what came is history, not to be read out. */
  show(rows: readonly Row[], unseen: number, quiet: boolean): void {
    if (quiet) {
      this.hush();
    }
    this.scroll.keep(() => this.reconcile(rows));
    this.unseen = this.isAtEnd ? 0 : this.unseen + unseen;
    this.showJump();
    this.askForOlder();
  }

  /** The view changed its height: who was at the end stays there. */
  resized(): void {
    if (this.isAtEnd) {
      this.scroll.toEnd();
    }
  }

  /** Shows the line of a message and gives it the focus; false where it is not here. */
  reveal(seq: number): boolean {
    const bubble = this.lines.querySelector<HTMLElement>(`.bubble[data-seq="${seq}"]`);
    if (!bubble) {
      return false;
    }
    this.scroll.release();
    bubble.scrollIntoView({ block: "center" });
    setAttribute(bubble, "tabindex", "-1");
    bubble.focus({ preventScroll: true });
    bubble.dataset.found = "true";
    setTimeout(() => delete bubble.dataset.found, FOUND_FOR);
    return true;
  }

  toEnd(): void {
    this.scroll.toEnd();
    this.unseen = 0;
    this.showJump();
  }

  /** Another room: nothing of the old one stays. */
  clear(): void {
    this.show([], 0, true);
    this.toEnd();
  }

  private reconcile(rows: readonly Row[]): void {
    const wanted = new Set(rows.map(({ key }) => key));
    for (const [key, line] of this.known) {
      if (!wanted.has(key)) {
        line.element.remove();
        this.known.delete(key);
      }
    }
    const fresh: Element[] = [];
    let cursor = this.lines.firstChild;
    for (const row of rows) {
      const known = this.known.get(row.key);
      const element = this.lineFor(row, fresh).element;
      if (element === cursor) {
        cursor = cursor.nextSibling;
      } else {
        if (!known) {
          fresh.push(element);
        }
        this.lines.insertBefore(element, cursor);
      }
    }
    this.long.measure(fresh);
  }

  /** @param grown gets what may have another height now */
  private lineFor(row: Row, grown: Element[]): Line {
    const line = this.known.get(row.key);
    if (line) {
      if (line.update(row)) {
        unfold(line.element);
        grown.push(line.element);
      }
      return line;
    }
    const fresh = newLine(row, this.delivery, this.steps);
    this.known.set(row.key, fresh);
    return fresh;
  }

  /** History is for reading, not for reading out. */
  private hush(): void {
    this.log.setAttribute("aria-live", "off");
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.log.setAttribute("aria-live", "polite"), QUIET_FOR);
  }

  private scrolled(): void {
    if (this.isAtEnd) {
      this.unseen = 0;
      this.actions.reachedEnd();
    }
    this.showJump();
    this.askForOlder();
  }

  private askForOlder(): void {
    if (this.scroll.isNearStart) {
      this.actions.older();
    }
  }

  private showJump(): void {
    setHidden(this.jump, this.isAtEnd);
    setText(
      this.jump,
      this.unseen === 0 ? "Latest messages" : `${this.unseen} new message${this.unseen > 1 ? "s" : ""}`,
    );
    setAttribute(this.jump, "data-unseen", this.unseen > 0);
  }
}

function newLine(row: Row, delivery: Delivery, steps: MessageSteps): Line {
  if (row.kind === "message") {
    const line = new MessageLine(row, delivery, steps);
    return { element: line.element, update: (next) => next.kind === "message" && line.update(next) };
  }
  const text = make("span", { dir: "auto" });
  const element = make("p", { class: row.kind }, text);
  const update = (next: Row): boolean => {
    if (next.kind !== "message") {
      setText(text, next.text);
    }
    return false;
  };
  if (row.kind === "notice") {
    setAttribute(element, "data-testid", "notice");
    setAttribute(element, "title", fullTime(row.at));
  }
  update(row);
  return { element, update };
}
