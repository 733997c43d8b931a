// SPDX-License-Identifier: Apache-2.0
/** Which users are online and which are typing. */
@NullMarked
package dev.hubbub.contract.presence;

import org.jspecify.annotations.NullMarked;
