// SPDX-License-Identifier: Apache-2.0
/** The bus as processes of other languages see it: addresses, headers and JSON, without types. */
@NullMarked
package dev.hubbub.gateway.fanout.process;

import org.jspecify.annotations.NullMarked;
