// SPDX-License-Identifier: Apache-2.0
/** A TCP proxy that makes a network link slow, lossy or broken. */
@NullMarked
package dev.hubbub.chaos.proxy;

import org.jspecify.annotations.NullMarked;
