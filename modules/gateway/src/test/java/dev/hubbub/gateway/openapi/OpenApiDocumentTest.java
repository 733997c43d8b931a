// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.Catalogue;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.error.ErrorCode;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The document is one of OpenAPI 3.1, and says what the catalogue and PROTOCOL.md say. */
final class OpenApiDocumentTest {
    private static final JsonObject DOCUMENT = OpenApiDocument.create("");
    private static final SwaggerParseResult PARSED = new OpenAPIV3Parser().readContents(DOCUMENT.encode());
    private static final JsonObject SCHEMAS =
            DOCUMENT.getJsonObject("components").getJsonObject("schemas");

    static Stream<Rpc<?, ?>> requests() {
        return Catalogue.API.stream().filter(rpc -> !rpc.address().startsWith("api.session."));
    }

    private static OpenAPI model() {
        return PARSED.getOpenAPI();
    }

    private static Operation operation(Rpc<?, ?> rpc) {
        return model().getPaths()
                .get("/api/v1/" + rpc.address().substring("api.".length()))
                .getPost();
    }

    @Test
    void validatorFindsNoFault() {
        assertThat(PARSED.getMessages()).isEmpty();
        assertThat(model().getSpecVersion()).isEqualTo(SpecVersion.V31);
    }

    @Test
    void everyRequestButThoseOfSessionsIsThere() {
        assertThat(model().getPaths().keySet())
                .containsExactlyElementsOf(requests()
                        .map(rpc -> "/api/v1/" + rpc.address().substring("api.".length()))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void everyRequestMayFailAsTheCatalogueSays(Rpc<?, ?> rpc) {
        Set<String> statuses = new TreeSet<>(Set.of("200"));
        Arrays.stream(ErrorCode.values())
                .filter(code -> code != ErrorCode.STALE)
                .forEach(code -> statuses.add(String.valueOf(code.number())));
        assertThat(operation(rpc).getResponses().keySet()).containsExactlyInAnyOrderElementsOf(statuses);
        assertThat(DOCUMENT.getJsonArray("security")).isEqualTo(new JsonArray("[{\"token\":[]},{\"serverKey\":[]}]"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void fieldsAreRequiredUnlessThePageMarksThem(Rpc<?, ?> rpc) throws Exception {
        String row = Files.readString(Path.of("../contract/PROTOCOL.md"))
                .lines()
                .filter(line -> line.startsWith("| `" + rpc.address() + "` |"))
                .findFirst()
                .orElseThrow();
        Set<String> required = new TreeSet<>();
        Matcher fields = Pattern.compile("`(\\w+)`").matcher(row.split("\\|")[2]);
        while (fields.find()) {
            required.add(fields.group(1));
        }
        required.remove("clientId"); // which may come in a header
        JsonObject schema = SCHEMAS.getJsonObject(RecordSchemas.name(rpc.request()));
        assertThat(schema.getJsonArray("required", new JsonArray()).stream().map(String::valueOf))
                .containsExactlyInAnyOrderElementsOf(required);
        assertThat(operation(rpc).getRequestBody().getRequired()).isEqualTo(!required.isEmpty());
    }

    @Test
    void typesAreThoseOfJson() {
        JsonObject create = SCHEMAS.getJsonObject("Rooms.Create").getJsonObject("properties");
        assertThat(create.getJsonObject("room")).isEqualTo(new JsonObject().put("type", "string"));
        assertThat(create.getJsonObject("members"))
                .isEqualTo(new JsonObject("{\"type\":\"array\",\"items\":{\"type\":\"string\"}}"));
        assertThat(create.getJsonObject("visibility"))
                .isEqualTo(new JsonObject("{\"type\":\"string\",\"enum\":[\"public\",\"private\"]}"));
        JsonObject history = SCHEMAS.getJsonObject("Messages.History").getJsonObject("properties");
        assertThat(history.getJsonObject("wait").getString("type")).isEqualTo("integer");
        assertThat(history.containsKey("waitSeconds")).isFalse();
        JsonObject entry = SCHEMAS.getJsonObject("Entry");
        assertThat(entry.getBoolean("additionalProperties")).isTrue();
        assertThat(entry.getJsonObject("properties").getJsonObject("at").getString("format"))
                .isEqualTo("date-time");
        assertThat(entry.getJsonObject("properties").containsKey("fields")).isFalse();
    }
}
