// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Completable;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.impl.clustered.DefaultNodeSelector;
import io.vertx.core.spi.cluster.ClusteredNode;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.core.spi.cluster.RegistrationUpdateEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests to an address that loses its last consumer while Vert.x looks the address up. */
class EmptyAddressesTest {
    private static final String ADDRESS = "svc.test";

    private final DefaultNodeSelector selector = new DefaultNodeSelector();
    private final Queue<Completable<List<RegistrationInfo>>> lookups = new ArrayDeque<>();
    private final EmptyAddresses addresses = new EmptyAddresses(selector, () -> "self");

    private final class Node implements ClusteredNode {
        @Override
        public String getNodeId() {
            return "self";
        }

        @Override
        public void getRegistrations(String address, Completable<List<RegistrationInfo>> found) {
            lookups.add(found);
        }

        @Override
        public NodeInfo getNodeInfo() {
            return new NodeInfo("127.0.0.1", 1, null);
        }

        @Override
        public void getNodeInfo(String nodeId, Completable<NodeInfo> found) {
            found.succeed(getNodeInfo());
        }

        @Override
        public List<String> getNodes() {
            return List.of("self", "other");
        }
    }

    @BeforeEach
    void join() {
        selector.init(new Node());
    }

    private Promise<String> send() {
        Promise<String> node = Promise.promise();
        selector.selectForSend(ADDRESS, node);
        return node;
    }

    private static void update(RegistrationListener listener, RegistrationInfo... registrations) {
        listener.registrationsUpdated(new RegistrationUpdateEvent(ADDRESS, List.of(registrations)));
    }

    private Promise<String> sendWhileTheLastConsumerGoes(RegistrationListener listener) {
        Promise<String> sent = send();
        update(listener);
        lookups.remove().succeed(List.of());
        return sent;
    }

    @Test
    void vertxAloneDropsTheRequest() {
        assertThat(sendWhileTheLastConsumerGoes(selector).future().isComplete())
                .as("once Vert.x answers, EmptyAddresses can go")
                .isFalse();
    }

    @Test
    void theRequestIsAnswered() {
        assertThat(sendWhileTheLastConsumerGoes(addresses).future().isComplete())
                .isTrue();
    }

    @Test
    void anEmptyAddressIsRefusedOnThisNode() {
        Promise<String> first = send();
        lookups.remove().succeed(List.of(new RegistrationInfo("other", 1, false)));
        assertThat(first.future().result()).isEqualTo("other");

        update(addresses);

        assertThat(send().future().result()).isEqualTo("self");
        assertThat(selector.wantsUpdatesFor(ADDRESS)).isTrue();
    }

    @Test
    void aNewConsumerIsFound() {
        send();
        lookups.remove().succeed(List.of(new RegistrationInfo("other", 1, false)));
        update(addresses);

        update(addresses, new RegistrationInfo("third", 1, false));
        addresses.forget();
        addresses.forget();

        assertThat(send().future().result()).isEqualTo("third");
    }

    @Test
    void anAddressThatStaysEmptyIsForgotten() {
        send();
        lookups.remove().succeed(List.of(new RegistrationInfo("other", 1, false)));
        update(addresses);

        addresses.forget();
        assertThat(selector.wantsUpdatesFor(ADDRESS)).isTrue();
        addresses.forget();

        assertThat(selector.wantsUpdatesFor(ADDRESS)).isFalse();
    }
}
