// SPDX-License-Identifier: Apache-2.0
/** The frames of each kind of server: what a client sends, and what it reads. */
@NullMarked
package dev.hubbub.bench.dialect;

import org.jspecify.annotations.NullMarked;
