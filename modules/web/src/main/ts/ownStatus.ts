// SPDX-License-Identifier: Apache-2.0
import type { PresenceStatus } from "./contract/presence";

/** As far as it is known. */
export interface ShownAs {
  readonly status?: PresenceStatus | undefined;
  readonly text?: string | undefined;
}

/** What this user has chosen to be shown as. A room tells it as well as the feed of the user, and a channel does not. */
export class OwnStatus {
  private chosenText: string | undefined;

  constructor(private readonly show: (status: PresenceStatus) => void) {}

  /** What stands beside the name. */
  get text(): string | undefined {
    return this.chosenText;
  }

  take({ status, text }: ShownAs): void {
    if (status !== undefined) {
      this.chosenText = text;
      this.show(status);
    }
  }
}
