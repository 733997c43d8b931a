// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.echo;

import dev.hubbub.gateway.dialect.Delivery;
import dev.hubbub.gateway.dialect.Dialect;
import dev.hubbub.gateway.session.ClientSession;
import java.util.List;
import java.util.Optional;

/** A dialect for foreign test suites: each message comes back as it is. */
public final class EchoDialect implements Dialect {
    /** Answers a message with itself. */
    public static void echo(ClientSession session, String message) {
        session.reply(message, null);
    }

    @Override
    public String encode(Delivery delivery) {
        return delivery.address();
    }

    @Override
    public String pack(List<String> packets) {
        return String.join("", packets);
    }

    @Override
    public Optional<List<String>> unpack(String message) {
        return Optional.of(List.of(message));
    }

    @Override
    public Optional<String> opening() {
        return Optional.empty();
    }

    @Override
    public Optional<String> heartbeat() {
        return Optional.empty();
    }

    @Override
    public Optional<String> closing(int code, String reason) {
        return Optional.empty();
    }
}
