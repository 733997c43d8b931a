// SPDX-License-Identifier: Apache-2.0
/** What users chose to be shown as. */
@NullMarked
package dev.hubbub.presence.status;

import org.jspecify.annotations.NullMarked;
