// SPDX-License-Identifier: Apache-2.0
import { Actions, type ActionsHost } from "./actions";
import { Compose, type ComposeHost } from "./compose";
import { Hub } from "./contract/hub";
import type { PresenceState } from "./contract/presence";
import type { RoomInfo } from "./contract/roomList";
import { MessageActions, type MessageActionsHost } from "./messageActions";
import { OwnStatus } from "./ownStatus";
import { Blocks } from "./room/blocks";
import { MyRooms } from "./room/myRooms";
import { Outbox } from "./room/outbox";
import { RoomPage } from "./roomPage";
import { readFragment, roomAddress } from "./session/fragment";
import { PendingInvite } from "./session/pendingInvite";
import { clearSession, type Session, saveSession } from "./session/session";
import type { Store } from "./session/store";
import { showDecision } from "./showDecision";
import type { Action } from "./view/dom";
import { conversations, unreadIn } from "./view/side/conversations";
import { Views } from "./views";
import type { Bridge } from "./wire/bridge";
import type { ComeBack } from "./wire/closeCode";
import { Connection, type ConnectionState, openSocket } from "./wire/connection";

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
export class App implements ActionsHost, ComposeHost, MessageActionsHost {
  hub: Hub | undefined;
  page: RoomPage | undefined;
  outbox: Outbox | undefined;
  private readonly actions = new Actions(this);
  readonly compose = new Compose(this);
  readonly views = new Views(new MessageActions(this), this.compose, this.actions, () => this.connection.hurry());
  readonly blocks = new Blocks(() => this.page?.blocksChanged());
  private readonly connection: Connection;
  private user: string | undefined;
  private readonly rooms = new MyRooms({
    changed: () => this.roomsChanged(),
    shownAs: (state) => this.shownAs(state),
    review: (room) => room === this.page?.room.id && this.page.review.refresh(),
    decided: (decision) => showDecision(decision, this.outbox, (words) => this.say(words)),
  });
  private readonly own = new OwnStatus((status) => this.views.status.show(status));
  private wanted: string | undefined;
  private readonly pendingInvite: PendingInvite;
  private over = false;

  constructor(
    private session: Session,
    private readonly store: Store,
    private readonly door: Door,
  ) {
    const { room, invite } = readFragment(location.hash);
    this.wanted = room ?? session.room;
    this.pendingInvite = new PendingInvite(store, invite);
    this.connection = new Connection(session.token, this, () => openSocket());
  }

  /** Whether the connection has ended and will not come back by itself. */
  get isOver(): boolean {
    return this.over;
  }

  get token(): string {
    return this.session.token;
  }

  get statusText(): string | undefined {
    return this.own.text;
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

  ready(bridge: Bridge, user: string): void {
    const hub = new Hub(bridge);
    this.hub = hub;
    this.user = user;
    this.outbox ??= this.newOutbox(user);
    this.outbox.open(hub);
    this.rooms.open(hub);
    this.blocks.open(hub.blocks);
    if (!this.page) {
      this.views.chrome.showUser(user);
    }
    void this.begin(hub);
  }

  lost(comeBack: ComeBack, words: string): void {
    this.hub = undefined;
    this.rooms.close();
    this.blocks.close();
    this.page?.pause();
    this.outbox?.close(comeBack === "never" ? words : undefined);
  }

  ended(comeBack: ComeBack, words: string): void {
    this.over = true;
    this.views.composer.setOpen(false);
    this.views.controls.show();
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

  say(words: string): void {
    this.views.chrome.showError(words);
  }

  /** A room that this page has made, or found. */
  open(info: RoomInfo): void {
    this.rooms.add(info);
    this.choose(info.room);
  }

  choose(room: string): void {
    this.wanted = room;
    this.address(room);
    this.views.drawer.set(false);
    void this.show(room);
  }

  showInvite(link: string): void {
    this.views.controls.showInvite(link);
  }

  /** Accepts the invite that led here, and goes on in its room; without one, in the room that was wanted. */
  private async begin(hub: Hub): Promise<void> {
    const isCurrent = (): boolean => this.hub === hub;
    const outcome = await this.pendingInvite.accept(hub, isCurrent);
    if (!isCurrent()) {
      return;
    }
    if (outcome && "room" in outcome) {
      this.choose(outcome.room);
      return;
    }
    if (outcome) {
      this.say(outcome.words);
      this.address(this.wanted);
    }
    if (this.wanted === undefined) {
      this.roomsChanged();
    } else {
      await this.show(this.wanted);
    }
  }

  private async showWayBack(words: string): Promise<void> {
    const action = await this.door.wayBack();
    this.views.chrome.showBanner(action ? { words, action } : { words: `${words} ${this.door.adviceAtEnd}` });
  }

  private newOutbox(user: string): Outbox {
    return new Outbox(user, this.store, {
      changed: () => this.page?.redraw(),
      stored: (message, stored) => this.page?.stored(message, stored),
    });
  }

  private shownAs(state: PresenceState): void {
    this.own.take(state);
    this.page?.room.shownAs(state);
  }

  private roomsChanged(): void {
    this.showRooms();
    const first = this.rooms.list.find(({ role }) => role !== "invited");
    if (this.wanted !== undefined || this.pendingInvite.isWaiting) {
      return;
    }
    if (first) {
      this.choose(first.room);
    } else if (this.rooms.isLoaded) {
      this.showNoRoom();
    }
  }

  private showRooms(): void {
    const rows = conversations(this.rooms.list, this.user, this.page?.isReading ? this.page.room.id : undefined);
    this.views.rooms.show(rows, this.page?.room.id);
    const unread = unreadIn(rows);
    this.views.chrome.showUnread(unread);
    this.views.drawer.showUnread(unread);
  }

  private showNoRoom(): void {
    this.views.chrome.showRoom("No room yet");
    this.views.share.show(undefined, "");
    this.views.composer.setOpen(false);
    this.views.controls.show();
    this.views.chrome.showBanner({ words: "You are in no room yet. Make one, or open the address of one." });
  }

  private address(room: string | undefined): void {
    history.replaceState(null, "", room === undefined ? location.pathname + location.search : roomAddress(room));
  }

  /** Puts a room on the page, or takes the one that is there into the new connection. */
  private async show(room: string): Promise<void> {
    const { hub, user, outbox } = this;
    if (!hub || user === undefined || !outbox) {
      return;
    }
    if (this.page?.room.id !== room) {
      this.compose.cancel();
      this.views.composer.swap(this.page?.room.id, room);
      this.page?.close();
      this.views.chrome.showBanner(undefined);
      this.page = new RoomPage(room, user, outbox, this.views, {
        entered: () => this.remember(room),
        left: () => {
          this.address(undefined);
          this.remember(undefined);
        },
        read: (position) => this.rooms.read(room, position),
        shownAs: (own) => this.own.take(own),
        blocks: this.blocks,
        titleOf: (other) => this.rooms.nameOf(other),
        purposeChanged: () => this.compose.show(),
        unblock: (other) => this.actions.act(other, "unblock"),
      });
      this.page.open(this.rooms.nameOf(room));
      this.showRooms();
      this.views.composer.focus();
    }
    await this.page.enter(hub);
  }

  private remember(room: string | undefined): void {
    saveSession(this.store, { token: this.session.token, room });
  }

  private checkAddress(): void {
    if (readFragment(location.hash).isBroken) {
      this.say("The link names no room. It may have been cut off.");
    }
  }

  private addressChanged(): void {
    this.checkAddress();
    const { room, invite } = readFragment(location.hash);
    if (invite !== undefined) {
      this.pendingInvite.take(invite);
      if (this.hub) {
        void this.begin(this.hub);
      }
    } else if (room !== undefined) {
      this.wanted = room;
      this.views.drawer.set(false);
      void this.show(room);
    }
  }

  /** Now and then, and back from the background or from no network: be sure of the line, the rooms and who is online. */
  private look(): void {
    this.connection.hurry();
    this.rooms.refresh();
    void this.page?.room.checkPresence(PROBE_WITHIN);
    this.page?.read();
  }
}
