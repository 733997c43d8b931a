// SPDX-License-Identifier: Apache-2.0
/** The keys that verify tokens: read from the configuration, a file or an issuer. */
@NullMarked
package dev.hubbub.gateway.keys;

import org.jspecify.annotations.NullMarked;
