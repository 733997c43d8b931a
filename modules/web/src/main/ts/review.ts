// SPDX-License-Identifier: Apache-2.0
import type { HeldMessage } from "./contract/heldRequests";
import type { Hub } from "./contract/hub";
import type { Room } from "./room/room";
import { kindWords, NO_TEXT } from "./text/preview";
import { isBlank } from "./text/visible";
import type { HeldRow, ReviewList } from "./view/reviewList";
import { isDisconnect, reasonFor } from "./wire/failure";

const NOT_NOW = "Not connected. Please try again in a moment.";

/** The messages of a room that wait for a moderator, where this user is one. */
export class Review {
  private messages: readonly HeldMessage[] = [];
  private hasMore = false;
  private isAllowed = false;
  private turn = 0;

  constructor(
    private readonly room: Room,
    private readonly me: string,
    private readonly hub: () => Hub | undefined,
    private readonly view: Pick<ReviewList, "show" | "say" | "open" | "close">,
  ) {}

  /** What this user may do is known, or has changed. */
  allow(isAllowed: boolean): void {
    if (isAllowed !== this.isAllowed) {
      this.isAllowed = isAllowed;
      this.refresh();
    }
  }

  /** Asks for what waits: over a new connection, and after the hub has said that it has changed. */
  refresh(): void {
    if (this.isAllowed) {
      void this.load();
    } else {
      this.take([], false);
      this.view.close();
    }
  }

  open(): void {
    this.view.say("");
    this.view.open();
    this.refresh();
  }

  close(): void {
    this.isAllowed = false;
    this.refresh();
  }

  async decide(id: string, isApproved: boolean): Promise<void> {
    const hub = this.hub();
    if (!hub) {
      this.view.say(NOT_NOW);
      return;
    }
    try {
      this.view.say("");
      await (isApproved ? hub.held.release(this.room.id, id) : hub.held.drop(this.room.id, id));
      this.take(
        this.messages.filter((message) => message.id !== id),
        this.hasMore,
      );
    } catch (error) {
      this.view.say(reasonFor(error));
    }
    this.refresh();
  }

  private async load(): Promise<void> {
    const hub = this.hub();
    this.turn += 1;
    const turn = this.turn;
    try {
      const page = await hub?.held.list(this.room.id);
      if (page && turn === this.turn) {
        this.take(page.messages, page.hasMore);
      }
    } catch (error) {
      if (turn === this.turn && !isDisconnect(error)) {
        this.view.say(reasonFor(error)); // Shown where the list is open; the next event asks again.
      }
    }
  }

  private take(messages: readonly HeldMessage[], hasMore: boolean): void {
    this.turn += 1;
    this.messages = messages;
    this.hasMore = hasMore;
    this.view.show(
      messages.map((message) => this.row(message)),
      hasMore,
    );
  }

  private row({ id, sender, name, kind, text, url, target, reason, at }: HeldMessage): HeldRow {
    const { directory, timeline } = this.room;
    const words = [kindWords(kind), url, isBlank(text) ? undefined : text].filter((part) => part !== undefined);
    const before = target === undefined ? undefined : timeline.at(target)?.text;
    return {
      id,
      name: name ?? directory.nameOf(sender),
      isOwn: sender === this.me,
      isEdit: target !== undefined,
      text: words.length === 0 ? NO_TEXT : words.join("\n"),
      before: before ?? "",
      reason,
      at,
    };
  }
}
