// SPDX-License-Identifier: Apache-2.0
/** The public contract of the hub: addresses, records, error and close codes, and the typed bus that carries them. */
@NullMarked
package dev.hubbub.contract;

import org.jspecify.annotations.NullMarked;
