// SPDX-License-Identifier: Apache-2.0
/** The stages that come with the hub: asked about messages before they are stored. */
@NullMarked
package dev.hubbub.moderation;

import org.jspecify.annotations.NullMarked;
