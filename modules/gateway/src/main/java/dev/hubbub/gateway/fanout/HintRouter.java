// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import dev.hubbub.contract.hints.Hints;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hands ephemeral events to the event loops of this node on which one of their rooms or users is followed. */
public final class HintRouter {
    private final List<Target> targets = new CopyOnWriteArrayList<>();

    /** The feeds of one event loop; safe for use by several threads. */
    public interface Target {
        /** Tells the followers of some rooms. */
        void toRooms(Hints.ToRooms hint);

        /** Tells some users. */
        void toUsers(Hints.ToUsers hint);

        /** Tells all users. */
        void toAll(Hints.ToAll hint);
    }

    /** One more event loop; from any thread. */
    public void add(Target target) {
        targets.add(target);
    }

    /** A hint came. Must be called on one event loop, as the others, so that hints stay in order. */
    public void toRooms(Hints.ToRooms hint) {
        targets.forEach(target -> target.toRooms(hint));
    }

    /** A hint to users came. */
    public void toUsers(Hints.ToUsers hint) {
        targets.forEach(target -> target.toUsers(hint));
    }

    /** A hint to all users came. */
    public void toAll(Hints.ToAll hint) {
        targets.forEach(target -> target.toAll(hint));
    }
}
