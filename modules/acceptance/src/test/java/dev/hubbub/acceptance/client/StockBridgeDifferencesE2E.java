// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.acceptance.fixture.Configs;
import dev.hubbub.acceptance.fixture.NodeScript;
import dev.hubbub.bench.server.StockBridge;
import dev.hubbub.bench.server.TlsFiles;
import dev.hubbub.gateway.config.AuthConfig;
import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.gateway.config.GatewayConfig.Permit;
import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.hub.config.HubConfig;
import dev.hubbub.hub.data.DataDir;
import dev.hubbub.hub.node.Node;
import dev.hubbub.hub.node.NodePlan;
import dev.hubbub.testkit.bus.EchoVerticle;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.web.handler.sockjs.SockJSBridgeOptions;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One script against Vert.x's own bridge and against ours: where they differ, the gateway's page says why. */
@ExtendWith(VertxExtension.class)
final class StockBridgeDifferencesE2E {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);
    private static final Path PAGE = Path.of("../gateway/README.md");

    @TempDir
    private Path data;

    @Test
    void everyDifferenceHasItsReason(Vertx vertx) throws Exception {
        JsonObject stock = probe(stock(vertx));
        JsonObject ours;
        try (Node node = ours()) {
            ours = probe(node.url(), Tokens.hs256(SECRET).user("ann").sign());
        }
        assertThat(ours.fieldNames()).isEqualTo(stock.fieldNames());
        assertThat(kinds(stock)).containsExactly("binary");
        assertThat(kinds(ours)).containsExactly("text");
        Set<String> different = stock.fieldNames().stream()
                .filter(name -> !essence(stock.getJsonObject(name)).equals(essence(ours.getJsonObject(name))))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(different).isEqualTo(reasons());
    }

    private static Set<String> kinds(JsonObject probes) {
        return probes.fieldNames().stream()
                .flatMap(name -> probes.getJsonObject(name).getJsonArray("out").stream())
                .map(out -> ((JsonObject) out).getString("kind"))
                .collect(Collectors.toSet());
    }

    /** What is left of a probe's outcome without the differences that the page names once, for all of them. */
    private static JsonObject essence(JsonObject outcome) {
        JsonArray frames = new JsonArray();
        outcome.getJsonArray("out").stream()
                .map(out -> ((JsonObject) out).getJsonObject("frame"))
                .forEach(frame -> frames.add(essentialFrame(frame)));
        JsonObject closed = outcome.getJsonObject("closed");
        return new JsonObject().put("out", frames).put("closed", closed != null);
    }

    private static JsonObject essentialFrame(JsonObject frame) {
        JsonObject copy = frame.copy();
        boolean refusal = copy.getString("type").equals("err") && copy.containsKey("body");
        if (refusal) {
            List.of("address", "failureCode", "failureType", "message").forEach(copy::remove);
        }
        if (copy.getValue("body") instanceof JsonObject body && body.getJsonObject("headers") != null) {
            body.put("headers", new JsonObject()); // what the operator's verticle saw
        }
        return copy;
    }

    private static JsonObject probe(String... arguments) throws Exception {
        NodeScript.Outcome outcome = NodeScript.run("differences.mjs", arguments);
        assertThat(outcome.exit()).as(outcome.output()).isZero();
        return new JsonObject(outcome.output());
    }

    private static String stock(Vertx vertx) throws Exception {
        SockJSBridgeOptions permits = new SockJSBridgeOptions()
                .addInboundPermitted(new PermittedOptions().setAddress("echo"))
                .addInboundPermitted(
                        new PermittedOptions().setAddress("matched").setMatch(new JsonObject().put("kind", "public")))
                .addInboundPermitted(new PermittedOptions().setAddress("nobody"))
                .addOutboundPermitted(new PermittedOptions().setAddress("news"));
        vertx.deployVerticle(new EchoVerticle("echo", "matched")).await(10, SECONDS);
        return "http://127.0.0.1:"
                + StockBridge.start(vertx, permits, new TlsFiles(), 1).await(10, SECONDS);
    }

    private Node ours() throws Exception {
        GatewayConfig.Bridge bridge = new GatewayConfig.Bridge(
                List.of(
                        new Permit("echo", null),
                        new Permit("matched", Map.of("kind", "public")),
                        new Permit("nobody", null)),
                List.of(new Permit("news", null)));
        GatewayConfig.Http http = new GatewayConfig.Http("127.0.0.1", 0, null, 1, null, null, null, null, null);
        AuthConfig auth = AuthConfig.withKeys(SECRET, null);
        HubConfig config = Configs.of(http, auth, bridge, LimitsConfig.NONE, null);
        Node node = Node.start(NodePlan.allRoles(config, new DataDir(data)));
        node.vertx().deployVerticle(new EchoVerticle("echo", "matched")).await(10, SECONDS);
        return node;
    }

    /** The probes in the table of the gateway's page. */
    private static Set<String> reasons() throws Exception {
        return ROW.matcher(Files.readString(PAGE))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
