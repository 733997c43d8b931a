// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.bridge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.gateway.dialect.Fault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Turns text into a {@link ClientFrame}. Stricter than the bus's own JSON: one object and nothing after it, no
 * comments, no duplicate keys, at most {@value #MAX_DEPTH} levels and {@value #MAX_KEYS} keys an object.
 */
public final class FrameParser {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_KEYS = 64;
    private static final int MAX_ADDRESS = 200;
    private static final int MAX_REPLY_ADDRESS = 64;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(40)
                    .maxNameLength(200)
                    .build())
            .build();

    /**
     * Reads one frame.
     *
     * @throws BadFrameException when it breaks the protocol
     */
    public static ClientFrame parse(String text) throws BadFrameException {
        Map<String, Object> fields = fields(text);
        String replyAddress = replyAddress(fields);
        ClientFrame.Type type = type(fields, replyAddress);
        String address = type == ClientFrame.Type.PING ? null : address(fields, replyAddress);
        boolean registers = type == ClientFrame.Type.REGISTER;
        Map<?, ?> headers = headers(fields.get("headers"), registers && replyAddress == null ? address : replyAddress);
        String since = registers ? (String) headers.get(Feeds.SINCE) : null;
        return new ClientFrame(type, address, replyAddress, wrapped(fields.get("body")), since);
    }

    private static Map<String, Object> fields(String text) throws BadFrameException {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadFrameException(Fault.INVALID_JSON, null);
            }
            Map<String, Object> fields = object(parser);
            if (parser.nextToken() != null) {
                throw new BadFrameException(Fault.INVALID_JSON, null);
            }
            return fields;
        } catch (IOException e) {
            throw new BadFrameException(Fault.INVALID_JSON, null);
        }
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException, BadFrameException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            if (fields.size() == MAX_KEYS) {
                throw new BadFrameException(Fault.INVALID_JSON, null);
            }
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static Object value(JsonParser parser) throws IOException, BadFrameException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static List<Object> array(JsonParser parser) throws IOException, BadFrameException {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return items;
    }

    @SuppressWarnings("unchecked")
    private static Object wrapped(Object body) {
        if (body instanceof Map<?, ?> map) {
            return new JsonObject((Map<String, Object>) map);
        }
        return body instanceof List<?> list ? new JsonArray(list) : body;
    }

    private static String replyAddress(Map<String, Object> fields) throws BadFrameException {
        Object given = fields.get("replyAddress");
        if (given == null) {
            return null;
        }
        if (given instanceof String text && isPrintable(text, MAX_REPLY_ADDRESS)) {
            return text;
        }
        throw new BadFrameException(Fault.BAD_REPLY_ADDRESS, null);
    }

    private static ClientFrame.Type type(Map<String, Object> fields, String replyAddress) throws BadFrameException {
        Object given = fields.get("type");
        if (given == null) {
            throw new BadFrameException(Fault.MISSING_TYPE, replyAddress);
        }
        for (ClientFrame.Type type : ClientFrame.Type.values()) {
            if (type.name().toLowerCase(Locale.ROOT).equals(given)) {
                return type;
            }
        }
        throw new BadFrameException(Fault.INVALID_TYPE, replyAddress);
    }

    private static String address(Map<String, Object> fields, String replyAddress) throws BadFrameException {
        Object given = fields.get("address");
        if (given == null) {
            throw new BadFrameException(Fault.MISSING_ADDRESS, replyAddress);
        }
        if (given instanceof String text && isPrintable(text, MAX_ADDRESS)) {
            return text;
        }
        throw new BadFrameException(Fault.BAD_ADDRESS, replyAddress);
    }

    /** Almost none is used, yet what is malformed is refused: a client that sends it believes in something. */
    private static Map<?, ?> headers(Object headers, String answerTo) throws BadFrameException {
        if (headers == null) {
            return Map.of();
        }
        if (!(headers instanceof Map<?, ?> map)) {
            throw new BadFrameException(Fault.BAD_HEADERS, answerTo);
        }
        for (Map.Entry<?, ?> header : map.entrySet()) {
            boolean named = isPrintable((String) header.getKey(), MAX_ADDRESS);
            if (!named || !(header.getValue() instanceof String text) || !isOneLine(text)) {
                throw new BadFrameException(Fault.BAD_HEADERS, answerTo);
            }
        }
        return map;
    }

    private static boolean isPrintable(String text, int max) {
        return !text.isEmpty() && text.length() <= max && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static boolean isOneLine(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    private FrameParser() {}
}
