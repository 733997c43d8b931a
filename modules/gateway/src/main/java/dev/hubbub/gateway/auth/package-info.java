// SPDX-License-Identifier: Apache-2.0
/** Authenticates the bearer of a token. Inside the gateway only. */
@NullMarked
package dev.hubbub.gateway.auth;

import org.jspecify.annotations.NullMarked;
