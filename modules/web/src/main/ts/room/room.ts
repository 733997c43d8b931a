// SPDX-License-Identifier: Apache-2.0
import type { Entry, RoomEvent } from "../contract/entries";
import type { RoomRequests, Span } from "../contract/hub";
import type { PresenceState } from "../contract/presence";
import { type Failure, isDisconnect, wordsFor } from "../wire/failure";
import { breather, patiently } from "../wire/patience";
import { CatchUp } from "./catchUp";
import { CurrentDetails } from "./currentDetails";
import { Directory } from "./directory";
import { afterEntries, afterRefusal, LEFT, NO_MEMBER, type RoomPhase, type Turn } from "./membership";
import { Timeline } from "./timeline";
import { Typists } from "./typists";

/** What the page wants to know of its room. */
export interface RoomListener {
  phase(phase: RoomPhase, words: string): void;
  /** The run of entries changed; `grown` are new at its end since the room is being followed. */
  entries(grown: readonly Entry[]): void;
  people(): void;
  typing(): void;
  problem(words: string): void;
}

const OLDER_PAGE = 50;
const MOST_KEPT = 1_000;
const GRACE = 300;
const LOOK_UP_AFTER = 500;

/** One room as this page sees it: enters it over each new connection and closes the holes in between. */
export class Room {
  readonly details = new CurrentDetails();
  readonly timeline = new Timeline(() => this.listener.entries([]));
  readonly directory = new Directory();
  readonly typists = new Typists(() => this.listener.typing());
  phase: RoomPhase = "entering";
  private hub: RoomRequests | undefined;
  private catchUp: CatchUp | undefined;
  private olderAsked = false;
  private caughtUp = false;
  private grace: ReturnType<typeof setTimeout> | undefined;
  private lookUp: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly id: string,
    private readonly me: string,
    private readonly listener: RoomListener,
  ) {}

  /**
   * Joins, listens, then fetches what is missing: in this order nothing falls between history and feed. Who was in
   * before the connection broke does not join again: the hub may have been told to remove this user meanwhile.
   */
  async enter(hub: RoomRequests): Promise<void> {
    if (this.hub === hub && (this.phase === "in" || this.phase === "entering")) {
      return;
    }
    this.hub = hub;
    this.catchUp?.stop();
    this.catchUp = this.newCatchUp(hub);
    const wasIn = this.phase === "in";
    try {
      if (!wasIn) {
        this.turn({ phase: "entering", words: "" });
        await this.ask(() => hub.join(this.id));
      }
      await this.follow(hub);
    } catch (error) {
      if (this.hub === hub && !isDisconnect(error)) {
        this.turn(afterRefusal(wasIn, error));
      }
    }
  }

  private async follow(hub: RoomRequests): Promise<void> {
    const receive = (event: RoomEvent): void => {
      if (this.hub === hub) {
        this.receive(event);
      }
    };
    const ended = (failure: Failure): void => void this.unfollowed(hub, failure);
    const known = (): number | undefined => (this.timeline.isStarted ? this.timeline.last : undefined);
    await this.ask(() => hub.follow(this.id, receive, ended, known()));
    if (this.hub === hub) {
      this.turn({ phase: "in", words: "" });
      await Promise.all([this.fill(), this.refreshPeople()]);
    }
  }

  /** The hub ended the feed. Unless this user has left, it is followed anew, and the hole is filled. */
  private async unfollowed(hub: RoomRequests, failure: Failure): Promise<void> {
    if (this.hub !== hub || this.phase !== "in") {
      return;
    }
    try {
      if (!failure.retryable) {
        throw failure;
      }
      await breather(0, failure);
      await this.follow(hub);
    } catch (error) {
      if (this.hub === hub && !isDisconnect(error)) {
        this.turn(NO_MEMBER);
      }
    }
  }

  /** After leaving, or being refused: asked for by the user. */
  async rejoin(): Promise<void> {
    if (this.hub && this.phase !== "in") {
      await this.enter(this.hub);
    }
  }

  /** Whether what comes now is news; before that it is history. */
  get isCaughtUp(): boolean {
    return this.caughtUp;
  }

  /** The connection is gone; `enter` follows with the next one. */
  pause(): void {
    this.hub = undefined;
    this.catchUp?.stop();
    clearTimeout(this.grace);
    clearTimeout(this.lookUp);
    this.typists.clear();
    this.directory.forgetPresence();
    this.listener.people();
  }

  /** The page shows another room. */
  close(): void {
    this.hub?.unfollow(this.id);
    this.pause();
  }

  /** This user has left, of which no entry says so. */
  readonly left = (): void => this.turn(LEFT);

  tellTyping(typing: boolean): void {
    if (this.phase === "in") {
      this.hub?.typing(this.id, typing).catch(() => undefined); // A hint: whoever misses it misses little.
    }
  }

  /** An own message was stored: it is shown without waiting for the feed. */
  acknowledged(entry: Entry): void {
    this.take([entry]);
  }

  get hasOlder(): boolean {
    return this.timeline.isStarted && this.timeline.first > 1 && !this.olderAsked;
  }

  async loadOlder(): Promise<void> {
    const hub = this.hub;
    if (!hub || !this.hasOlder) {
      return;
    }
    this.olderAsked = true;
    try {
      const page = await this.ask(() => hub.history(this.id, { before: this.timeline.first, limit: OLDER_PAGE }));
      this.olderAsked = this.timeline.addOlder(page) === 0;
      this.directory.recall(page);
      this.listener.entries([]);
    } catch (error) {
      this.olderAsked = false;
      this.report(error);
    }
  }

  /** Forgets what lies far above while nobody looks there. */
  trim(): void {
    this.timeline.trim(MOST_KEPT);
    this.olderAsked = false;
  }

  async refreshPeople(): Promise<void> {
    const hub = this.hub;
    if (!hub || this.phase !== "in") {
      return;
    }
    try {
      const [list, states] = await this.ask(() => Promise.all([hub.members(this.id), hub.presence(this.id)]));
      this.details.load(list);
      this.directory.load(list, this.timeline.entries);
      if (states) {
        this.directory.online(states);
      }
      this.listener.people();
    } catch (error) {
      this.report(error);
    }
  }

  /** Asks who is online: repairs lost hints, and finds out whether the line is alive. */
  async checkPresence(within: number): Promise<void> {
    const states = this.phase === "in" ? await this.hub?.presence(this.id, within).catch(() => undefined) : undefined;
    if (states) {
      this.directory.online(states);
      this.listener.people();
    }
  }

  /** What this user sees of itself has changed. */
  shownAs(state: PresenceState): void {
    this.directory.changed(state);
    this.listener.people();
  }

  private receive(event: RoomEvent): void {
    if (event.kind === "entry") {
      this.take([event.entry]);
    } else if (event.kind === "position") {
      this.timeline.expect(event.seq);
    } else if (event.kind === "reset") {
      this.restart(event.reason, event.seq);
    } else if (event.kind === "presence") {
      this.directory.changed(event.state);
      this.listener.people();
    } else if (event.user !== this.me) {
      this.directory.learn(event.user, event.profile ?? {});
      this.typists.hint(event.user, event.typing, event.expiresAt);
    }
  }

  /** The hub does not go on from where this page was: the rest is read from the history. */
  private restart(reason: string, seq: number): void {
    if (reason === "ahead") {
      this.timeline.forget();
    }
    this.timeline.expect(seq);
  }

  private async fill(): Promise<void> {
    try {
      await this.catchUp?.run();
    } catch (error) {
      this.report(error);
    }
  }

  private newCatchUp(hub: RoomRequests): CatchUp {
    const page = (span: Span): Promise<Entry[]> => this.ask(() => hub.history(this.id, span));
    return new CatchUp(this.timeline, page, (grown, news) => {
      this.caughtUp = this.caughtUp && news;
      this.grew(grown);
      this.caughtUp = true;
    });
  }

  /** An entry before its turn mostly means that the one before it is on its way: a moment, then it is fetched. */
  private take(entries: readonly Entry[]): void {
    this.grew(this.timeline.add(entries));
    if (this.timeline.missing && this.hub) {
      clearTimeout(this.grace);
      this.grace = setTimeout(() => void this.fill(), GRACE);
    }
  }

  private grew(grown: readonly Entry[]): void {
    if (grown.length === 0 && this.timeline.isStarted) {
      return;
    }
    let strangers = false;
    for (const entry of grown) {
      this.details.apply(entry);
      strangers = this.directory.apply(entry) || strangers;
      this.typists.drop(entry.sender);
    }
    this.listener.entries(grown);
    if (grown.some(({ event }) => event !== "message")) {
      this.listener.people();
    }
    if (strangers) {
      clearTimeout(this.lookUp);
      this.lookUp = setTimeout(() => void this.refreshPeople(), LOOK_UP_AFTER);
    }
    const ended = afterEntries(grown, this.me);
    if (ended) {
      this.turn(ended);
    }
  }

  private turn({ phase, words }: Turn): void {
    this.phase = phase;
    this.listener.phase(phase, words);
  }

  private report(error: unknown): void {
    if (!isDisconnect(error) && this.phase === "in") {
      this.listener.problem(wordsFor(error));
    }
  }

  private ask<T>(request: () => Promise<T>): Promise<T> {
    const hub = this.hub;
    return patiently(request, () => this.hub === hub && hub !== undefined);
  }
}
