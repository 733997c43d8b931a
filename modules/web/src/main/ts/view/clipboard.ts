// SPDX-License-Identifier: Apache-2.0
import { make } from "./dom";

/** The clipboard is for secure origins only, and a hub in a LAN is none: there the old way is left. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = make("textarea", { class: "unseen", readonly: true, "aria-hidden": "true" });
    field.value = text;
    document.body.append(field);
    const before = document.activeElement;
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    if (before instanceof HTMLElement) {
      before.focus({ preventScroll: true });
    }
    return copied;
  }
}
