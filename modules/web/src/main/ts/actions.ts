// SPDX-License-Identifier: Apache-2.0

import type { Hub, NamedKind } from "./contract/hub";
import type { PresenceStatus } from "./contract/presence";
import type { RoomInfo } from "./contract/roomList";
import type { Blocks } from "./room/blocks";
import type { MemberAction } from "./room/memberActions";
import type { RoomPage } from "./roomPage";
import { inviteLink } from "./session/fragment";
import type { KeptFlag } from "./view/side/keepControls";
import type { PersonActions } from "./view/side/peopleList";
import type { RoomControlActions } from "./view/side/roomControls";
import type { RoomActions } from "./view/side/roomList";
import type { StatusActions } from "./view/side/statusMenu";
import { Code, Failure, reasonFor } from "./wire/failure";

type RoomAction = Exclude<MemberAction, "message" | "block" | "unblock">;

/** What the actions need of the page around them. */
export interface ActionsHost {
  readonly hub: Hub | undefined;
  readonly page: Pick<RoomPage, "room"> | undefined;
  /** What this user shows beside its name. */
  readonly statusText: string | undefined;
  readonly blocks: Pick<Blocks, "set">;
  say(words: string): void;
  open(info: RoomInfo): void;
  choose(room: string): void;
  showInvite(link: string): void;
}

/** Longer than most people need, and not for ever. */
const INVITE_SECONDS = 7 * 24 * 3_600;
/** How long the same link is shown again: a room has 100 invites at most. */
const LINK_SHOWN_FOR = 3_600_000;
const MUTE_SECONDS = 600;
const LAST_OWNER = "You are the last owner. Make another member an owner first, or end the room for all.";

/** What the buttons of the page ask of the hub. A refusal is told in words. */
export class Actions implements RoomActions, RoomControlActions, PersonActions, StatusActions {
  private readonly links = new Map<string, { readonly link: string; readonly madeAt: number }>();

  constructor(private readonly host: ActionsHost) {}

  create(name: string, kind: NamedKind): void {
    void this.attempt(async (hub) => {
      const room = await hub.create(name, kind);
      this.host.open({ room, name, kind, role: "owner", at: Date.now() });
    });
  }

  join(room: string): void {
    void this.attempt(async (hub) => {
      await hub.join(room);
      this.host.choose(room);
    });
  }

  decline(room: string): void {
    void this.attempt((hub) => hub.leave(room));
  }

  keep(room: string, flag: KeptFlag, isOn: boolean): void {
    void this.attempt((hub) => hub.mark(room, flag, isOn));
  }

  leave(): void {
    void this.attempt(async (hub) => {
      try {
        const room = this.host.page?.room;
        await this.inRoom((id) => hub.leave(id));
        if (room?.details.isChannel) {
          room.left();
        }
      } catch (error) {
        throw reworded(error, Code.CONFLICT, LAST_OWNER);
      }
    });
  }

  end(): void {
    void this.attempt((hub) => this.inRoom((room) => hub.end(room)));
  }

  invite(): void {
    void this.attempt((hub) =>
      this.inRoom(async (room) => {
        const link = await this.linkTo(hub, room);
        if (this.host.page?.room.id === room) {
          this.host.showInvite(link);
        }
      }),
    );
  }

  showAs(status: PresenceStatus): void {
    void this.attempt((hub) => hub.showAs(status, this.host.statusText));
  }

  act(user: string, action: MemberAction): void {
    void this.attempt((hub) => {
      switch (action) {
        case "message":
          return this.message(hub, user);
        case "block":
        case "unblock":
          return this.block(hub, user, action === "block");
        default:
          return this.moderate(hub, user, action);
      }
    });
  }

  private async linkTo(hub: Hub, room: string): Promise<string> {
    const made = this.links.get(room);
    if (made && Date.now() - made.madeAt < LINK_SHOWN_FOR) {
      return made.link;
    }
    const link = inviteLink(await hub.invite(room, INVITE_SECONDS));
    this.links.set(room, { link, madeAt: Date.now() });
    return link;
  }

  private async message(hub: Hub, user: string): Promise<void> {
    const name = this.host.page?.room.directory.nameOf(user) ?? user;
    try {
      const room = await hub.direct(user);
      this.host.open({ room, name, kind: "direct", role: "member", user, at: Date.now() });
    } catch (error) {
      throw reworded(error, Code.FORBIDDEN, `you cannot write to ${name}`);
    }
  }

  private async block(hub: Hub, user: string, isBlocked: boolean): Promise<void> {
    await (isBlocked ? hub.blocks.add(user) : hub.blocks.remove(user));
    this.host.blocks.set(user, isBlocked);
  }

  private moderate(hub: Hub, user: string, action: RoomAction): Promise<void> {
    const { moderation } = hub;
    return this.inRoom((room) => {
      switch (action) {
        case "mute":
          return moderation.mute(room, user, MUTE_SECONDS);
        case "unmute":
          return moderation.mute(room, user, 0);
        case "remove":
          return moderation.remove(room, user);
        case "ban":
          return moderation.ban(room, user);
        default:
          return moderation.give(room, user, action);
      }
    });
  }

  private async inRoom(action: (room: string) => Promise<void>): Promise<void> {
    const room = this.host.page?.room.id;
    if (room !== undefined) {
      await action(room);
    }
  }

  private async attempt(action: (hub: Hub) => Promise<void>): Promise<void> {
    const hub = this.host.hub;
    if (!hub) {
      this.host.say("Not connected. Please try again in a moment.");
      return;
    }
    try {
      this.host.say("");
      await action(hub);
    } catch (error) {
      this.host.say(reasonFor(error));
    }
  }
}

/** A refusal in words that say more to the user than those of the hub. */
function reworded(error: unknown, code: number, words: string): unknown {
  return error instanceof Failure && error.code === code ? new Failure(code, words) : error;
}
