// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.address;

import java.util.Objects;

/**
 * Something that happened, published to every verticle that listens. At most once: whoever needs more compares with
 * the store.
 *
 * @param <E> the event
 */
public record Event<E extends Record>(String address, Class<E> type) {
    public Event {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(type, "type");
    }
}
