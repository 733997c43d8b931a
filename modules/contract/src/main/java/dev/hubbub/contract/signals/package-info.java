// SPDX-License-Identifier: Apache-2.0
/** Events of clients and of the host app's server that are told at once and have no number. */
@NullMarked
package dev.hubbub.contract.signals;

import org.jspecify.annotations.NullMarked;
