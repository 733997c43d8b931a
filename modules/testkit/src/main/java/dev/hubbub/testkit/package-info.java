// SPDX-License-Identifier: Apache-2.0

/** For tests against a hub: a client that speaks the bridge, tokens of every kind, and hubs as processes. */
@NullMarked
package dev.hubbub.testkit;

import org.jspecify.annotations.NullMarked;
