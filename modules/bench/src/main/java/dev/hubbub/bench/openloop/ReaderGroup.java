// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.openloop;

import dev.hubbub.bench.load.ClientSocket;
import dev.hubbub.bench.peer.ServerEndpoint;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The readers of one event loop: every {@code groups}-th connection. */
public final class ReaderGroup extends VerticleBase {
    private static final int GROUPS = Runtime.getRuntime().availableProcessors();
    private static final int AT_A_TIME = 16;
    private static final long CONNECT_SECONDS = 120;
    private static final long CONNECT_SECONDS_PER_1000 = 45;

    private final ServerEndpoint endpoint;
    private final DeliveryRecorder recorder;
    private final int first;
    private final int readers;
    private final List<ClientSocket> sockets = new ArrayList<>();
    private WebSocketClient client; // closing it closes its sockets

    private ReaderGroup(ServerEndpoint endpoint, DeliveryRecorder recorder, int first, int readers) {
        this.endpoint = endpoint;
        this.recorder = recorder;
        this.first = first;
        this.readers = readers;
    }

    /** Connects this many readers, on all event loops; returns their deployments. */
    public static List<String> connect(Vertx vertx, ServerEndpoint endpoint, DeliveryRecorder recorder, int readers) {
        List<Future<String>> groups = new ArrayList<>();
        for (int group = 0; group < GROUPS; group++) {
            groups.add(vertx.deployVerticle(new ReaderGroup(endpoint, recorder, group, readers)));
        }
        long seconds = Math.max(CONNECT_SECONDS, CONNECT_SECONDS_PER_1000 * readers / 1_000);
        try {
            Future.all(groups).await(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new IllegalStateException(readers + " readers have not connected within " + seconds + " s", late);
        }
        return groups.stream().map(Future::result).toList();
    }

    /** Ends what {@link #connect} made. */
    public static void disconnect(Vertx vertx, List<String> groups) throws TimeoutException {
        for (String group : groups) {
            vertx.undeploy(group).await(CONNECT_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public Future<?> start() {
        client = ServerEndpoint.client(vertx, readers);
        List<Future<Void>> lanes = new ArrayList<>();
        for (int lane = 0; lane < AT_A_TIME; lane++) {
            lanes.add(openFrom(first + lane * GROUPS));
        }
        return Future.all(lanes);
    }

    /** One after the other, as many as are between them. */
    private Future<Void> openFrom(int connection) {
        return connection < readers
                ? open(connection).compose(opened -> openFrom(connection + AT_A_TIME * GROUPS))
                : Future.succeededFuture();
    }

    /** Closes each socket: closing the client with open sockets waits for a time-out. */
    @Override
    public Future<?> stop() {
        return Future.join(sockets.stream().map(ClientSocket::close).toList());
    }

    private Future<Void> open(int connection) {
        return ClientSocket.open(client, endpoint, connection).compose(socket -> {
            sockets.add(socket);
            ReaderSocket reader = new ReaderSocket(recorder);
            socket.read(reader::received).keepAlive(vertx, recorder::socketClosed);
            return socket.write(endpoint.dialect().follow(0, endpoint.layout().room(connection)));
        });
    }
}
