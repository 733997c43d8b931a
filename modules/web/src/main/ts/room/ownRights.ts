// SPDX-License-Identifier: Apache-2.0
import type { Entry, EntryKind } from "../contract/entries";
import type { Requests } from "../contract/hub";
import type { Right, Rights } from "../contract/rights";
import { isDisconnect } from "../wire/failure";
import { patiently } from "../wire/patience";

type RightsRequests = Pick<Requests, "may">;

/** What a member may as long as the hub has not said it, and where it does not say it. */
const AT_FIRST: Rights = { role: "", allowed: ["send"] };
const USUAL: Rights = { role: "", allowed: ["send", "leave"] };
const OF_ONE: readonly EntryKind[] = ["joined", "role", "muted"];
const AFTER_END = 500;
const AFTER_BLOCK = 1_000;
const LONGEST_TIMER = 2_000_000_000;

/** What this user may do in a room: asked of the hub when the room is entered, and after what changes it. */
export class OwnRights {
  private hub: RightsRequests | undefined;
  private rights = AT_FIRST;
  private turn = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private blockTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly room: string,
    private readonly me: string,
    private readonly changed: () => void,
  ) {}

  get role(): string {
    return this.rights.role;
  }

  /** Until when this user is muted. */
  get until(): number | undefined {
    return this.rights.until;
  }

  may(right: Right): boolean {
    return this.rights.allowed.includes(right);
  }

  /** Takes a new connection. */
  open(hub: RightsRequests): void {
    this.hub = hub;
    void this.ask();
  }

  /** What is known stays until the next connection. */
  close(): void {
    this.hub = undefined;
    clearTimeout(this.timer);
    clearTimeout(this.blockTimer);
  }

  /** This user has blocked another one, or does so no more: a hub needs a second for that. */
  blocksChanged(): void {
    clearTimeout(this.blockTimer);
    this.blockTimer = setTimeout(() => void this.ask(), AFTER_BLOCK);
  }

  /** Entries of the room: some change what this user may. */
  take(entries: readonly Entry[]): void {
    const concerns = ({ event, user }: Entry): boolean =>
      event === "changed" || (OF_ONE.includes(event) && user === this.me);
    if (entries.some(concerns)) {
      void this.ask();
    }
  }

  private async ask(): Promise<void> {
    const hub = this.hub;
    this.turn += 1;
    const turn = this.turn;
    const isWanted = (): boolean => hub !== undefined && this.hub === hub && this.turn === turn;
    if (!hub) {
      return;
    }
    const rights = await patiently(() => hub.may(this.room), isWanted).catch(withoutAnswer);
    if (rights && isWanted()) {
      this.rights = rights;
      this.askAtEnd();
      this.changed();
    }
  }

  /** A mute ends by itself. */
  private askAtEnd(): void {
    clearTimeout(this.timer);
    if (this.until !== undefined) {
      const wait = Math.max(0, this.until - Date.now()) + AFTER_END;
      this.timer = setTimeout(() => void this.ask(), Math.min(LONGEST_TIMER, wait));
    }
  }
}

/** An older hub does not know the request. */
function withoutAnswer(error: unknown): Rights | undefined {
  return isDisconnect(error) ? undefined : USUAL;
}
