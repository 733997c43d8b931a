// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.openapi;

import dev.hubbub.contract.Catalogue;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.value.ClientId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;

/** Describes the requests over HTTP as OpenAPI 3.1, from the catalogue alone. */
final class OpenApiDocument {
    private static final String API = "api.";
    private static final String SESSION = "api.session.";
    private static final String CLIENT_ID = "clientId";

    private final RecordSchemas schemas = new RecordSchemas();

    /**
     * The document.
     *
     * @param basePath below which the hub is; empty: none
     */
    static JsonObject create(String basePath) {
        return new OpenApiDocument().document(basePath.isEmpty() ? "/" : basePath);
    }

    private static List<Rpc<?, ?>> requests() {
        return Catalogue.API.stream()
                .filter(rpc -> !rpc.address().startsWith(SESSION))
                .toList();
    }

    private JsonObject document(String server) {
        JsonObject paths = new JsonObject();
        requests().forEach(rpc -> paths.put("/api/v1/" + name(rpc), new JsonObject().put("post", operation(rpc))));
        return new JsonObject()
                .put("openapi", "3.1.0")
                .put("info", info())
                .put("servers", new JsonArray().add(new JsonObject().put("url", server)))
                .put("security", new JsonArray().add(scheme("token")).add(scheme("serverKey")))
                .put("paths", paths)
                .put("components", components());
    }

    private static JsonObject info() {
        return new JsonObject()
                .put("title", "Hubbub")
                .put("version", "1")
                .put(
                        "description",
                        "The requests of PROTOCOL.md over HTTP, where their fields and errors are explained.")
                .put("license", new JsonObject().put("name", "Apache-2.0").put("identifier", "Apache-2.0"));
    }

    private static JsonObject scheme(String name) {
        return new JsonObject().put(name, new JsonArray());
    }

    private JsonObject operation(Rpc<?, ?> rpc) {
        String area = name(rpc).substring(0, name(rpc).indexOf('.'));
        JsonObject operation = new JsonObject()
                .put("operationId", name(rpc).replace('.', '_'))
                .put("tags", new JsonArray().add(area))
                .put(
                        "requestBody",
                        new JsonObject().put("content", json(request(rpc))).put("required", hasRequired(rpc)))
                .put("responses", responses(rpc));
        return hasClientId(rpc) ? operation.put("parameters", new JsonArray().add(idempotencyKey())) : operation;
    }

    /** A clientId may come in a header instead. */
    private JsonObject request(Rpc<?, ?> rpc) {
        JsonObject reference = schemas.reference(rpc.request());
        if (hasClientId(rpc)) {
            JsonObject schema = schemas.all().getJsonObject(RecordSchemas.name(rpc.request()));
            schema.getJsonArray("required").remove(CLIENT_ID);
        }
        return reference;
    }

    private static boolean hasClientId(Rpc<?, ?> rpc) {
        return Arrays.stream(rpc.request().getRecordComponents())
                .anyMatch(component -> component.getType().equals(ClientId.class));
    }

    private static boolean hasRequired(Rpc<?, ?> rpc) {
        return Arrays.stream(rpc.request().getRecordComponents()).anyMatch(RecordSchemas::isRequired);
    }

    private static JsonObject idempotencyKey() {
        return new JsonObject()
                .put("name", "Idempotency-Key")
                .put("in", "header")
                .put("description", "The clientId, where the body has none.")
                .put("schema", new JsonObject().put("type", "string"));
    }

    private JsonObject responses(Rpc<?, ?> rpc) {
        JsonObject responses = new JsonObject()
                .put(
                        "200",
                        new JsonObject()
                                .put("description", "The reply.")
                                .put("content", json(schemas.reference(rpc.reply()))));
        errors().forEach(code -> responses.put(
                String.valueOf(code.number()), new JsonObject().put("$ref", "#/components/responses/" + code)));
        return responses;
    }

    /** Those that clients are told. */
    private static List<ErrorCode> errors() {
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code != ErrorCode.STALE)
                .toList();
    }

    private JsonObject components() {
        JsonObject responses = new JsonObject();
        errors().forEach(code -> responses.put(code.name(), error(code)));
        JsonObject bearer = new JsonObject().put("type", "http").put("scheme", "bearer");
        return new JsonObject()
                .put("schemas", schemas.all().put("Error", errorSchema()))
                .put("responses", responses)
                .put(
                        "securitySchemes",
                        new JsonObject()
                                .put("token", bearer.copy().put("bearerFormat", "JWT"))
                                .put("serverKey", bearer.copy().put("description", "A key of auth.serverKeys.")));
    }

    private static JsonObject error(ErrorCode code) {
        String again = code.retryable() ? " The same request may succeed later." : "";
        JsonObject error = new JsonObject()
                .put("description", code + "." + again)
                .put("content", json(new JsonObject().put("$ref", "#/components/schemas/Error")));
        return code == ErrorCode.TOO_MANY ? error.put("headers", retryAfter()) : error;
    }

    private static JsonObject retryAfter() {
        return new JsonObject()
                .put(
                        "Retry-After",
                        new JsonObject()
                                .put("description", "Seconds until the request may be tried again.")
                                .put("schema", new JsonObject().put("type", "integer")));
    }

    private static JsonObject errorSchema() {
        JsonObject number = new JsonObject().put("type", "integer");
        return new JsonObject()
                .put("type", "object")
                .put(
                        "properties",
                        new JsonObject()
                                .put("failureCode", number)
                                .put("message", new JsonObject().put("type", "string"))
                                .put("retryAfter", number.copy()))
                .put("required", new JsonArray().add("failureCode").add("message"));
    }

    private static JsonObject json(JsonObject schema) {
        return new JsonObject().put("application/json", new JsonObject().put("schema", schema));
    }

    private static String name(Rpc<?, ?> rpc) {
        return rpc.address().substring(API.length());
    }
}
