// SPDX-License-Identifier: Apache-2.0

/** What the part of the address after the # may say. */
export interface Fragment {
  readonly ticket: string | undefined;
  readonly token: string | undefined;
  readonly room: string | undefined;
  /** Whether it names a room by what can be no id: a link that was cut off, or copied with what stood behind it. */
  readonly brokenRoom: boolean;
}

const ROOM = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

export function readFragment(hash: string): Fragment {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const room = fields.get("room") ?? "";
  const isRoom = ROOM.test(room);
  return {
    ticket: fields.get("ticket") || undefined,
    token: fields.get("token") || undefined,
    room: isRoom ? room : undefined,
    brokenRoom: room !== "" && !isRoom,
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

/** Takes ticket and token out of the address bar and the history before anything else can see them. */
export function takeFragment(place: Location = location, past: History = history): Fragment {
  const fragment = readFragment(place.hash);
  if (isEntrance(fragment)) {
    const rest = fragment.room === undefined ? "" : roomAddress(fragment.room);
    past.replaceState(null, "", `${place.pathname}${place.search}${rest}`);
  }
  return fragment;
}
