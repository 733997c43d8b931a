// SPDX-License-Identifier: Apache-2.0
/** Kinds of content of a message, and what each must hold. */
@NullMarked
package dev.hubbub.contract.content;

import org.jspecify.annotations.NullMarked;
