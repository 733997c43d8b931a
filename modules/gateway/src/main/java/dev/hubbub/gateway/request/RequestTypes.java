// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import dev.hubbub.contract.Catalogue;
import dev.hubbub.contract.address.Rpc;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The requests of clients whose types a gateway knows, by their addresses. */
public final class RequestTypes {
    /** Those of the catalogue. */
    public static final RequestTypes STANDARD = new RequestTypes(Catalogue.API);

    private final Map<String, Rpc<?, ?>> byAddress = new LinkedHashMap<>(); // in their order

    private RequestTypes(Collection<Rpc<?, ?>> types) {
        types.forEach(type -> byAddress.put(type.address(), type));
    }

    /** These, and one more. */
    public RequestTypes and(Rpc<?, ?> type) {
        return new RequestTypes(Stream.concat(byAddress.values().stream(), Stream.<Rpc<?, ?>>of(type))
                .toList());
    }

    /** The type of the requests to an address. */
    public Optional<Rpc<?, ?>> find(String address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    Collection<String> addresses() {
        return byAddress.keySet();
    }
}
