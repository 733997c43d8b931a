// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.process;

import dev.hubbub.contract.Catalogue;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The addresses that processes at this node have registered. Must be used on one event loop. */
public final class ProcessAddresses {
    private static final long GRACE_MILLIS = 1_000;
    private static final Map<String, Rpc<?, ?>> TYPES = Stream.of(Catalogue.API, Catalogue.INSIDE, Catalogue.HOOKS)
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableMap(Rpc::address, rpc -> rpc));

    private final Bus bus;
    private final ProcessServices services;
    private final long graceMillis;
    private final Map<String, ProcessAddress> addresses =
            new HashMap<>(); // as many as registrations, and those that end

    /** With consumers that stay for a second without a process. */
    public ProcessAddresses(Bus bus) {
        this(bus, GRACE_MILLIS);
    }

    ProcessAddresses(Bus bus, long graceMillis) {
        this.bus = bus;
        this.services = new ProcessServices(bus);
        this.graceMillis = graceMillis;
    }

    /** The type of the requests to an address; null where none is known. */
    static @Nullable Rpc<?, ?> type(String address) {
        return TYPES.get(address);
    }

    /** A process registers an address. Completes when every node can reach it. */
    public Future<Void> join(String address, ProcessMember member) {
        return addresses
                .computeIfAbsent(
                        address,
                        first -> new ProcessAddress(
                                bus.vertx(), graceMillis, () -> binding(address), () -> addresses.remove(address)))
                .join(member);
    }

    private AddressBinding binding(String address) {
        Rpc<?, ?> type = type(address);
        Consumer<ProcessMessage> receiver = message -> receive(address, message);
        return type == null
                ? AddressBinding.untyped(bus, address, receiver)
                : AddressBinding.typed(bus, services, type, receiver);
    }

    private void receive(String address, ProcessMessage message) {
        ProcessAddress served = addresses.get(address);
        if (served != null) {
            served.receive(message);
        } else {
            message.fail(ProcessAddress.unserved());
        }
    }

    /** A process leaves an address, or has gone. */
    public void leave(String address, ProcessMember member) {
        ProcessAddress served = addresses.get(address);
        if (served != null) {
            served.leave(member);
        }
    }

    /** Ends all consumers, while the processes still answer. Never fails. */
    public Future<Void> close() {
        return Future.join(List.copyOf(addresses.values()).stream()
                        .map(ProcessAddress::close)
                        .toList())
                .mapEmpty();
    }

    /** How many addresses have a consumer. */
    public int size() {
        return addresses.size();
    }
}
