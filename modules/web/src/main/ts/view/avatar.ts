// SPDX-License-Identifier: Apache-2.0
import type { Profile } from "../contract/profile";
import { make } from "./dom";
import { initials } from "./words";

const HUES = 8;

/** A picture, or initials on the user's own colour. Says nothing that the name beside it does not say. */
export function avatar(user: string, name: string, profile: Profile): HTMLElement {
  const circle = make("span", { class: "avatar", "data-hue": String(hueOf(user)), "aria-hidden": "true" });
  circle.append(initials(name));
  if (profile.picture) {
    const picture = make("img", { alt: "", loading: "lazy", decoding: "async", referrerpolicy: "no-referrer" });
    picture.addEventListener("error", () => picture.remove());
    picture.src = profile.picture;
    circle.append(picture);
  }
  return circle;
}

function hueOf(user: string): number {
  let sum = 0;
  for (const char of user) {
    sum = (sum * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  }
  return sum % HUES;
}
