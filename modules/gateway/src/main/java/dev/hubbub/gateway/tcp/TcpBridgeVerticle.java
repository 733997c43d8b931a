// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.tcp;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.gateway.auth.ServerKeys;
import dev.hubbub.gateway.config.TcpBridgeConfig;
import dev.hubbub.gateway.dialect.Fault;
import dev.hubbub.gateway.dialect.RefusedException;
import dev.hubbub.gateway.dialect.bridge.BadFrameException;
import dev.hubbub.gateway.dialect.bridge.ClientFrame;
import dev.hubbub.gateway.fanout.process.ProcessAddresses;
import dev.hubbub.gateway.fanout.process.ProcessCalls;
import dev.hubbub.gateway.http.CertificateFiles;
import dev.hubbub.gateway.http.CertificateReloader;
import dev.hubbub.gateway.http.IpLimits;
import dev.hubbub.gateway.http.ListenerOptions;
import dev.hubbub.gateway.request.RequestSubmitter;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listener for processes of any language. One per node: all its connections are on one event loop. */
public final class TcpBridgeVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(TcpBridgeVerticle.class);
    private static final int MAX_FAULTS = 20;
    private static final long SWEEP_MILLIS = 100;
    private static final long DRAIN_MILLIS = 2_000;
    private static final Pattern LOOPBACK = Pattern.compile("127\\..*|::1|localhost");

    private final TcpBridgeConfig config;
    private final Gateway gateway;
    private final TcpBridgeMeters meters;
    private final Map<NetSocket, TcpConnection> connections = new HashMap<>();
    private final ConnectionLimits limits;
    private ProcessAddresses addresses;
    private LoginHandler logins;
    private CallHandler calls;
    private RegistrationHandler registrations;
    private @Nullable NetServer server;
    private boolean stopping;

    /**
     * What the gateway of the node has for it.
     *
     * @param keys by which processes log in
     * @param ips the limits of IP addresses
     * @param clients the ways of requests of clients, one for each event loop; a connection keeps to one
     * @param certificateMillis how often the files of the certificate are looked at
     */
    public record Gateway(ServerKeys keys, IpLimits ips, List<RequestSubmitter> clients, long certificateMillis) {
        public Gateway {
            clients = List.copyOf(clients);
        }
    }

    /** @param meters where it shows how full it is */
    public TcpBridgeVerticle(TcpBridgeConfig config, Gateway gateway, TcpBridgeMeters meters) {
        this.config = config;
        this.gateway = gateway;
        this.meters = meters;
        this.limits = new ConnectionLimits(config);
    }

    /** The certificate of the settings; null where there is none. Fails as a start would. */
    public static Future<@Nullable PemKeyCertOptions> certificate(Vertx vertx, TcpBridgeConfig config) {
        TcpBridgeConfig.Tls tls = config.tls();
        return config.enabled() && tls.on()
                ? vertx.executeBlocking(
                        () -> new CertificateFiles(vertx, "tcpBridge.tls", tls.certificate(), tls.key()).read())
                : Future.succeededFuture();
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx);
        addresses = new ProcessAddresses(bus);
        logins = new LoginHandler(gateway, limits);
        calls = new CallHandler((ContextInternal) context, new ProcessCalls(bus));
        registrations = new RegistrationHandler(addresses, meters, config.maxRegistrations());
        return certificate(vertx, config).compose(this::listen);
    }

    private Future<?> listen(@Nullable PemKeyCertOptions certificate) {
        NetServer listener = vertx.createNetServer(options(certificate)).connectHandler(this::connected);
        server = listener;
        return listener.listen().onSuccess(listening -> {
            vertx.setPeriodic(SWEEP_MILLIS, tick -> sweep());
            reload(listener, certificate);
            LOG.info("processes connect to {}:{}", config.host(), listener.actualPort());
            if (certificate == null && !LOOPBACK.matcher(config.host()).matches()) {
                LOG.warn(
                        "tcpBridge.host is {} without tcpBridge.tls: keys cross the network unencrypted",
                        config.host());
            }
        });
    }

    private NetServerOptions options(@Nullable PemKeyCertOptions certificate) {
        NetServerOptions options = new NetServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setTcpKeepAlive(true);
        return certificate == null
                ? options
                : options.setSsl(true)
                        .setKeyCertOptions(certificate)
                        .setEnabledSecureTransportProtocols(
                                ListenerOptions.ssl(certificate).getEnabledSecureTransportProtocols());
    }

    private void reload(NetServer listener, @Nullable PemKeyCertOptions shown) {
        if (shown != null) {
            CertificateReloader reloader = new CertificateReloader(
                    shown,
                    () -> certificate(vertx, config),
                    found -> listener.updateSSLOptions(ListenerOptions.ssl(found)));
            vertx.setPeriodic(gateway.certificateMillis(), tick -> reloader.check());
        }
    }

    /** The port that it listens on. */
    public int port() {
        return Objects.requireNonNull(server, "not started").actualPort();
    }

    private void connected(NetSocket socket) {
        InetAddress ip = gateway.ips().resolver().resolve(socket.remoteAddress().hostAddress(), List.of());
        if (stopping || !limits.take(ip)) {
            HubException cause = stopping ? stopping() : new HubException(ErrorCode.TOO_MANY, "too many connections");
            socket.write(FrameEncoder.error(null, null, cause)).onComplete(told -> socket.close());
            return;
        }
        TcpConnection connection = new TcpConnection(
                socket, ip, config, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), this::handle);
        connections.put(socket, connection);
        socket.exceptionHandler(cause -> LOG.debug("a connection of a process failed", cause));
        socket.closeHandler(closed -> ended(socket, connection));
    }

    private void ended(NetSocket socket, TcpConnection connection) {
        connections.remove(socket);
        limits.release(connection.ip());
        KeyRequester requester = connection.requester();
        if (requester != null) {
            limits.releaseKey(requester.key().name());
        }
        registrations.leaveAll(connection);
        connection.ended();
    }

    private void handle(TcpConnection connection, String text) {
        try {
            handle(connection, TcpFrameParser.parse(text));
        } catch (BadFrameException e) {
            RefusedException cause = new RefusedException(e.fault());
            gateway.ips().counters().requestRefused(cause);
            connection.fail(e.answerTo(), null, cause);
            if (connection.requester() == null || connection.countFault() >= MAX_FAULTS) {
                connection.close();
            }
        } catch (RuntimeException e) {
            LOG.error("a frame failed", e);
            connection.close(new HubException(ErrorCode.INTERNAL, "unexpected"));
        }
    }

    private void handle(TcpConnection connection, TcpFrame frame) {
        KeyRequester requester = connection.requester();
        if (frame.type() == ClientFrame.Type.PING) {
            connection.write(FrameEncoder.PONG.copy());
            if (requester == null && connection.countFault() >= MAX_FAULTS) {
                connection.close(new RefusedException(Fault.NOT_LOGGED_IN));
            }
        } else if (requester == null) {
            logins.handle(connection, frame);
        } else {
            handle(connection, requester, frame);
        }
    }

    private void handle(TcpConnection connection, KeyRequester requester, TcpFrame frame) {
        switch (frame.type()) {
            case PING -> {} // anyone may
            case SEND -> {
                if (PendingAnswers.isAnswer(frame.target())) {
                    registrations.answer(connection, frame);
                } else {
                    calls.send(connection, requester, frame);
                }
            }
            case PUBLISH -> calls.publish(connection, requester, frame);
            case REGISTER -> {
                if (stopping) {
                    connection.fail(frame.answerTo(), frame.target(), stopping());
                } else {
                    registrations.register(connection, requester, frame);
                }
            }
            case UNREGISTER -> registrations.unregister(connection, frame);
        }
    }

    private void sweep() {
        List.copyOf(connections.values()).forEach(TcpConnection::sweep);
        meters.show(connections.values(), addresses.size());
    }

    /** No request comes any more, those that have come are answered, then the connections are closed. */
    @Override
    public Future<?> stop() {
        stopping = true;
        return addresses.close().compose(gone -> drain(DRAIN_MILLIS)).eventually(() -> {
            List.copyOf(connections.values()).forEach(connection -> connection.close(stopping()));
            return server == null ? Future.succeededFuture() : server.close();
        });
    }

    private static HubException stopping() {
        return new HubException(ErrorCode.UNAVAILABLE, "this node stops");
    }

    private Future<Void> drain(long millis) {
        boolean busy = connections.values().stream()
                .anyMatch(each -> each.answers().size() > 0 || each.window().inFlight() > 0);
        return busy && millis > 0
                ? vertx.timer(SWEEP_MILLIS).compose(later -> drain(millis - SWEEP_MILLIS))
                : Future.succeededFuture();
    }
}
