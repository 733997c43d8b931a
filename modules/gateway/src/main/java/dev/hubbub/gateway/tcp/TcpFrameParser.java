// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.tcp;

import dev.hubbub.gateway.dialect.Fault;
import dev.hubbub.gateway.dialect.StrictJson;
import dev.hubbub.gateway.dialect.bridge.BadFrameException;
import dev.hubbub.gateway.dialect.bridge.ClientFrame;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns text into a {@link TcpFrame}, by the rules of {@link StrictJson}. */
final class TcpFrameParser {
    private static final String FAILURE_CODE = "failureCode";
    private static final String MESSAGE = "message";
    private static final int MAX_ADDRESS = 200;
    private static final int MAX_MESSAGE = 1_000;
    private static final int MAX_FAILURE_CODE = 999_999;

    /** @throws BadFrameException when it breaks the protocol */
    static TcpFrame parse(String text) throws BadFrameException {
        Map<String, @Nullable Object> fields =
                StrictJson.fields(text, "body").orElseThrow(() -> new BadFrameException(Fault.INVALID_JSON, null));
        String replyAddress = replyAddress(fields);
        ClientFrame.Type type = type(fields, replyAddress);
        String address = type == ClientFrame.Type.PING ? null : address(fields, replyAddress);
        String answerTo = replyAddress == null && type == ClientFrame.Type.REGISTER ? address : replyAddress;
        Map<String, String> headers = headers(fields.get("headers"), answerTo);
        TcpFrame.Failure failure = type == ClientFrame.Type.SEND ? failure(fields, headers, answerTo) : null;
        return new TcpFrame(type, address, replyAddress, headers, StrictJson.wrap(fields.get("body")), failure);
    }

    private static @Nullable String replyAddress(Map<String, @Nullable Object> fields) throws BadFrameException {
        Object given = fields.get("replyAddress");
        if (given == null || isAddress(given)) {
            return (String) given;
        }
        throw new BadFrameException(Fault.BAD_REPLY_ADDRESS, null);
    }

    private static ClientFrame.Type type(Map<String, @Nullable Object> fields, @Nullable String replyAddress)
            throws BadFrameException {
        Object given = fields.get("type");
        for (ClientFrame.Type type : ClientFrame.Type.values()) {
            if (type.name().toLowerCase(Locale.ROOT).equals(given)) {
                return type;
            }
        }
        throw new BadFrameException(given == null ? Fault.MISSING_TYPE : Fault.INVALID_TYPE, replyAddress);
    }

    private static String address(Map<String, @Nullable Object> fields, @Nullable String replyAddress)
            throws BadFrameException {
        Object given = fields.get("address");
        if (given instanceof String text && isAddress(text)) {
            return text;
        }
        throw new BadFrameException(given == null ? Fault.MISSING_ADDRESS : Fault.BAD_ADDRESS, replyAddress);
    }

    private static boolean isAddress(@Nullable Object given) {
        return given instanceof String text
                && !text.isEmpty()
                && text.length() <= MAX_ADDRESS
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static Map<String, String> headers(@Nullable Object given, @Nullable String answerTo)
            throws BadFrameException {
        if (given == null) {
            return Map.of();
        }
        if (!(given instanceof Map<?, ?> map)) {
            throw new BadFrameException(Fault.BAD_HEADERS, answerTo);
        }
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<?, ?> header : map.entrySet()) {
            if (!isAddress(header.getKey()) || !(header.getValue() instanceof String text) || !isOneLine(text)) {
                throw new BadFrameException(Fault.BAD_HEADERS, answerTo);
            }
            headers.put((String) header.getKey(), text);
        }
        return headers;
    }

    private static boolean isOneLine(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    /** Clients that can add no fields to a frame put them into its headers. */
    private static TcpFrame.@Nullable Failure failure(
            Map<String, @Nullable Object> fields, Map<String, String> headers, @Nullable String answerTo)
            throws BadFrameException {
        Object code = fields.getOrDefault(FAILURE_CODE, headers.get(FAILURE_CODE));
        if (code == null) {
            return null;
        }
        Object message = fields.getOrDefault(MESSAGE, headers.getOrDefault(MESSAGE, ""));
        Optional<Integer> number = number(code);
        if (number.isEmpty() || !(message instanceof String text) || text.length() > MAX_MESSAGE || !isOneLine(text)) {
            throw new BadFrameException(Fault.BAD_FAILURE, answerTo);
        }
        return new TcpFrame.Failure(number.get(), text);
    }

    private static Optional<Integer> number(Object code) {
        boolean written = code instanceof Integer || (code instanceof String text && text.matches("\\d{1,6}"));
        return (written ? Optional.of(Integer.parseInt(code.toString())) : Optional.<Integer>empty())
                .filter(number -> number >= 1 && number <= MAX_FAILURE_CODE);
    }

    private TcpFrameParser() {}
}
