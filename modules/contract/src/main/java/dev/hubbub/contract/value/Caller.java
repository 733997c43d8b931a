// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.value;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hubbub.contract.json.Defaulted;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The user who sends a request. The gateway makes it from the verified token and the socket, and puts it, as JSON, into
 * the header {@value #HEADER} of each request; a header of the client is overwritten.
 *
 * @param user the user
 * @param profile how the user is shown; absent: {@link Profile#EMPTY}
 * @param grants what the token allows beyond an ordinary user; absent: nothing
 * @param socket the name of the socket that sends it, one of its own over all nodes; absent: no socket does, as over HTTP
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Caller(UserId user, @Defaulted Profile profile, @Defaulted Set<Grant> grants, @Nullable String socket) {
    /** The header of a bus message that carries the caller. */
    public static final String HEADER = "hub-caller";

    private static final int MAX_SOCKET = 64;

    public Caller {
        Check.present("user", user);
        profile = profile == null ? Profile.EMPTY : profile;
        grants = grants == null ? Set.of() : Set.copyOf(grants);
        checkSocket(socket);
    }

    /** A caller without a socket. */
    public Caller(UserId user, Profile profile, Set<Grant> grants) {
        this(user, profile, grants, null);
    }

    /** A caller of whom only the id is known. */
    public static Caller of(String user) {
        return new Caller(new UserId(user), Profile.EMPTY, Set.of());
    }

    /** The same at a socket. */
    public Caller at(@Nullable String name) {
        return new Caller(user, profile, grants, name);
    }

    /** Whether the token carried this grant. */
    public boolean may(Grant grant) {
        return grants.contains(grant);
    }

    /** Checks the name of a socket. */
    public static void checkSocket(@Nullable String name) {
        if (name != null) {
            Check.printable("socket", name, MAX_SOCKET);
        }
    }
}
