// SPDX-License-Identifier: Apache-2.0
/** Questions to verticles of the host app. */
@NullMarked
package dev.hubbub.contract.hooks;

import org.jspecify.annotations.NullMarked;
