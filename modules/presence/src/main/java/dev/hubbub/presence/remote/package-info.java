// SPDX-License-Identifier: Apache-2.0
/** The services of other verticles that presence calls over the bus. */
@NullMarked
package dev.hubbub.presence.remote;

import org.jspecify.annotations.NullMarked;
