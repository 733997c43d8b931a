// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.value;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hubbub.contract.json.Defaulted;
import java.util.Set;

/**
 * The user who sends a request. The gateway makes it from the verified token and puts it, as JSON, into the header
 * {@value #HEADER} of each request; a header of the client is overwritten.
 *
 * @param user the user
 * @param profile how the user is shown; absent: {@link Profile#EMPTY}
 * @param grants what the token allows beyond an ordinary user; absent: nothing
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Caller(UserId user, @Defaulted Profile profile, @Defaulted Set<Grant> grants) {
    /** The header of a bus message that carries the caller. */
    public static final String HEADER = "hub-caller";

    public Caller {
        Check.present("user", user);
        profile = profile == null ? Profile.EMPTY : profile;
        grants = grants == null ? Set.of() : Set.copyOf(grants);
    }

    /** A caller of whom only the id is known. */
    public static Caller of(String user) {
        return new Caller(new UserId(user), Profile.EMPTY, Set.of());
    }

    /** Whether the token carried this grant. */
    public boolean may(Grant grant) {
        return grants.contains(grant);
    }
}
