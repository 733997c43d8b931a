// SPDX-License-Identifier: Apache-2.0
/** How requests fail and why sockets are closed. */
@NullMarked
package dev.hubbub.contract.error;

import org.jspecify.annotations.NullMarked;
