// SPDX-License-Identifier: Apache-2.0
/** The login and feeds of one session, polling sessions, and login links. */
@NullMarked
package dev.hubbub.contract.session;

import org.jspecify.annotations.NullMarked;
