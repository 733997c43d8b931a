// SPDX-License-Identifier: Apache-2.0
/** Tokens and tickets that a hub issues itself, without a host app: for trying out, tests and tools. */
@NullMarked
package dev.hubbub.hub.login;

import org.jspecify.annotations.NullMarked;
