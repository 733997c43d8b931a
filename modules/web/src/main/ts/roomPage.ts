// SPDX-License-Identifier: Apache-2.0

import { draftContent, type Extras } from "./contract/draft";
import type { Entry } from "./contract/entries";
import type { Hub, Stored } from "./contract/hub";
import { sizeProblem } from "./contract/textSize";
import { Review } from "./review";
import type { RoomPhase } from "./room/membership";
import { isInThreadOnly } from "./room/messageChanges";
import type { Outbox } from "./room/outbox";
import { OwnRights } from "./room/ownRights";
import { Quotes } from "./room/quotes";
import { ReadCursor } from "./room/readCursor";
import { Room } from "./room/room";
import { TypingSignal } from "./room/typingSignal";
import type { Unsent } from "./room/unsent";
import { RoomLog } from "./roomLog";
import type { RoomPageHost } from "./roomPageHost";
import { RoomPanel } from "./roomPanel";
import { RoomPeople } from "./roomPeople";
import { soon } from "./soon";
import type { Banner } from "./view/chrome";
import { closedWords, slowSeconds } from "./view/closedWords";
import { outBanner } from "./view/outBanner";
import type { Views } from "./views";

/** More at once than anybody would listen to. */
const MOST_READ_OUT = 10;
/** Said when a text cannot be taken yet. */
export const NOT_YET = "Not connected yet. Your text is still here.";

/** One room on the page, from the moment it is chosen until another one is. */
export class RoomPage {
  readonly room: Room;
  private readonly typing: TypingSignal;
  private readonly ownRights: OwnRights;
  private readonly cursor: ReadCursor;
  private readonly people: RoomPeople;
  private readonly quotes: Quotes;
  private readonly log: RoomLog;
  readonly panel: RoomPanel;
  readonly review: Review;
  private readonly draw = soon(() => this.drawMessages());
  private readonly drawRoom = soon(() => {
    this.showPeople();
    this.showRights();
  });
  private hub: Hub | undefined;
  private unseen = 0;
  private quiet = true;
  private closed = false;

  constructor(
    id: string,
    readonly me: string,
    private readonly outbox: Outbox,
    private readonly views: Views,
    private readonly host: RoomPageHost,
  ) {
    this.room = new Room(id, me, {
      phase: (phase, words) => this.phase(phase, words),
      entries: (grown) => this.entries(grown),
      people: () => this.drawRoom(),
      typing: () => this.drawTyping(),
      problem: (words) => !this.closed && views.chrome.showError(words),
    });
    this.typing = new TypingSignal((typing) => this.room.tellTyping(typing));
    this.ownRights = new OwnRights(id, me, () => this.rightsChanged());
    this.cursor = new ReadCursor(id, (position) => host.read(position));
    this.people = new RoomPeople(this.room, me, this.ownRights, views, host);
    this.quotes = new Quotes((seq) => this.hub?.messages.around(id, seq, 1), this.draw);
    const quoted = (seq: number): Entry | undefined => this.messageAt(seq) ?? this.quotes.at(seq);
    this.log = new RoomLog(this.room, me, outbox, this.ownRights, quoted);
    this.review = new Review(this.room, me, () => this.hub, views.review);
    this.panel = new RoomPanel(this.room, {
      hub: () => this.hub,
      panel: views.panel,
      messages: views.messages,
      rows: (entries, thread) => this.log.rows(entries, thread),
      titleOf: (room) => host.titleOf(room),
      purposeChanged: () => host.purposeChanged(),
    });
  }

  /** Whether the user has the newest messages before its eyes. */
  get isReading(): boolean {
    return !this.closed && this.room.phase === "in" && !document.hidden && this.views.messages.isAtEnd;
  }

  /** A name for the header until the room itself has told its own. */
  open(name: string): void {
    this.room.details.expect(name);
    this.views.messages.clear();
    this.showPeople();
    this.drawTyping();
    this.draw();
  }

  async enter(hub: Hub): Promise<void> {
    this.hub = hub;
    if (this.room.phase !== "out") {
      await this.room.enter(hub);
    }
  }

  /** The connection is gone; `enter` follows with the next one. */
  pause(): void {
    this.hub = undefined;
    this.stopAsking();
    this.room.pause();
  }

  close(): void {
    this.typing.stop();
    this.closed = true;
    this.stopAsking();
    this.panel.close();
    this.review.close();
    this.outbox.hold(this.room.id, false);
    this.room.close();
  }

  private stopAsking(): void {
    this.ownRights.close();
    this.cursor.close();
  }

  /** What is on the screen is read. */
  read(): void {
    if (this.isReading) {
      this.cursor.saw(this.room.timeline.last);
    }
  }

  /** This user has blocked another one, or does so no more. */
  blocksChanged(): void {
    this.ownRights.blocksChanged();
    this.drawRoom();
  }

  /** A message that is on the page. */
  messageAt(seq: number): Entry | undefined {
    return this.room.timeline.at(seq) ?? this.panel.at(seq);
  }

  typed(text: string): void {
    this.typing.typed(text);
  }

  send(text: string, extras: Extras): boolean {
    if (this.room.phase !== "in" && this.room.phase !== "entering") {
      this.views.chrome.showError(NOT_YET);
      return false;
    }
    const problem = sizeProblem(text);
    if (problem !== undefined) {
      this.views.chrome.showError(problem);
      return false;
    }
    if (!this.outbox.add(this.room.id, text, extras)) {
      this.views.chrome.showError("Too many messages are waiting to be sent.");
      return false;
    }
    this.typing.stop();
    (this.panel.thread === undefined ? this.views.messages : this.views.panel.messages).toEnd();
    return true;
  }

  /** The outbox changed: pending messages stand below the entries. */
  redraw(): void {
    this.draw();
  }

  /** The hub has stored a message of this user; its entry may still be on its way. */
  stored({ room, clientId, text, extras }: Unsent, { seq, at }: Stored): void {
    if (room === this.room.id) {
      const { me } = this;
      const own = { sender: me, user: me, profile: this.room.directory.profileOf(me), isOwnCopy: true };
      this.room.acknowledged({ event: "message", seq, text, at, clientId, content: draftContent(extras), ...own });
    }
  }

  private rightsChanged(): void {
    this.review.allow(this.ownRights.may("review"));
    this.drawRoom();
    this.draw();
  }

  private phase(phase: RoomPhase, words: string): void {
    if (this.closed) {
      return;
    }
    const isEntering = phase === "entering";
    this.outbox.hold(this.room.id, isEntering);
    this.views.composer.setOpen(isEntering || phase === "in");
    if (phase === "in") {
      this.isIn();
      return;
    }
    this.stopAsking();
    this.views.controls.show();
    if (!isEntering) {
      this.review.allow(false);
      this.typing.stop();
      this.views.chrome.showBanner(outBanner(this.room.details, phase, words, () => this.again()));
      this.showPeople();
      this.host.left();
    }
  }

  private isIn(): void {
    if (this.hub) {
      this.ownRights.open(this.hub);
      this.cursor.open(this.hub);
    }
    this.showRights();
    this.panel.refresh();
    this.review.refresh();
    this.host.entered();
  }

  /** What this user may do here depends on the room, its role and its mute. */
  private showRights(): void {
    if (this.closed || !this.hub || this.room.phase !== "in") {
      return;
    }
    const { details } = this.room;
    const mine = this.ownRights;
    const closed = this.blocked() ?? closedWords(details, mine);
    this.views.composer.setOpen(closed === undefined);
    this.views.composer.setSlow(slowSeconds(details, mine));
    this.views.chrome.showBanner(typeof closed === "string" ? { words: closed } : closed);
    this.views.controls.show({ invite: mine.may("invite"), leave: mine.may("leave"), end: mine.may("end") });
  }

  /** Said in the room of two when this user has blocked the other one. */
  private blocked(): Banner | undefined {
    const { other } = this.people;
    if (other === undefined || !this.host.blocks.has(other)) {
      return undefined;
    }
    const words = `You have blocked ${this.room.directory.labelOf(other)}.`;
    return { words, action: { label: "Unblock", act: () => this.host.unblock(other) } };
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
    this.ownRights.take(grown);
    this.quotes.take(grown);
    this.panel.take(grown);
    const news = this.room.isCaughtUp ? grown : [];
    const fresh = news.filter(
      (entry) => entry.event === "message" && entry.sender !== this.me && !isInThreadOnly(entry),
    ).length;
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
    this.views.messages.show(this.log.rows(this.room.timeline.entries, undefined), this.unseen, this.quiet);
    this.panel.draw();
    this.unseen = 0;
    this.quiet = false;
    this.read();
  }

  private showPeople(): void {
    if (!this.closed) {
      this.people.show();
    }
  }

  private drawTyping(): void {
    if (!this.closed) {
      const { typists, directory } = this.room;
      this.views.chrome.showTyping(typists.users.map((user) => directory.labelOf(user)));
    }
  }
}
