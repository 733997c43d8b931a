// SPDX-License-Identifier: Apache-2.0

import type { Entry } from "./contract/entries";
import type { Hub } from "./contract/hub";
import type { RoomPhase } from "./room/membership";
import type { Outbox } from "./room/outbox";
import { Room } from "./room/room";
import { TypingSignal } from "./room/typingSignal";
import { roomLink } from "./session/fragment";
import { soon } from "./soon";
import type { Banner } from "./view/chrome";
import { arrange } from "./view/log/arrange";
import type { Views } from "./views";
import { tooLong } from "./wire/failure";

/** A hub closes the connection for a frame of 64 KiB. */
const MOST_BYTES = 60_000;
/** More at once than anybody would listen to. */
const MOST_READ_OUT = 10;
/** Said when a text cannot be taken yet. */
export const NOT_YET = "Not connected yet. Your text is still here.";

/** What the application wants to know of the room on the page. */
export interface RoomPageListener {
  left(): void;
  entered(): void;
}

/** One room on the page, from the moment it is chosen until another one is. */
export class RoomPage {
  readonly room: Room;
  private readonly typing: TypingSignal;
  private readonly draw = soon(() => this.drawMessages());
  private readonly drawPeople = soon(() => this.showPeople());
  private unseen = 0;
  private quiet = true;
  private closed = false;

  constructor(
    id: string,
    private readonly me: string,
    private readonly outbox: Outbox,
    private readonly views: Views,
    private readonly listener: RoomPageListener,
  ) {
    this.room = new Room(id, me, {
      phase: (phase, words) => this.phase(phase, words),
      entries: (grown) => this.entries(grown),
      people: () => this.drawPeople(),
      typing: () => this.drawTyping(),
      problem: (words) => !this.closed && views.chrome.showError(words),
    });
    this.typing = new TypingSignal((typing) => this.room.tellTyping(typing));
  }

  /** A name for the header until the room itself has told its own. */
  open(name: string): void {
    this.room.name = name;
    this.views.messages.clear();
    this.showPeople();
    this.drawTyping();
    this.draw();
  }

  async enter(hub: Hub): Promise<void> {
    if (this.room.phase !== "out") {
      await this.room.enter(hub);
    }
  }

  close(): void {
    this.typing.stop();
    this.closed = true;
    this.room.close();
  }

  typed(text: string): void {
    this.typing.typed(text);
  }

  send(text: string): boolean {
    // While entering, the join is on its way already, and the hub takes the requests of one room in order.
    if (this.room.phase !== "in" && this.room.phase !== "entering") {
      this.views.chrome.showError(NOT_YET);
      return false;
    }
    const bytes = new TextEncoder().encode(JSON.stringify(text)).length;
    if (bytes > MOST_BYTES) {
      this.views.chrome.showError(tooLong(bytes, MOST_BYTES));
      return false;
    }
    if (!this.outbox.add(this.room.id, text)) {
      this.views.chrome.showError("Too many messages are waiting to be sent.");
      return false;
    }
    this.typing.stop();
    this.views.messages.toEnd();
    return true;
  }

  /** The outbox changed: pending messages stand below the entries. */
  redraw(): void {
    this.draw();
  }

  private phase(phase: RoomPhase, words: string): void {
    if (this.closed) {
      return;
    }
    this.views.composer.setOpen(phase === "entering" || phase === "in");
    this.views.rooms.setCanLeave(phase === "in");
    if (phase === "in") {
      this.views.chrome.showBanner(undefined);
      this.listener.entered();
    } else if (phase !== "entering") {
      this.typing.stop();
      this.views.chrome.showBanner(this.banner(phase, words));
      this.showPeople();
      this.listener.left();
    }
  }

  /** The way back is the room's own rule: where it lets nobody in by itself, no button says that it does. */
  private banner(phase: RoomPhase, words: string): Banner {
    if (phase === "missing") {
      return { words: `${words} Check the link, or choose another room.` };
    }
    if (phase === "out" && !this.room.mayRejoin) {
      return { words: `${words} To come back, ask somebody who may add people.` };
    }
    return { words, action: { label: phase === "out" ? "Join again" : "Try again", act: () => this.again() } };
  }

  private again(): void {
    this.views.chrome.showBanner(undefined);
    void this.room.rejoin();
  }

  private entries(grown: readonly Entry[]): void {
    if (this.closed) {
      return;
    }
    const { id, timeline } = this.room;
    this.outbox.settle(id, grown, timeline.last);
    const news = this.room.isCaughtUp ? grown : [];
    const fresh = news.filter((entry) => entry.event === "message" && entry.sender !== this.me).length;
    this.views.chrome.count(fresh);
    this.unseen += fresh;
    this.quiet ||= news.length === 0 || news.length > MOST_READ_OUT;
    if (this.views.messages.isAtEnd) {
      this.room.trim();
    }
    this.draw();
  }

  private drawMessages(): void {
    if (this.closed) {
      return;
    }
    const { id, timeline, directory } = this.room;
    const rows = arrange(timeline.entries, this.outbox.in(id), this.me, directory);
    this.views.messages.show(rows, this.unseen, this.quiet);
    this.unseen = 0;
    this.quiet = false;
  }

  private showPeople(): void {
    if (!this.closed) {
      this.views.people.show(this.room.directory.people, this.me);
      const isMissing = this.room.phase === "missing";
      const name = this.room.name || (isMissing ? "Room not found" : "Opening the room…");
      this.views.chrome.showRoom(name);
      this.views.share.show(isMissing ? undefined : roomLink(this.room.id), name);
      this.views.chrome.showUser(this.room.directory.nameOf(this.me));
    }
  }

  private drawTyping(): void {
    if (!this.closed) {
      const { typists, directory } = this.room;
      this.views.chrome.showTyping(typists.users.map((user) => directory.labelOf(user)));
    }
  }
}
