// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.config;

import java.util.List;

/**
 * How much one user may do, counted over all sockets and nodes, and how often one address may come, counted on each
 * node. A limit of 0 is none. Whoever is the host app's own server is not held to those of users.
 *
 * @param messagesPerMinute messages of a user, default 30
 * @param messageBurst how many of them may come at once, default 10
 * @param typingPerSecond typing hints of a user, default 10
 * @param requestsPerSecond all other requests and registrations of a user, default 50
 * @param requestBurst how many of them may come at once, default 200: a client that comes back to so many rooms passes
 * @param socketsPerUser sockets of a user, default 5
 * @param socketsFull what happens to one socket more: {@code refuse} it (default), or {@code close-oldest}
 * @param upgradesPerSecond sockets that an address may try to open, default 50
 * @param upgradeBurst how many of them may come at once, default 200
 * @param loginFailuresPerMinute tokens and tickets that were refused, of one address, default 30; as many at once
 * @param controlFramesPerSecond pings and pongs of one socket, default 50; as many at once
 */
public record LimitsConfig(
        Integer messagesPerMinute,
        Integer messageBurst,
        Integer typingPerSecond,
        Integer requestsPerSecond,
        Integer requestBurst,
        Integer socketsPerUser,
        String socketsFull,
        Integer upgradesPerSecond,
        Integer upgradeBurst,
        Integer loginFailuresPerMinute,
        Integer controlFramesPerSecond) {
    /** The values used where nothing is set. */
    public static final LimitsConfig DEFAULTS =
            new LimitsConfig(null, null, null, null, null, null, null, null, null, null, null);

    /** No limit at all. */
    public static final LimitsConfig NONE = new LimitsConfig(0, null, 0, 0, null, 0, null, 0, null, 0, 0);

    private static final String REFUSE = "refuse";
    private static final String CLOSE_OLDEST = "close-oldest";
    private static final int MOST_PER_SECOND = 10_000;
    private static final int MOST = 600_000;

    public LimitsConfig {
        messagesPerMinute = within("messagesPerMinute", messagesPerMinute, 30, 0, MOST);
        messageBurst = within("messageBurst", messageBurst, 10, 1, MOST);
        typingPerSecond = within("typingPerSecond", typingPerSecond, 10, 0, MOST_PER_SECOND);
        requestsPerSecond = within("requestsPerSecond", requestsPerSecond, 50, 0, MOST_PER_SECOND);
        requestBurst = within("requestBurst", requestBurst, 200, 1, MOST);
        socketsPerUser = within("socketsPerUser", socketsPerUser, 5, 0, MOST);
        socketsFull = socketsFull == null ? REFUSE : socketsFull;
        if (!List.of(REFUSE, CLOSE_OLDEST).contains(socketsFull)) {
            throw new IllegalArgumentException(
                    "limits.socketsFull: " + socketsFull + " (expected: " + REFUSE + " or " + CLOSE_OLDEST + ")");
        }
        upgradesPerSecond = within("upgradesPerSecond", upgradesPerSecond, 50, 0, MOST_PER_SECOND);
        upgradeBurst = within("upgradeBurst", upgradeBurst, 200, 1, MOST);
        loginFailuresPerMinute = within("loginFailuresPerMinute", loginFailuresPerMinute, 30, 0, MOST);
        controlFramesPerSecond = within("controlFramesPerSecond", controlFramesPerSecond, 50, 0, MOST_PER_SECOND);
    }

    /** Whether the oldest socket of a user makes room for a new one. */
    public boolean closesOldest() {
        return socketsFull.equals(CLOSE_OLDEST);
    }

    private static Integer within(String key, Integer value, int otherwise, int least, int most) {
        Integer chosen = value == null ? Integer.valueOf(otherwise) : value;
        if (chosen < least || chosen > most) {
            throw new IllegalArgumentException(
                    "limits." + key + ": " + chosen + " (expected: " + least + " to " + most + ")");
        }
        return chosen;
    }
}
