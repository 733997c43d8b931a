// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/**
 * How much one user may do, counted over all sockets and nodes, and how often one address may come, counted on each
 * node. A limit of 0 is none. The host app's own server has no limit of users.
 *
 * @param requests how often a user may ask for something
 * @param sockets how many sockets a user may have
 * @param addresses what an IP address may try
 * @param frames what a socket may send
 */
public record LimitsConfig(Requests requests, SocketsPerUser sockets, Addresses addresses, FramesPerSocket frames) {
    /** The values used where nothing is set. */
    public static final LimitsConfig DEFAULTS = new LimitsConfig(
            new Requests(30, 10, 10, 50, 200),
            SocketsPerUser.refuse(5),
            new Addresses(50, 200, 30),
            new FramesPerSocket(50, 200, 1_000));

    /** No limit at all. */
    public static final LimitsConfig NONE = new LimitsConfig(
            new Requests(0, 10, 0, 0, 200).withMembershipChanges(0).withSignals(0, 60),
            SocketsPerUser.refuse(0),
            new Addresses(0, 200, 0),
            new FramesPerSocket(0, 0, 1_000));

    private static final int MOST_PER_SECOND = 10_000;
    private static final int MOST = 600_000;

    /**
     * How often a user may ask for something.
     *
     * @param messagesPerMinute messages, default 30
     * @param messageBurst how many of them may come at once, default 10
     * @param typingPerSecond typing hints, default 10
     * @param requestsPerSecond all other requests and registrations, default 50
     * @param requestBurst how many of them may come at once, default 200: a client that comes back to so many rooms passes
     * @param membershipChangesPerMinute joins, leaves and updates of one room, default 10; as many at once
     * @param signalsPerSecond signals to rooms, default 30
     * @param signalBurst how many of them may come at once, default 60
     */
    public record Requests(
            int messagesPerMinute,
            int messageBurst,
            int typingPerSecond,
            int requestsPerSecond,
            int requestBurst,
            int membershipChangesPerMinute,
            int signalsPerSecond,
            int signalBurst) {
        private static final int MEMBERSHIP_CHANGES = 10;
        private static final int SIGNALS = 30;
        private static final int SIGNAL_BURST = 60;

        public Requests {
            within("messagesPerMinute", messagesPerMinute, 0, MOST);
            within("messageBurst", messageBurst, 1, MOST);
            within("typingPerSecond", typingPerSecond, 0, MOST_PER_SECOND);
            within("requestsPerSecond", requestsPerSecond, 0, MOST_PER_SECOND);
            within("requestBurst", requestBurst, 1, MOST);
            within("membershipChangesPerMinute", membershipChangesPerMinute, 0, MOST);
            within("signalsPerSecond", signalsPerSecond, 0, MOST_PER_SECOND);
            within("signalBurst", signalBurst, 1, MOST);
        }

        /** The default limits of joins and leaves and of signals. */
        public Requests(
                int messagesPerMinute, int messageBurst, int typingPerSecond, int requestsPerSecond, int requestBurst) {
            this(
                    messagesPerMinute,
                    messageBurst,
                    typingPerSecond,
                    requestsPerSecond,
                    requestBurst,
                    MEMBERSHIP_CHANGES,
                    SIGNALS,
                    SIGNAL_BURST);
        }

        /** The same with another limit of joins and leaves. */
        public Requests withMembershipChanges(int perMinute) {
            return new Requests(
                    messagesPerMinute,
                    messageBurst,
                    typingPerSecond,
                    requestsPerSecond,
                    requestBurst,
                    perMinute,
                    signalsPerSecond,
                    signalBurst);
        }

        /** The same with another limit of signals. */
        public Requests withSignals(int perSecond, int burst) {
            return new Requests(
                    messagesPerMinute,
                    messageBurst,
                    typingPerSecond,
                    requestsPerSecond,
                    requestBurst,
                    membershipChangesPerMinute,
                    perSecond,
                    burst);
        }
    }

    /**
     * How many sockets a user may have.
     *
     * @param max how many, default 5: {@code limits.socketsPerUser}
     * @param full what happens to one socket more: {@code refuse} it (default), or {@code close-oldest}:
     *     {@code limits.socketsFull}
     */
    public record SocketsPerUser(int max, String full) {
        private static final String REFUSE = "refuse";
        private static final String CLOSE_OLDEST = "close-oldest";

        public SocketsPerUser {
            within("socketsPerUser", max, 0, MOST);
            if (!List.of(REFUSE, CLOSE_OLDEST).contains(full)) {
                throw new IllegalArgumentException(
                        "limits.socketsFull: " + full + " (expected: " + REFUSE + " or " + CLOSE_OLDEST + ")");
            }
        }

        /** One socket more is refused. */
        public static SocketsPerUser refuse(int max) {
            return new SocketsPerUser(max, REFUSE);
        }

        /** For one socket more the oldest is closed. */
        public static SocketsPerUser closeOldest(int max) {
            return new SocketsPerUser(max, CLOSE_OLDEST);
        }

        /** Whether the oldest socket of a user makes room for a new one. */
        public boolean closesOldest() {
            return full.equals(CLOSE_OLDEST);
        }
    }

    /**
     * What an IP address may try on one node.
     *
     * @param upgradesPerSecond sockets that it may try to open, default 50
     * @param upgradeBurst how many of them may come at once, default 200
     * @param loginFailuresPerMinute tokens, tickets and invite codes that were refused, default 30; as many at once
     */
    public record Addresses(int upgradesPerSecond, int upgradeBurst, int loginFailuresPerMinute) {
        public Addresses {
            within("upgradesPerSecond", upgradesPerSecond, 0, MOST_PER_SECOND);
            within("upgradeBurst", upgradeBurst, 1, MOST);
            within("loginFailuresPerMinute", loginFailuresPerMinute, 0, MOST);
        }
    }

    /**
     * What one socket may send. A frame of the bridge, a fragment and a message without a frame cost one, and
     * one more for each 1,024 bytes.
     *
     * @param controlFramesPerSecond pings and pongs, default 50; as many at once
     * @param framesPerSecond all other frames, default 200
     * @param frameBurst how many of them may come at once, default 1,000
     */
    public record FramesPerSocket(int controlFramesPerSecond, int framesPerSecond, int frameBurst) {
        public FramesPerSocket {
            within("controlFramesPerSecond", controlFramesPerSecond, 0, MOST_PER_SECOND);
            within("framesPerSecond", framesPerSecond, 0, MOST_PER_SECOND);
            within("frameBurst", frameBurst, 1, MOST);
        }
    }

    /** The keys {@code limits.*}, which are flat. */
    private record Keys(
            int messagesPerMinute,
            int messageBurst,
            int typingPerSecond,
            int requestsPerSecond,
            int requestBurst,
            int membershipChangesPerMinute,
            int signalsPerSecond,
            int signalBurst,
            int socketsPerUser,
            String socketsFull,
            int upgradesPerSecond,
            int upgradeBurst,
            int loginFailuresPerMinute,
            int controlFramesPerSecond,
            int framesPerSecond,
            int frameBurst) {}

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static LimitsConfig of(Keys keys) {
        return new LimitsConfig(
                new Requests(
                        keys.messagesPerMinute,
                        keys.messageBurst,
                        keys.typingPerSecond,
                        keys.requestsPerSecond,
                        keys.requestBurst,
                        keys.membershipChangesPerMinute,
                        keys.signalsPerSecond,
                        keys.signalBurst),
                new SocketsPerUser(keys.socketsPerUser, keys.socketsFull),
                new Addresses(keys.upgradesPerSecond, keys.upgradeBurst, keys.loginFailuresPerMinute),
                new FramesPerSocket(keys.controlFramesPerSecond, keys.framesPerSecond, keys.frameBurst));
    }

    @JsonValue
    Keys keys() {
        return new Keys(
                requests.messagesPerMinute,
                requests.messageBurst,
                requests.typingPerSecond,
                requests.requestsPerSecond,
                requests.requestBurst,
                requests.membershipChangesPerMinute,
                requests.signalsPerSecond,
                requests.signalBurst,
                sockets.max,
                sockets.full,
                addresses.upgradesPerSecond,
                addresses.upgradeBurst,
                addresses.loginFailuresPerMinute,
                frames.controlFramesPerSecond,
                frames.framesPerSecond,
                frames.frameBurst);
    }

    /** The same with other limits of requests. */
    public LimitsConfig with(Requests others) {
        return new LimitsConfig(others, sockets, addresses, frames);
    }

    /** The same with another limit of sockets. */
    public LimitsConfig with(SocketsPerUser others) {
        return new LimitsConfig(requests, others, addresses, frames);
    }

    /** The same with other limits of IP addresses. */
    public LimitsConfig with(Addresses others) {
        return new LimitsConfig(requests, sockets, others, frames);
    }

    /** The same with other limits of frames. */
    public LimitsConfig with(FramesPerSocket others) {
        return new LimitsConfig(requests, sockets, addresses, others);
    }

    private static void within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "limits." + key + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
