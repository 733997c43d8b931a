// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.polling;

import dev.hubbub.gateway.GatewayFixture;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** SockJS without WebSocket, one request at a time. */
public final class PollingClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String base;

    public PollingClient(String url) {
        this(url, UUID.randomUUID().toString());
    }

    public PollingClient(String url, String session) {
        this.base = url + "/eventbus/000/" + session;
    }

    HttpRequest.Builder request(String transport) {
        return HttpRequest.newBuilder(URI.create(base + "/" + transport));
    }

    static HttpResponse<String> ask(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /** The frames that one poll brings, a line each. */
    String poll() throws Exception {
        HttpResponse<String> answer = ask(request("xhr").POST(BodyPublishers.noBody()));
        return answer.statusCode() == 200 ? answer.body() : String.valueOf(answer.statusCode());
    }

    int sendBody(String body) throws Exception {
        return ask(request("xhr_send").POST(BodyPublishers.ofString(body))).statusCode();
    }

    int send(String... frames) throws Exception {
        JsonArray messages = new JsonArray();
        for (String frame : frames) {
            messages.add(frame);
        }
        return sendBody(messages.encode());
    }

    int request(String address, JsonObject body) throws Exception {
        return send(new JsonObject()
                .put("type", "send")
                .put("address", address)
                .put("replyAddress", "r")
                .put("body", body)
                .encode());
    }

    /** Opens the session, and logs in. */
    public PollingClient login(String user) throws Exception {
        poll();
        request(
                "api.session.login",
                new JsonObject().put("token", GatewayFixture.TOKENS.user(user).sign()));
        poll();
        return this;
    }

    PollingClient register(String address) throws Exception {
        send(new JsonObject().put("type", "register").put("address", address).encode());
        poll();
        return this;
    }

    public BufferedReader lines(String transport) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(transport);
        HttpResponse<InputStream> answer = HTTP.send(
                transport.equals("eventsource")
                        ? request.build()
                        : request.POST(BodyPublishers.noBody()).build(),
                BodyHandlers.ofInputStream());
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }
}
