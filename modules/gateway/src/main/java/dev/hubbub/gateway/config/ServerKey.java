// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.config;

import dev.hubbub.contract.value.UserId;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key by which a back-end of the host app makes requests over HTTP, or a process takes part in the bus.
 *
 * @param name what it is called in figures, and in the id of its caller
 * @param key the secret, 32 bytes or more; without a dot, which tells it from a token
 * @param scopes the requests that it may make: {@code *}, {@code rooms.*} or {@code rooms.create}; and what it may do with
 *     other addresses: {@code call:svc.presence.lookup}, {@code hear:evt.*}, {@code serve:hook.message.before}
 */
public record ServerKey(String name, String key, List<String> scopes) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final int MIN_BYTES = 32;
    private static final int MAX_BYTES = 1_024;

    public ServerKey {
        if (name == null || !NAME.matcher(name).matches()) {
            throw refusal("", "name is " + name + " (expected: 1 to 64 letters, digits, _ or -)");
        }
        checkKey(name, key);
        scopes = scopes == null ? List.of() : List.copyOf(scopes);
        if (scopes.isEmpty()) {
            throw refusal(name, "no scopes (expected: such as [\"rooms.*\", \"messages.send\"])");
        }
        for (String scope : scopes) {
            if (!KeyScope.isScope(scope)) {
                throw refusal(
                        name,
                        "scope " + scope
                                + " (expected: *, or such as rooms.* or rooms.create, or call:, hear:, publish: or"
                                + " serve: with addresses, such as serve:hook.message.before)");
            }
        }
    }

    private static void checkKey(String name, String key) {
        int bytes = key == null ? 0 : key.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
            throw refusal(name, "a key of " + bytes + " bytes (expected: 32 to 1024 random bytes)");
        }
        if (!key.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '.')) {
            throw refusal(name, "a key that a header cannot hold (expected: printable ASCII, no space, no dot)");
        }
    }

    /** Whether it may send requests to this address. */
    public boolean mayCall(String address) {
        return may(KeyScope.Action.CALL, address);
    }

    /** Whether it may publish events to this address. */
    public boolean mayPublish(String address) {
        return may(KeyScope.Action.PUBLISH, address);
    }

    /** Whether it may hear the events of this address. */
    public boolean mayHear(String address) {
        return may(KeyScope.Action.HEAR, address);
    }

    /** Whether it may answer the requests to this address. */
    public boolean mayServe(String address) {
        return may(KeyScope.Action.SERVE, address);
    }

    private boolean may(KeyScope.Action action, String address) {
        return scopes.stream().map(KeyScope::of).anyMatch(scope -> scope.action() == action && scope.covers(address));
    }

    /** The id of its caller. */
    public UserId user() {
        return UserId.ofServerKey(name);
    }

    /**
     * The keys, each with a name and a secret of its own.
     *
     * @param other a secret that is for something else, or null
     */
    static List<ServerKey> distinct(List<ServerKey> keys, @Nullable String other) {
        Set<String> names = new HashSet<>();
        Set<String> secrets = new HashSet<>();
        for (ServerKey each : keys) {
            if (!names.add(each.name())) {
                throw refusal(each.name(), "twice (expected: each name once)");
            }
            if (!secrets.add(each.key()) || each.key().equals(other)) {
                throw refusal(each.name(), "the secret of another setting (expected: one of its own)");
            }
        }
        return List.copyOf(keys);
    }

    private static IllegalArgumentException refusal(String name, String problem) {
        return new IllegalArgumentException("auth.serverKeys" + (name.isEmpty() ? "" : " " + name) + ": " + problem);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ServerKey[" + name + ", " + scopes + "]";
    }
}
