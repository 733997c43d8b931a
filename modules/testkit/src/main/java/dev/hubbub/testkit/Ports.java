// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports of loopback that were free a moment ago, for processes that must know each other's ports before they start, or
 * restart on the same port. They lie below those that Linux gives to outgoing connections (from 32,768), which would
 * take one of them sooner or later.
 */
public final class Ports {
    private static final int FIRST = 20_000;
    private static final int END = 32_000;
    private static final int TRIES = 1_000;

    private static final Set<Integer> GIVEN = new HashSet<>();

    /** Returns a new port each time. */
    public static synchronized int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (!GIVEN.contains(port) && isFree(port)) {
                GIVEN.add(port);
                return port;
            }
        }
        throw new IllegalStateException("no port of loopback is free from " + FIRST + " to " + (END - 1));
    }

    /** Returns this number of different ports. */
    public static List<Integer> free(int count) {
        return IntStream.range(0, count).map(i -> free()).boxed().toList();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private Ports() {}
}
