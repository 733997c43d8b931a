// SPDX-License-Identifier: Apache-2.0
/** Any store, with its calls measured. Inside persistence only. */
@NullMarked
package dev.hubbub.persistence.store.metered;

import org.jspecify.annotations.NullMarked;
