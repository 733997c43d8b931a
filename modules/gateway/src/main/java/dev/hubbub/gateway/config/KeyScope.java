// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.config;

import dev.hubbub.contract.Catalogue;
import dev.hubbub.contract.listeners.Listeners;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a server key may do with some addresses. Written as {@code call:api.rooms.*}; without an action it is a request of
 * clients, {@code rooms.*} for {@code call:api.rooms.*}.
 *
 * @param pattern an address, or all below one, such as {@code svc.presence.*}
 */
record KeyScope(Action action, String pattern) {
    private static final String ALL = "*";
    private static final String ALL_BELOW = ".*";
    private static final String API = "api.";
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*(\\.\\*)?");
    private static final int MAX_LENGTH = 200;
    private static final List<String> REQUESTS = List.of(API, "svc.", "hook.");
    private static final List<String> EVENTS = List.of("evt.");

    /** The prefixes of the hub's own addresses, and of those of the bus itself; others are the operator's. */
    private static final List<String> OURS = List.of(API, "svc.", "hook.", "evt.", "out.", "local:", "reply.", "__");

    /** What may be done with an address. */
    enum Action {
        /** Requests are sent to it. */
        CALL(false),
        /** Events are published to it. */
        PUBLISH(true),
        /** Events that are published to it are heard. */
        HEAR(true),
        /** Requests that are sent to it are answered. */
        SERVE(false);

        private final boolean events;

        /** @param events whether it is for events, and not for requests */
        Action(boolean events) {
            this.events = events;
        }

        /** Whether it makes sense for such an address. */
        boolean suits(String address) {
            return address.startsWith(Listeners.ADDRESS)
                    ? this == SERVE // a listener answers
                    : begins(events ? EVENTS : REQUESTS, address) || !begins(OURS, address);
        }

        private static boolean begins(List<String> prefixes, String address) {
            return prefixes.stream().anyMatch(address::startsWith);
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The scope that is written so, of which it is known that it is one. */
    static KeyScope of(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new KeyScope(Action.CALL, API + text)
                : new KeyScope(
                        Action.valueOf(text.substring(0, colon).toUpperCase(Locale.ROOT)), text.substring(colon + 1));
    }

    /** Whether it is written as a scope, for addresses with which its action makes sense. */
    static boolean isScope(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return of(text).isKnown();
        }
        String action = text.substring(0, colon);
        String pattern = text.substring(colon + 1);
        return Arrays.stream(Action.values()).anyMatch(each -> each.toString().equals(action))
                && pattern.length() <= MAX_LENGTH
                && ADDRESS.matcher(pattern).matches()
                && of(text).action.suits(pattern)
                && (!pattern.startsWith(API) || of(text).isKnown());
    }

    private boolean isKnown() {
        return Catalogue.API.stream().anyMatch(rpc -> covers(rpc.address()));
    }

    /** Whether it is for this address, with which its action makes sense. */
    boolean covers(String address) {
        return action.suits(address) && matches(address);
    }

    private boolean matches(String address) {
        if (pattern.equals(API + ALL)) {
            return address.startsWith(API);
        }
        return pattern.endsWith(ALL_BELOW)
                ? address.startsWith(pattern.substring(0, pattern.length() - 1))
                : address.equals(pattern);
    }
}
