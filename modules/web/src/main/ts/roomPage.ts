// SPDX-License-Identifier: Apache-2.0

import type { Entry } from "./contract/entries";
import type { Hub, Stored } from "./contract/hub";
import { sizeProblem } from "./contract/textSize";
import type { Person } from "./room/directory";
import { type MemberAction, memberActions } from "./room/memberActions";
import type { RoomPhase } from "./room/membership";
import type { Outbox } from "./room/outbox";
import { OwnRights } from "./room/ownRights";
import { ReadCursor } from "./room/readCursor";
import { Room } from "./room/room";
import { TypingSignal } from "./room/typingSignal";
import type { Unsent } from "./room/unsent";
import type { RoomPageHost } from "./roomPageHost";
import { roomLink } from "./session/fragment";
import { soon } from "./soon";
import type { Banner } from "./view/chrome";
import { closedWords, slowSeconds } from "./view/closedWords";
import { arrange } from "./view/log/arrange";
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
    private readonly me: string,
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
    this.ownRights = new OwnRights(id, me, () => this.drawRoom());
    this.cursor = new ReadCursor(id, (position) => host.read(position));
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

  typed(text: string): void {
    this.typing.typed(text);
  }

  send(text: string): boolean {
    if (this.room.phase !== "in" && this.room.phase !== "entering") {
      this.views.chrome.showError(NOT_YET);
      return false;
    }
    const problem = sizeProblem(text);
    if (problem !== undefined) {
      this.views.chrome.showError(problem);
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

  /** The hub has stored a message of this user; its entry may still be on its way. */
  stored({ room, clientId, text }: Unsent, { seq, at }: Stored): void {
    if (room === this.room.id) {
      const { me } = this;
      const profile = this.room.directory.profileOf(me);
      this.room.acknowledged({ event: "message", seq, sender: me, user: me, text, at, profile, clientId });
    }
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
    const { other } = this;
    if (other === undefined || !this.host.blocks.has(other)) {
      return undefined;
    }
    const words = `You have blocked ${this.room.directory.labelOf(other)}.`;
    return { words, action: { label: "Unblock", act: () => this.host.unblock(other) } };
  }

  /** The other user of a direct room. */
  private get other(): string | undefined {
    const { details, directory } = this.room;
    return details.isDirect ? directory.people.find(({ user }) => user !== this.me)?.user : undefined;
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
    this.read();
  }

  private showPeople(): void {
    if (this.closed) {
      return;
    }
    const { details, directory, id, phase } = this.room;
    const { people } = directory;
    const isMe = (person: Person): boolean => person.user === this.me;
    const listed = people.map((person) => ({ person, actions: this.actions(person), isMe: isMe(person) }));
    this.views.people.show(listed, directory.hasMore);
    const name = this.title || (phase === "missing" ? "Room not found" : "Opening the room…");
    this.views.chrome.showRoom(name);
    this.views.share.show(
      phase === "missing" || details.isDirect || details.isSession ? undefined : roomLink(id),
      name,
    );
    this.views.chrome.showUser(directory.nameOf(this.me));
    const self = people.find(isMe);
    if (self) {
      this.host.shownAs(self);
    }
  }

  private actions(person: Person): MemberAction[] {
    if (person.user === this.me) {
      return [];
    }
    const inRoom = memberActions(person, this.ownRights, this.room.details.isDirect);
    return this.host.blocks.actions(person.user, inRoom);
  }

  /** A direct room is called like the other user. */
  private get title(): string {
    const { details, directory } = this.room;
    return this.other === undefined ? details.name : directory.labelOf(this.other);
  }

  private drawTyping(): void {
    if (!this.closed) {
      const { typists, directory } = this.room;
      this.views.chrome.showTyping(typists.users.map((user) => directory.labelOf(user)));
    }
  }
}
