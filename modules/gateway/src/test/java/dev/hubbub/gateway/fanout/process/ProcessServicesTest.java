// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.process;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.bus.Route;
import dev.hubbub.contract.limits.Limits;
import dev.hubbub.contract.limits.Limits.AcquireSocket;
import dev.hubbub.contract.limits.Limits.ReleaseSocket;
import dev.hubbub.contract.limits.Limits.SocketAcquired;
import dev.hubbub.contract.limits.Limits.SocketReleased;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Processes register the requests of a service one by one. */
@ExtendWith(VertxExtension.class)
class ProcessServicesTest {
    private static final UserId ANN = new UserId("ann");
    private static final Route<AcquireSocket, SocketAcquired> ACQUIRE = Route.of(
            Limits.ACQUIRE_SOCKET, (AcquireSocket asked) -> Future.succeededFuture(new SocketAcquired(true, null)));
    private static final Route<ReleaseSocket, SocketReleased> RELEASE =
            Route.of(Limits.RELEASE_SOCKET, (ReleaseSocket asked) -> Future.succeededFuture(new SocketReleased(true)));

    private Bus bus;
    private ProcessServices services;

    @BeforeEach
    void make(Vertx vertx) {
        bus = new Bus(vertx);
        services = new ProcessServices(bus);
    }

    private void add(Route<?, ?> route) throws Exception {
        services.add(Service.LIMITS, route).await(5, SECONDS);
    }

    private void remove(Route<?, ?> route) throws Exception {
        services.remove(Service.LIMITS, route.rpc()).await(5, SECONDS);
    }

    private boolean acquire() throws Exception {
        return bus.call(Limits.ACQUIRE_SOCKET, new AcquireSocket(ANN, "n", 1, 5, false))
                .await(5, SECONDS)
                .acquired();
    }

    private boolean release() throws Exception {
        return bus.call(Limits.RELEASE_SOCKET, new ReleaseSocket(ANN, "n", 1))
                .await(5, SECONDS)
                .released();
    }

    @Test
    void eachIsAnsweredUntilItIsRemoved() throws Exception {
        add(ACQUIRE);
        assertThatThrownBy(this::release).hasMessage("UNAVAILABLE: this node does not serve svc.limits.release");
        add(RELEASE);
        assertThat(acquire()).isTrue();
        assertThat(release()).isTrue();
        remove(ACQUIRE);
        assertThatThrownBy(this::acquire).hasMessage("UNAVAILABLE: this node does not serve svc.limits.acquire");
        assertThat(release()).isTrue();
    }

    @Test
    void withTheLastOneItsAddressesGo() throws Exception {
        add(ACQUIRE);
        add(RELEASE);
        remove(RELEASE);
        remove(ACQUIRE);
        remove(ACQUIRE); // once more changes nothing
        await().untilAsserted(
                        () -> assertThatThrownBy(this::acquire).hasMessage("UNAVAILABLE: no node serves this now"));
        add(RELEASE);
        assertThat(release()).isTrue();
    }
}
