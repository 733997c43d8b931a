// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * JSON of tokens: one object in UTF-8, in which no name is there twice, at any depth. Of two claims with one name each
 * reader takes another (RFC 7519 section 4).
 */
final class TokenJson {
    private static final int MAX_DEPTH = 32;

    private static final ObjectReader OBJECTS = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(new TypeReference<Map<String, Object>>() {});

    /**
     * @param part of the token, for the words of the refusal
     * @throws dev.hubbub.contract.error.HubException UNAUTHORIZED when this is no such object
     */
    static JsonObject object(String part, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            Map<String, Object> fields = OBJECTS.readValue(text);
            if (fields != null) { // for the text null
                return new JsonObject(fields);
            }
        } catch (CharacterCodingException | JsonProcessingException e) {
            throw refusal(part);
        }
        throw refusal(part);
    }

    private static RuntimeException refusal(String part) {
        return TokenVerifier.refusal("token " + part + " is not a JSON object, or has a name twice");
    }

    private TokenJson() {}
}
