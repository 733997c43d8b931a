// SPDX-License-Identifier: Apache-2.0

/** What the part of the address after the # may say. */
export interface Fragment {
  readonly ticket: string | undefined;
  readonly token: string | undefined;
  readonly room: string | undefined;
  /** The code of an invite. */
  readonly invite: string | undefined;
  /** Whether it names a room or an invite by what can be none: cut off, or copied with what stood behind it. */
  readonly isBroken: boolean;
}

const ROOM = /^[A-Za-z0-9][A-Za-z0-9_:-]{0,63}$/;
const INVITE = /^[A-Za-z0-9_-]{1,64}$/;

export function readFragment(hash: string): Fragment {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const room = fields.get("room") ?? "";
  const invite = fields.get("invite") ?? "";
  const isRoom = ROOM.test(room);
  const isInvite = INVITE.test(invite);
  return {
    ticket: fields.get("ticket") || undefined,
    token: fields.get("token") || undefined,
    room: isRoom ? room : undefined,
    invite: isInvite ? invite : undefined,
    isBroken: (room !== "" && !isRoom) || (invite !== "" && !isInvite),
  };
}

/** Whether it says who one is: such a fragment begins a session. */
export function isEntrance(fragment: Fragment): boolean {
  return fragment.ticket !== undefined || fragment.token !== undefined;
}

export function roomAddress(room: string): string {
  return `#room=${encodeURIComponent(room)}`;
}

/** The whole address of a room, for others. */
export function roomLink(room: string, place: Pick<Location, "href"> = location): string {
  return new URL(roomAddress(room), place.href).href;
}

function inviteAddress(code: string): string {
  return `#invite=${code}`;
}

/** The whole address that lets others in. */
export function inviteLink(code: string, place: Pick<Location, "href"> = location): string {
  return new URL(inviteAddress(code), place.href).href;
}

/** Where the page goes on: at the invite, or else at the room. */
function rest({ invite, room }: Fragment): string {
  if (invite !== undefined) {
    return inviteAddress(invite);
  }
  return room === undefined ? "" : roomAddress(room);
}

/** Takes ticket and token out of the address bar and the history before anything else can see them. */
export function takeFragment(place: Location = location, past: History = history): Fragment {
  const fragment = readFragment(place.hash);
  if (isEntrance(fragment)) {
    past.replaceState(null, "", `${place.pathname}${place.search}${rest(fragment)}`);
  }
  return fragment;
}
