// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/** Ports that were free a moment ago: a process that is started again must come back where it was. */
final class Ports {
    private static final Set<Integer> GIVEN = new HashSet<>();

    /** Another one each time. */
    static synchronized int free() {
        while (true) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (GIVEN.add(socket.getLocalPort())) {
                    return socket.getLocalPort();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Ports() {}
}
