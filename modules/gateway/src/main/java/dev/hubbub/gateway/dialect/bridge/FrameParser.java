// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.bridge;

import dev.hubbub.contract.session.Feeds;
import dev.hubbub.gateway.dialect.Fault;
import dev.hubbub.gateway.dialect.StrictJson;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns text into a {@link ClientFrame}, by the rules of {@link StrictJson}. */
public final class FrameParser {
    private static final String BODY = "body";
    private static final int MAX_ADDRESS = 200;
    private static final int MAX_REPLY_ADDRESS = 64;

    /**
     * Reads one frame.
     *
     * @throws BadFrameException when it breaks the protocol
     */
    public static ClientFrame parse(String text) throws BadFrameException {
        Map<String, @Nullable Object> fields = fields(text);
        String replyAddress = replyAddress(fields);
        ClientFrame.Type type = type(fields, replyAddress);
        String address = type == ClientFrame.Type.PING ? null : address(fields, replyAddress);
        boolean registers = type == ClientFrame.Type.REGISTER;
        Map<?, ?> headers = headers(fields.get("headers"), registers && replyAddress == null ? address : replyAddress);
        String since = registers ? (String) headers.get(Feeds.SINCE) : null;
        return new ClientFrame(type, address, replyAddress, StrictJson.wrap(fields.get(BODY)), since);
    }

    private static Map<String, @Nullable Object> fields(String text) throws BadFrameException {
        return StrictJson.fields(text, BODY).orElseThrow(() -> new BadFrameException(Fault.INVALID_JSON, null));
    }

    private static @Nullable String replyAddress(Map<String, @Nullable Object> fields) throws BadFrameException {
        Object given = fields.get("replyAddress");
        if (given == null) {
            return null;
        }
        if (given instanceof String text && isPrintable(text, MAX_REPLY_ADDRESS)) {
            return text;
        }
        throw new BadFrameException(Fault.BAD_REPLY_ADDRESS, null);
    }

    private static ClientFrame.Type type(Map<String, @Nullable Object> fields, @Nullable String replyAddress)
            throws BadFrameException {
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

    private static String address(Map<String, @Nullable Object> fields, @Nullable String replyAddress)
            throws BadFrameException {
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
    private static Map<?, ?> headers(@Nullable Object headers, @Nullable String answerTo) throws BadFrameException {
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
