// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract;

/** What other verticles ask the room access control. */
public final class Access {
    /** Whether the caller may follow a room. Refused with FORBIDDEN. */
    public static final Rpc<Subscribe, Admitted> SUBSCRIBE =
            new Rpc<>("svc.access.subscribe", Subscribe.class, Admitted.class);

    /** The room to follow. */
    public record Subscribe(RoomId room) implements InRoom {
        public Subscribe {
            Check.present("room", room);
        }
    }

    /**
     * The caller is a member as of {@code seq}.
     *
     * @param seq the head of the room when the permission was judged; every membership change up to it is in the
     *     judgement, and none after
     */
    public record Admitted(RoomId room, long seq) {}

    private Access() {}
}
