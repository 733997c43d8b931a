// SPDX-License-Identifier: Apache-2.0

/** What the part of the address after the # may say. */
export interface Fragment {
  readonly ticket: string | undefined;
  readonly room: string | undefined;
}

const ROOM = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

export function readFragment(hash: string): Fragment {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const room = fields.get("room") ?? "";
  return { ticket: fields.get("ticket") || undefined, room: ROOM.test(room) ? room : undefined };
}

export function roomAddress(room: string): string {
  return `#room=${encodeURIComponent(room)}`;
}

/** Takes the ticket out of the address bar and the history before anything else can see it. */
export function takeFragment(place: Location = location, past: History = history): Fragment {
  const fragment = readFragment(place.hash);
  if (fragment.ticket !== undefined) {
    const rest = fragment.room === undefined ? "" : roomAddress(fragment.room);
    past.replaceState(null, "", `${place.pathname}${place.search}${rest}`);
  }
  return fragment;
}
