// SPDX-License-Identifier: Apache-2.0
import type { PresenceStatus } from "../../contract/presence";
import { part, setHidden } from "../dom";

const CHOICES = ["online", "away", "invisible"] as const;

/** What a user can choose to be shown as. */
export interface StatusActions {
  showAs(status: PresenceStatus): void;
}

/** How others see this user. */
export class StatusMenu {
  private readonly menu = part("my-status", HTMLElement);
  private readonly choice = part("status-choice", HTMLSelectElement);

  constructor(actions: StatusActions) {
    this.choice.addEventListener("change", () => {
      const chosen = CHOICES.find((status) => status === this.choice.value);
      if (chosen) {
        actions.showAs(chosen);
      }
    });
  }

  /** Not there as long as nothing is known of it: an older hub does not tell. */
  show(status: PresenceStatus): void {
    const shown = CHOICES.find((choice) => choice === status);
    if (shown) {
      this.choice.value = shown;
      setHidden(this.menu, false);
    }
  }
}
