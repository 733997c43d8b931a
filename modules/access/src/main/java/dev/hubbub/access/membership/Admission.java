// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

/** What a user becomes who joins or is added. */
enum Admission {
    MEMBER,
    /** The one who adds may not add this user, and invites it instead. */
    INVITED
}
