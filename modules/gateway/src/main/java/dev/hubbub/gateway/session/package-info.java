// SPDX-License-Identifier: Apache-2.0
/** Client sessions: login, timeouts and their end. Inside the gateway only. */
@NullMarked
package dev.hubbub.gateway.session;

import org.jspecify.annotations.NullMarked;
