// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.hubbub.contract.json.Json;
import dev.hubbub.gateway.config.AuthConfig;
import dev.hubbub.gateway.config.Deadlines;
import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.gateway.config.GatewayConfig.Bridge;
import dev.hubbub.gateway.config.GatewayConfig.Feeds;
import dev.hubbub.gateway.config.GatewayConfig.Http;
import dev.hubbub.gateway.config.GatewayConfig.Permit;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import dev.hubbub.gateway.config.GatewayConfig.Tls;
import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.gateway.config.ServerKey;
import dev.hubbub.gateway.config.TcpBridgeConfig;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.Transport;
import dev.hubbub.testkit.token.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A gateway on a free port, with a fake hub behind it. */
public final class GatewayFixture {
    public static final Tokens TOKENS = Tokens.hs256("0123456789abcdef0123456789abcdef");
    private static final List<String> ANCESTORS = List.of("https://app.example", "http://localhost:3000");
    private static final List<String> PROXIES = List.of("127.0.0.2/31");
    private static final Bridge BRIDGE =
            new Bridge(List.of(new Permit("echo", null)), List.of(new Permit("news", null)));

    /** What a test may choose beside the settings. */
    private record Setup(Deadlines deadlines, Extensions extensions) {}

    static {
        Awaitility.setDefaultPollInterval(Duration.ofMillis(10)); // what a test of this module awaits is near
    }

    public final Vertx vertx;
    public final FakeHub hub;
    public final String url;
    public final String deployment;
    public final MeterRegistry meters = new SimpleMeterRegistry();
    private Transport transport = Transport.RAW;

    public GatewayFixture(Vertx vertx, Sockets sockets) throws Exception {
        this(vertx, sockets, 0);
    }

    public GatewayFixture(Vertx vertx, Sockets sockets, int graceMillis) throws Exception {
        this(new FakeHub(vertx), vertx, config(sockets, graceMillis, Feeds.DEFAULTS, LimitsConfig.NONE));
    }

    /** That waits for clients and the store as long as the test says. */
    public GatewayFixture(Vertx vertx, Sockets sockets, Deadlines deadlines) throws Exception {
        this(
                new FakeHub(vertx),
                vertx,
                config(sockets, 0, Feeds.DEFAULTS, LimitsConfig.NONE),
                new Setup(deadlines, Extensions.STANDARD));
    }

    public GatewayFixture(Vertx vertx, Feeds feeds) throws Exception {
        this(new FakeHub(vertx), vertx, config(Sockets.DEFAULTS, 0, feeds, LimitsConfig.NONE));
    }

    public GatewayFixture(Vertx vertx, LimitsConfig limits) throws Exception {
        this(vertx, limits, Extensions.STANDARD);
    }

    public GatewayFixture(Vertx vertx, LimitsConfig limits, Extensions extensions) throws Exception {
        this(vertx, limits, new Setup(ShortDeadlines.USUAL, extensions));
    }

    /** That waits for clients as long as the test says. */
    public GatewayFixture(Vertx vertx, LimitsConfig limits, Deadlines deadlines) throws Exception {
        this(vertx, limits, new Setup(deadlines, Extensions.STANDARD));
    }

    private GatewayFixture(Vertx vertx, LimitsConfig limits, Setup setup) throws Exception {
        this(new FakeHub(vertx), vertx, config(Sockets.DEFAULTS, 0, Feeds.DEFAULTS, limits), setup);
    }

    public static GatewayFixture withoutFallbacks(Vertx vertx) throws Exception {
        GatewayConfig with = config(Sockets.DEFAULTS, 0, Feeds.DEFAULTS, LimitsConfig.NONE);
        Http http = new Http("127.0.0.1", 0, null, 2, null, false, null, null, null);
        return new GatewayFixture(
                new FakeHub(vertx),
                vertx,
                new GatewayConfig(http, with.auth(), with.bridge(), with.sockets(), with.feeds(), with.limits(), null));
    }

    /** That is below a path of its host. */
    public static GatewayFixture below(Vertx vertx, String basePath) throws Exception {
        GatewayConfig with = config(Sockets.DEFAULTS, 0, Feeds.DEFAULTS, LimitsConfig.NONE);
        Http http = new Http("127.0.0.1", 0, null, 2, null, null, null, null, basePath);
        return new GatewayFixture(
                new FakeHub(vertx),
                vertx,
                new GatewayConfig(http, with.auth(), with.bridge(), with.sockets(), with.feeds(), with.limits(), null));
    }

    /** With TLS; the files are looked at often. */
    public GatewayFixture(Vertx vertx, Tls tls) throws Exception {
        this(new FakeHub(vertx), vertx, config(Sockets.DEFAULTS, 0, Feeds.DEFAULTS, LimitsConfig.NONE, tls));
    }

    public GatewayFixture(Vertx vertx, List<ServerKey> keys) throws Exception {
        this(new FakeHub(vertx), vertx, withKeys(keys));
    }

    private GatewayFixture(FakeHub hub, Vertx vertx, GatewayConfig config) throws Exception {
        this(hub, vertx, config, new Setup(ShortDeadlines.USUAL, Extensions.STANDARD));
    }

    private GatewayFixture(FakeHub hub, Vertx vertx, GatewayConfig config, Setup setup) throws Exception {
        this.vertx = vertx;
        this.hub = hub;
        vertx.eventBus()
                .consumer("echo", message -> message.reply(message.body()))
                .completion()
                .await(5, SECONDS);
        deployment = vertx.deployVerticle(new GatewayVerticle(config, meters, setup.deadlines(), setup.extensions()))
                .await(10, SECONDS);
        url = (config.http().tls().on() ? "https" : "http") + "://127.0.0.1:" + GatewayVerticle.port(vertx);
    }

    private static GatewayConfig config(Sockets sockets, int graceMillis, Feeds feeds, LimitsConfig limits) {
        return config(sockets, graceMillis, feeds, limits, null);
    }

    private static GatewayConfig config(Sockets sockets, int graceMillis, Feeds feeds, LimitsConfig limits, Tls tls) {
        Http http = new Http("127.0.0.1", 0, List.of("https://shop.example"), 2, PROXIES, null, ANCESTORS, tls, null);
        JsonObject auth = new JsonObject()
                .put("hs256", "0123456789abcdef0123456789abcdef")
                .put("graceMillis", graceMillis)
                .put("loginUrl", "https://app.example/login?next={page}");
        return new GatewayConfig(http, Json.read(auth, AuthConfig.class), BRIDGE, sockets, feeds, limits, null);
    }

    /** With a listener for processes. */
    public static GatewayFixture withProcesses(Vertx vertx, List<ServerKey> keys, JsonObject tcpBridge)
            throws Exception {
        GatewayConfig with = withKeys(keys);
        JsonObject settings =
                new JsonObject().put("enabled", true).put("port", 0).mergeIn(tcpBridge);
        return new GatewayFixture(
                new FakeHub(vertx),
                vertx,
                new GatewayConfig(
                        with.http(),
                        with.auth(),
                        with.bridge(),
                        with.sockets(),
                        with.feeds(),
                        with.limits(),
                        Json.read(settings, TcpBridgeConfig.class)));
    }

    public static GatewayConfig withKeys(List<ServerKey> keys) {
        GatewayConfig without = config(Sockets.DEFAULTS, 0, Feeds.DEFAULTS, LimitsConfig.NONE);
        JsonObject auth = Json.write(without.auth())
                .put("serverKeys", new JsonArray(keys.stream().map(Json::write).toList()));
        return new GatewayConfig(
                without.http(),
                Json.read(auth, AuthConfig.class),
                without.bridge(),
                without.sockets(),
                without.feeds(),
                without.limits(),
                null);
    }

    /** Another gateway with the same hub behind it, and other server keys. */
    public GatewayFixture again(List<ServerKey> keys) throws Exception {
        return new GatewayFixture(hub, vertx, withKeys(keys));
    }

    /** Another gateway with the same hub behind it, which waits as long as the test says. */
    public GatewayFixture again(Sockets sockets, LimitsConfig limits, Deadlines deadlines) throws Exception {
        return new GatewayFixture(
                hub, vertx, config(sockets, 0, Feeds.DEFAULTS, limits), new Setup(deadlines, Extensions.STANDARD));
    }

    /** Another gateway with the same hub behind it. */
    public GatewayFixture again(LimitsConfig limits) throws Exception {
        return new GatewayFixture(hub, vertx, config(Sockets.DEFAULTS, 0, Feeds.DEFAULTS, limits));
    }

    /** How its clients speak that do not say otherwise. */
    public GatewayFixture over(Transport chosen) {
        transport = chosen;
        return this;
    }

    public ClientOptions raw() {
        return ClientOptions.raw(url);
    }

    ClientOptions options() {
        return ClientOptions.of(transport, url);
    }

    public BridgeClient connect() {
        return BridgeClient.connect(vertx, options());
    }

    public BridgeClient login(String user) {
        return login(options(), user);
    }

    public BridgeClient login(ClientOptions options, String user) {
        BridgeClient client = BridgeClient.connect(vertx, options);
        client.login(TOKENS.user(user).sign());
        return client;
    }
}
