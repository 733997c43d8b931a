// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.bus;

import io.vertx.core.Completable;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.core.spi.cluster.RegistrationInfo;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The registrations that a cluster keeps, as a node sees them. */
final class FakeRegistry {
    private final String self;
    private final Map<String, List<RegistrationInfo>> registrations = new HashMap<>();
    private volatile boolean ended;
    private boolean failing;
    private boolean frozen;
    private boolean expelled;
    private int looks;

    FakeRegistry(String self) {
        this.self = self;
    }

    ClusterManager manager() {
        return (ClusterManager) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ClusterManager.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "getNodeId" -> self;
                    case "isActive" -> !ended;
                    case "getRegistrations" -> look((String) args[0], completable(args[1]));
                    case "removeRegistration" ->
                        remove((String) args[0], (RegistrationInfo) args[1], completable(args[2]));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @SuppressWarnings("unchecked")
    private static <T> Completable<T> completable(Object argument) {
        return (Completable<T>) argument;
    }

    private synchronized Object look(String address, Completable<List<RegistrationInfo>> answer) {
        looks++;
        if (frozen) {
            return null;
        }
        if (expelled) {
            answer.fail(new IllegalStateException("not active"));
        } else if (failing) {
            answer.fail("the cluster is not there");
        } else {
            answer.succeed(List.copyOf(registrations.getOrDefault(address, List.of())));
        }
        return null;
    }

    private synchronized Object remove(String address, RegistrationInfo node, Completable<Void> done) {
        registrations.get(address).remove(node);
        done.succeed();
        return null;
    }

    synchronized void add(String address, String node) {
        registrations.computeIfAbsent(address, first -> new ArrayList<>()).add(new RegistrationInfo(node, 1, false));
    }

    synchronized void fail(boolean from) {
        failing = from;
    }

    void end() {
        ended = true;
    }

    synchronized void expel() {
        expelled = true;
    }

    synchronized void freeze() {
        frozen = true;
    }

    synchronized int looks() {
        return looks;
    }

    synchronized List<String> nodes(String address) {
        return registrations.get(address).stream().map(RegistrationInfo::nodeId).toList();
    }
}
