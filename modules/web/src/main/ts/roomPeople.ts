// SPDX-License-Identifier: Apache-2.0

import type { Person } from "./room/directory";
import { type MemberAction, memberActions } from "./room/memberActions";
import type { OwnRights } from "./room/ownRights";
import type { Room } from "./room/room";
import type { RoomPageHost } from "./roomPageHost";
import { roomLink } from "./session/fragment";
import type { Views } from "./views";

/** Who is in the room on the page, what the room is called, and what this user can do about the others. */
export class RoomPeople {
  constructor(
    private readonly room: Room,
    private readonly me: string,
    private readonly rights: OwnRights,
    private readonly views: Views,
    private readonly host: RoomPageHost,
  ) {}

  /** The other user of a direct room. */
  get other(): string | undefined {
    const { details, directory } = this.room;
    return details.isDirect ? directory.people.find(({ user }) => user !== this.me)?.user : undefined;
  }

  show(): void {
    const { details, directory, id, phase } = this.room;
    const { people } = directory;
    const isMe = (person: Person): boolean => person.user === this.me;
    const listed = people.map((person) => ({ person, actions: this.actions(person), isMe: isMe(person) }));
    this.views.people.show(listed, directory.hasMore);
    const name = this.title || (phase === "missing" ? "Room not found" : "Opening the room…");
    this.views.chrome.showRoom(name);
    const isShared = phase !== "missing" && !details.isDirect && !details.isSession;
    this.views.share.show(isShared ? roomLink(id) : undefined, name);
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
    const inRoom = memberActions(person, this.rights, this.room.details.isDirect);
    return this.host.blocks.actions(person.user, inRoom);
  }

  /** A direct room is called like the other user. */
  private get title(): string {
    const { details, directory } = this.room;
    return this.other === undefined ? details.name : directory.labelOf(this.other);
  }
}
