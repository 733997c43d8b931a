// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** Makes requests over HTTP, with one credential. */
record ApiClient(HttpClient http, String url, String credential) {
    static ApiClient of(String url, String credential) {
        return new ApiClient(HttpClient.newHttpClient(), url, credential);
    }

    ApiClient as(String other) {
        return new ApiClient(http, url, other);
    }

    HttpRequest.Builder request(String name, JsonObject body) {
        return HttpRequest.newBuilder(URI.create(url + "/api/v1/" + name))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + credential)
                .POST(BodyPublishers.ofString(body.encode()));
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    HttpResponse<String> post(String name, JsonObject body) throws IOException, InterruptedException {
        return send(request(name, body).build());
    }

    CompletableFuture<HttpResponse<String>> begin(String name, JsonObject body) {
        return http.sendAsync(request(name, body).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url + path)).build());
    }

    static JsonObject answered(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    static void assertRefused(HttpResponse<String> answer, int status, String message) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(new JsonObject(answer.body()).getInteger("failureCode")).isEqualTo(status);
        assertThat(new JsonObject(answer.body()).getString("message")).startsWith(message);
    }
}
