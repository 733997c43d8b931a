// SPDX-License-Identifier: Apache-2.0

import type { Entry, EntryKind, MemberList } from "../contract/entries";
import type { PresenceState, PresenceStatus } from "../contract/presence";
import type { Profile } from "../contract/profile";
import { Lookalikes } from "../text/lookalikes";

const GONE: readonly EntryKind[] = ["left", "removed", "banned", "unbanned"];

/** What a user is after an entry that names no role. */
const FIRST_ROLES: Partial<Record<EntryKind, string>> = { created: "owner", joined: "member", invited: "invited" };

/** A member, as shown in the list. */
export interface Person {
  readonly user: string;
  readonly name: string;
  /** Tells apart those whose names look alike. */
  readonly mark: string;
  readonly role: string;
  readonly profile: Profile;
  /** Not known while there is no connection. */
  readonly online: boolean | undefined;
  /** Not known without a connection, or from an older hub. */
  readonly status: PresenceStatus | undefined;
  /** What the person has chosen to show beside the name. */
  readonly text: string;
  readonly lastSeen: number | undefined;
  readonly mutedUntil: number | undefined;
}

/** Who is in the room, what they are called and whether they are online. Knows former members by name too. */
export class Directory {
  private readonly profiles = new Map<string, Profile>();
  private readonly roles = new Map<string, string>();
  private readonly mutes = new Map<string, number>();
  private readonly states = new Map<string, PresenceState>();
  private readonly names = new Lookalikes(["You"]);
  private presenceKnown = false;
  private more = false;
  private seq = 0;

  /** Online first, then by name. */
  get people(): Person[] {
    const people = [...this.roles].map(([user, role]) => this.person(user, role));
    const name = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });
    return people.sort((a, b) => Number(b.online ?? false) - Number(a.online ?? false) || name.compare(a.name, b.name));
  }

  /** Whether there are members whom it does not know. */
  get hasMore(): boolean {
    return this.more;
  }

  nameOf(user: string): string {
    return this.profiles.get(user)?.name ?? user;
  }

  /** What to show beside a name of a user, so that it is not taken for another user's. */
  markOf(user: string, name: string): string {
    return this.names.markOf(user, name);
  }

  /** Name and mark, for a sentence. */
  labelOf(user: string): string {
    const name = this.nameOf(user);
    return `${name} ${this.markOf(user, name)}`.trimEnd();
  }

  profileOf(user: string): Profile {
    return this.profiles.get(user) ?? {};
  }

  /** The list as it was at `list.seq`, and what this page knows to have happened since. */
  load(list: Pick<MemberList, "seq" | "members" | "hasMore">, known: readonly Entry[]): void {
    this.seq = list.seq;
    this.more = list.hasMore === true;
    this.roles.clear();
    this.mutes.clear();
    for (const member of list.members) {
      this.roles.set(member.user, member.role);
      this.muted(member.user, member.until);
      this.learn(member.user, member.profile);
    }
    for (const entry of known) {
      this.apply(entry);
    }
  }

  /** There is no connection: who is online now is not known. */
  forgetPresence(): void {
    this.presenceKnown = false;
  }

  /** The states of all members. */
  online(states: readonly PresenceState[]): void {
    this.presenceKnown = true;
    for (const state of states) {
      this.changed(state);
    }
  }

  /** The state of one member. */
  changed(state: PresenceState): void {
    this.states.set(state.user, state);
    this.learn(state.user, state.profile ?? {});
  }

  /** Older entries: the names in them are better than none. */
  recall(entries: readonly Entry[]): void {
    for (const { sender, profile } of entries) {
      this.names.saw(sender, profile.name ?? this.nameOf(sender));
      if (!this.profiles.has(sender)) {
        this.learn(sender, profile);
      }
    }
  }

  /** How a user is shown; nothing in it says nothing. */
  learn(user: string, profile: Profile): void {
    if (Object.keys(profile).length > 0 || !this.profiles.has(user)) {
      this.profiles.set(user, profile);
      this.names.saw(user, profile.name ?? user);
    }
  }

  /** What an entry says about its people. Gives whether a member came of whom no profile is known. */
  apply(entry: Entry): boolean {
    const isOld = entry.seq <= this.seq;
    this.names.saw(entry.sender, entry.profile.name ?? this.nameOf(entry.sender));
    if (!isOld || !this.profiles.has(entry.sender)) {
      this.learn(entry.sender, entry.profile);
    }
    if (!isOld && entry.userProfile) {
      this.learn(entry.user, entry.userProfile);
    }
    if (isOld) {
      return false;
    }
    this.seq = entry.seq;
    if (entry.event === "ended") {
      this.roles.clear();
    }
    if (GONE.includes(entry.event)) {
      this.roles.delete(entry.user);
    }
    const role = entry.role ?? FIRST_ROLES[entry.event];
    if (entry.user && role !== undefined) {
      this.roles.set(entry.user, role);
      this.muted(entry.user, entry.until);
      return !this.profiles.has(entry.user) || !this.states.has(entry.user);
    }
    return false;
  }

  private muted(user: string, until: number | undefined): void {
    if (until === undefined) {
      this.mutes.delete(user);
    } else {
      this.mutes.set(user, until);
    }
  }

  private person(user: string, role: string): Person {
    const state = this.states.get(user);
    const now = this.presenceKnown ? state : undefined;
    const name = this.nameOf(user);
    return {
      user,
      name,
      mark: this.markOf(user, name),
      role,
      profile: this.profileOf(user),
      online: this.presenceKnown ? state?.online === true : undefined,
      status: now?.status,
      text: now?.text ?? "",
      lastSeen: state?.lastSeen,
      mutedUntil: this.mutes.get(user),
    };
  }
}
