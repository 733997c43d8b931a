// SPDX-License-Identifier: Apache-2.0
import { Entrance } from "./entrance";
import { isEntrance, readFragment, takeFragment } from "./session/fragment";
import { TabStore } from "./session/store";
import { Gate } from "./view/gate";

/** A new link in a tab that is here already: begin as with any link. */
addEventListener("hashchange", () => {
  if (isEntrance(readFragment(location.hash))) {
    location.reload();
  }
});

const fragment = takeFragment();
void new Entrance(new TabStore(), new Gate()).begin(fragment);
