// SPDX-License-Identifier: Apache-2.0

import { Hub } from "./contract/hub";
import { MyRooms } from "./room/myRooms";
import { Outbox } from "./room/outbox";
import { NOT_YET, RoomPage } from "./roomPage";
import { readFragment } from "./session/fragment";
import { clearSession, type Session, saveSession } from "./session/session";
import type { Store } from "./session/store";
import type { Action } from "./view/dom";
import { Views, type Wishes } from "./views";
import type { Bridge } from "./wire/bridge";
import type { ComeBack } from "./wire/closeCode";
import { Connection, type ConnectionState, openSocket } from "./wire/connection";
import { wordsFor } from "./wire/failure";

const PROBE_WITHIN = 5_000;
const PRESENCE_EVERY = 60_000;

/** What the chat wants to know of how its user came here. */
export interface Door {
  /** What the user can do for a new token; nothing where a link, or the page around, has to bring it. */
  wayBack(): Promise<Action | undefined>;
  readonly adviceAtEnd: string;
  /** The token ended before anything was shown. */
  showEnd(): void;
}

/** The chat of one user in this tab: the connection, the rooms, and which of them is on the page. */
export class App implements Wishes {
  private readonly views = new Views(this);
  private readonly connection: Connection;
  private hub: Hub | undefined;
  private user: string | undefined;
  private outbox: Outbox | undefined;
  private page: RoomPage | undefined;
  private readonly rooms = new MyRooms(() => this.roomsChanged());
  private wanted: string | undefined;
  private readonly drafts = new Map<string, string>();
  private over = false;

  constructor(
    private session: Session,
    private readonly store: Store,
    private readonly door: Door,
  ) {
    this.wanted = readFragment(location.hash).room ?? session.room;
    this.connection = new Connection(session.token, this, () => openSocket());
  }

  /** Whether the connection has ended and will not come back by itself. */
  get isOver(): boolean {
    return this.over;
  }

  get token(): string {
    return this.session.token;
  }

  /** A newer token of the same user. */
  renew(token: string): void {
    this.session = { ...this.session, token };
    saveSession(this.store, { token, room: this.page?.room.id ?? this.session.room });
    this.connection.renew(token);
  }

  start(): void {
    this.views.composer.focus();
    this.connection.start();
    this.checkAddress();
    addEventListener("hashchange", () => this.addressChanged());
    addEventListener("online", () => this.look());
    document.addEventListener("visibilitychange", () => !document.hidden && this.look());
    setInterval(() => !document.hidden && this.look(), PRESENCE_EVERY);
  }

  changed(state: ConnectionState, retryAt?: number): void {
    this.views.chrome.showState(state);
    this.views.away.show(state, retryAt);
  }

  tryNow(): void {
    this.connection.hurry();
  }

  ready(bridge: Bridge, user: string): void {
    const hub = new Hub(bridge);
    this.hub = hub;
    this.user = user;
    this.outbox ??= this.newOutbox(user);
    this.outbox.open(hub);
    this.rooms.open(hub);
    if (this.wanted === undefined) {
      this.views.chrome.showUser(user);
    } else {
      void this.show(this.wanted);
    }
  }

  lost(comeBack: ComeBack, words: string): void {
    this.hub = undefined;
    this.rooms.close();
    this.page?.room.pause();
    this.outbox?.close(comeBack === "never" ? words : undefined);
  }

  ended(comeBack: ComeBack, words: string): void {
    this.over = true;
    this.views.composer.setOpen(false);
    this.views.rooms.setCanLeave(false);
    if (comeBack !== "newToken") {
      this.views.chrome.showBanner({ words, action: { label: "Reload", act: () => location.reload() } });
      return;
    }
    clearSession(this.store);
    if (this.page?.room.timeline.isStarted) {
      void this.showWayBack(words);
    } else {
      this.door.showEnd();
    }
  }

  typed(text: string): void {
    this.page?.typed(text);
  }

  send(text: string): boolean {
    if (!this.page) {
      this.views.chrome.showError(NOT_YET);
    }
    return this.page?.send(text) ?? false;
  }

  resized(): void {
    this.views.messages.resized();
  }

  older(): void {
    void this.page?.room.loadOlder();
  }

  retry(clientId: string): void {
    this.outbox?.retry(clientId);
  }

  discard(clientId: string): void {
    this.outbox?.discard(clientId);
    this.views.composer.focus();
  }

  create(name: string): void {
    void this.attempt(async (hub) => {
      const room = await hub.create(name);
      this.rooms.add({ room, name });
      this.views.drawer.set(false);
      this.choose(room);
    });
  }

  leave(): void {
    void this.attempt(async () => this.page?.room.leave());
  }

  private async showWayBack(words: string): Promise<void> {
    const action = await this.door.wayBack();
    this.views.chrome.showBanner(action ? { words, action } : { words: `${words} ${this.door.adviceAtEnd}` });
  }

  private newOutbox(user: string): Outbox {
    return new Outbox(user, this.store, {
      changed: () => this.page?.redraw(),
      stored: ({ room, clientId, text }, { seq, at }) => {
        const page = this.page;
        if (page?.room.id === room) {
          const profile = page.room.directory.profileOf(user);
          page.room.acknowledged({ event: "message", seq, sender: user, user, text, at, profile, clientId });
        }
      },
    });
  }

  private roomsChanged(): void {
    this.showRooms();
    const [first] = this.rooms.list;
    if (this.wanted !== undefined) {
      return;
    }
    if (first) {
      this.choose(first.room);
    } else if (this.rooms.isLoaded) {
      this.showNoRoom();
    }
  }

  private showRooms(): void {
    this.views.rooms.show(this.rooms.list, this.page?.room.id);
  }

  private showNoRoom(): void {
    this.views.chrome.showRoom("No room yet");
    this.views.share.show(undefined, "");
    this.views.composer.setOpen(false);
    this.views.rooms.setCanLeave(false);
    this.views.chrome.showBanner({ words: "You are in no room yet. Make one, or open the address of one." });
  }

  private choose(room: string): void {
    this.wanted = room;
    history.replaceState(null, "", `#room=${room}`);
    void this.show(room);
  }

  /** Puts a room on the page, or takes the one that is there into the new connection. */
  private async show(room: string): Promise<void> {
    const { hub, user, outbox } = this;
    if (!hub || user === undefined || !outbox) {
      return;
    }
    if (this.page?.room.id !== room) {
      this.swapDraft(room);
      this.page?.close();
      this.views.chrome.showBanner(undefined);
      this.page = new RoomPage(room, user, outbox, this.views, {
        entered: () => this.remember(room),
        left: () => {
          history.replaceState(null, "", location.pathname + location.search);
          this.remember(undefined);
        },
      });
      this.page.open(this.rooms.nameOf(room));
      this.showRooms();
      this.views.composer.focus();
    }
    await this.page.enter(hub);
  }

  /** A text that was begun waits in its room. What was typed before there was a room goes into the first. */
  private swapDraft(room: string): void {
    if (this.page) {
      this.drafts.set(this.page.room.id, this.views.composer.text);
      this.views.composer.text = this.drafts.get(room) ?? "";
    }
  }

  private remember(room: string | undefined): void {
    saveSession(this.store, { token: this.session.token, room });
  }

  private checkAddress(): void {
    if (readFragment(location.hash).brokenRoom) {
      this.views.chrome.showError("The link names no room. It may have been cut off.");
    }
  }

  private addressChanged(): void {
    this.checkAddress();
    const { room } = readFragment(location.hash);
    if (room !== undefined) {
      this.wanted = room;
      this.views.drawer.set(false);
      void this.show(room);
    }
  }

  /** Back from the background or from no network: be sure of the line and of who is online. */
  private look(): void {
    this.connection.hurry();
    void this.page?.room.checkPresence(PROBE_WITHIN);
  }

  private async attempt(action: (hub: Hub) => Promise<void>): Promise<void> {
    const hub = this.hub;
    if (!hub) {
      this.views.chrome.showError("Not connected. Please try again in a moment.");
      return;
    }
    try {
      this.views.chrome.showError("");
      await action(hub);
    } catch (error) {
      this.views.chrome.showError(wordsFor(error));
    }
  }
}
