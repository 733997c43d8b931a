// SPDX-License-Identifier: Apache-2.0
import type { Person } from "./directory";
import type { OwnRights } from "./ownRights";

/** What this user can do about another user. */
export type MemberAction =
  | "message"
  | "mute"
  | "unmute"
  | "moderator"
  | "member"
  | "owner"
  | "remove"
  | "ban"
  | "block"
  | "unblock";

/** The strongest first. One that is not here may be as strong as a moderator. */
const ROLES: readonly string[] = ["owner", "moderator", "member", "observer", "invited"];

/** What this user can do about a person in a room, so that no button is there which the hub refuses. */
export function memberActions(
  person: Person,
  mine: Pick<OwnRights, "role" | "may">,
  isDirect: boolean,
  now = Date.now(),
): MemberAction[] {
  const actions: MemberAction[] = isDirect ? [] : ["message"];
  if (!isAbove(mine.role, person.role)) {
    return actions;
  }
  if (person.role !== "invited") {
    if (mine.may("mute")) {
      actions.push((person.mutedUntil ?? 0) > now ? "unmute" : "mute");
    }
    if (mine.may("roles")) {
      actions.push(...roles(mine.role, person.role));
    }
  }
  if (mine.may("remove")) {
    actions.push("remove");
  }
  if (mine.may("ban")) {
    actions.push("ban");
  }
  return actions;
}

function roles(mine: string, theirs: string): MemberAction[] {
  const given: MemberAction[] = mine === "owner" ? ["moderator", "member", "owner"] : ["moderator", "member"];
  return given.filter((role) => role !== theirs);
}

function isAbove(one: string, other: string): boolean {
  const rank = ROLES.indexOf(one);
  const otherRank = ROLES.indexOf(other);
  return rank >= 0 && rank < (otherRank < 0 ? 1 : otherRank);
}
