// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.lines;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.gateway.dialect.Delivery;
import dev.hubbub.gateway.dialect.Dialect;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A dialect that only this test knows: lines of text. The hub says {@code <address> <JSON>} or
 * {@code <address> ! <code> <text>}.
 */
public final class LineDialect implements Dialect {
    private final AtomicInteger encoded = new AtomicInteger();

    /** How many deliveries were encoded. */
    public int encoded() {
        return encoded.get();
    }

    @Override
    public String encode(Delivery delivery) {
        encoded.incrementAndGet();
        HubException failure = delivery.failure();
        return failure == null
                ? delivery.address() + ' ' + delivery.json()
                : delivery.address() + " ! " + failure.number() + ' ' + failure.getMessage();
    }

    @Override
    public String pack(List<String> packets) {
        return String.join("\n", packets);
    }

    @Override
    public Optional<List<String>> unpack(String message) {
        return message.isBlank()
                ? Optional.empty()
                : Optional.of(message.lines().toList());
    }

    @Override
    public Optional<String> opening() {
        return Optional.of("hello");
    }

    @Override
    public Optional<String> heartbeat() {
        return Optional.empty();
    }

    @Override
    public Optional<String> closing(int code, String reason) {
        return Optional.of("bye " + code);
    }
}
